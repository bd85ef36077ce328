package io.github.lwmigrate.grpc.internal;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Certificates that alone are trusted, the server's own first. */
public final class PinnedCertificates {

  // Types of names in RFC 5280, section 4.2.1.6.
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final List<X509Certificate> certificates;

  private PinnedCertificates(List<X509Certificate> certificates) {
    this.certificates = certificates;
  }

  /**
   * Reads certificates.
   *
   * @param pem certificates in PEM form
   * @return the certificates
   * @throws IllegalArgumentException if there are none
   */
  public static PinnedCertificates of(byte[] pem) {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return new PinnedCertificates(certificates);
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("the text holds no certificate in PEM form", e);
    }
    throw new IllegalArgumentException("the text holds no certificate");
  }

  /**
   * A name for which the server's own certificate was made.
   *
   * @return a host name or address; empty if the certificate names none
   */
  public Optional<String> name() {
    try {
      Collection<List<?>> names = certificates.get(0).getSubjectAlternativeNames();
      return names == null
          ? Optional.empty()
          : names.stream()
              .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
              .map(name -> name.get(1).toString())
              .findFirst();
    } catch (CertificateParsingException e) {
      return Optional.empty();
    }
  }

  /**
   * Trust in these certificates and no other.
   *
   * @return managers that check host and dates
   */
  public List<TrustManager> strict() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store());
      return List.of(factory.getTrustManagers()).stream()
          .map(
              manager ->
                  manager instanceof X509ExtendedTrustManager extended
                      ? new DatedTrustManager(extended)
                      : manager)
          .toList();
    } catch (GeneralSecurityException e) {
      throw Trust.unusable(e);
    }
  }

  /**
   * Trust in these certificates and no other, as of the day from which the server's own is valid.
   *
   * @return managers that check the host
   */
  public List<TrustManager> undated() {
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(store(), new X509CertSelector());
      parameters.setRevocationEnabled(false);
      parameters.setDate(certificates.get(0).getNotBefore());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(new CertPathTrustManagerParameters(parameters));
      return List.of(factory.getTrustManagers());
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalArgumentException("the certificates cannot be trusted", e);
    } catch (GeneralSecurityException e) {
      throw Trust.unusable(e);
    }
  }

  private KeyStore store() throws GeneralSecurityException {
    KeyStore store = Trust.emptyStore();
    int number = 0;
    for (X509Certificate certificate : certificates) {
      store.setCertificateEntry("pinned-" + number++, certificate);
    }
    return store;
  }
}
