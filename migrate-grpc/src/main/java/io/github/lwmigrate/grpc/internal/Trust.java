package io.github.lwmigrate.grpc.internal;

import io.github.lwmigrate.ConfigurationException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trust in the system's certificate authorities and those of a file. */
public final class Trust {

  private Trust() {}

  /**
   * Trust managers for both.
   *
   * @param caFile certificates in PEM form
   * @return the managers
   */
  public static List<TrustManager> systemAnd(Path caFile) {
    Collection<? extends Certificate> extra = read(caFile);
    try {
      KeyStore store = emptyStore();
      int number = 0;
      for (Certificate certificate : extra) {
        store.setCertificateEntry("extra-" + number++, certificate);
      }
      for (TrustManager manager : managers(null)) {
        if (manager instanceof X509TrustManager system) {
          for (Certificate certificate : system.getAcceptedIssuers()) {
            store.setCertificateEntry("system-" + number++, certificate);
          }
        }
      }
      return managers(store);
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    return store;
  }

  static IllegalStateException unusable(GeneralSecurityException e) {
    return new IllegalStateException("This Java runtime cannot build a trust store", e);
  }

  private static List<TrustManager> managers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return List.of(factory.getTrustManagers());
  }

  private static Collection<? extends Certificate> read(Path caFile) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(caFile))) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw refused(caFile, "holds no certificate");
      }
      return certificates;
    } catch (NoSuchFileException e) {
      throw refused(caFile, "does not exist");
    } catch (CertificateException e) {
      throw refused(caFile, "holds no certificates in PEM form");
    } catch (IOException e) {
      throw refused(caFile, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static ConfigurationException refused(Path caFile, String why) {
    return new ConfigurationException(
        "trust the certificates of " + caFile, "CA file " + caFile + " " + why);
  }
}
