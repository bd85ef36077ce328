package io.github.lwmigrate.simulator.internal;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate that a server shows, and its key, which never leaves memory. */
public final class ServerCertificate {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration DAY = Duration.ofDays(1);

  private final KeyPair keys;
  private final X509Certificate[] chain;

  private ServerCertificate(KeyPair keys, X509Certificate... chain) {
    this.keys = keys;
    this.chain = chain;
  }

  /** Signed by itself and an authority of its own, as components of V2 make theirs. */
  public static ServerCertificate selfSigned(
      X500Name name, List<GeneralName> hosts, Instant notBefore, Instant notAfter) {
    KeyPair keys = newKeys();
    return new ServerCertificate(
        keys,
        certificate(
            new Request(name, name, keys, keys, notBefore, notAfter),
            builder -> {
              builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
              builder.addExtension(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(
                      KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
              addHosts(builder, hosts);
              builder.addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(
                      new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                      }));
            }));
  }

  /** An authority's own, valid a day back and a day on. */
  static ServerCertificate authority(X500Name name) {
    KeyPair keys = newKeys();
    Instant now = Instant.now();
    return new ServerCertificate(
        keys,
        certificate(
            new Request(name, name, keys, keys, now.minus(DAY), now.plus(DAY)),
            builder -> {
              builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
              builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            }));
  }

  /** One signed by this authority, valid a day back and a day on. */
  ServerCertificate issue(X500Name authority, X500Name name, List<GeneralName> hosts) {
    KeyPair serverKeys = newKeys();
    Instant now = Instant.now();
    return new ServerCertificate(
        serverKeys,
        certificate(
            new Request(authority, name, serverKeys, keys, now.minus(DAY), now.plus(DAY)),
            builder -> {
              addHosts(builder, hosts);
              builder.addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            }),
        chain[0]);
  }

  public String pem() {
    return pem(chain[0]);
  }

  public String publicKeyPem() {
    return pem(keys.getPublic());
  }

  public ServerCredentials credentials() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      char[] password = new char[0];
      store.load(null, password);
      store.setKeyEntry("server", keys.getPrivate(), password, chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password);
      return TlsServerCredentials.newBuilder().keyManager(managers.getKeyManagers()).build();
    } catch (GeneralSecurityException | IOException e) {
      throw failure(e);
    }
  }

  /** What is certified, and by whom. */
  private record Request(
      X500Name issuer,
      X500Name subject,
      KeyPair subjectKeys,
      KeyPair issuerKeys,
      Instant notBefore,
      Instant notAfter) {}

  /** Adds extensions. */
  @FunctionalInterface
  private interface Extensions {
    void addTo(X509v3CertificateBuilder builder) throws IOException;
  }

  private static X509Certificate certificate(Request request, Extensions extensions) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              request.issuer(),
              new BigInteger(Long.SIZE, RANDOM).add(BigInteger.ONE),
              Date.from(request.notBefore()),
              Date.from(request.notAfter()),
              request.subject(),
              request.subjectKeys().getPublic());
      extensions.addTo(builder);
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(request.issuerKeys().getPrivate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw failure(e);
    }
  }

  private static void addHosts(X509v3CertificateBuilder builder, List<GeneralName> hosts)
      throws IOException {
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(hosts.toArray(new GeneralName[0])));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw failure(e);
    }
  }

  private static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static IllegalStateException failure(Exception cause) {
    return new IllegalStateException("Cannot make the certificates of a simulated network", cause);
  }
}
