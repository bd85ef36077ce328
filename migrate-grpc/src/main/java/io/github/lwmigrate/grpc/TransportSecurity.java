package io.github.lwmigrate.grpc;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.grpc.internal.PinnedCertificates;
import io.github.lwmigrate.grpc.internal.Trust;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;

/** Whether and how connections are encrypted. Immutable and thread-safe. */
public final class TransportSecurity {

  private static final int TLS_PORT = 8884;
  private static final int PLAINTEXT_PORT = 1884;

  private final boolean plaintext;
  private final ChannelCredentials credentials;
  private final Optional<String> authority;

  private TransportSecurity(boolean plaintext, ChannelCredentials credentials) {
    this(plaintext, credentials, Optional.empty());
  }

  private TransportSecurity(
      boolean plaintext, ChannelCredentials credentials, Optional<String> authority) {
    this.plaintext = plaintext;
    this.credentials = credentials;
    this.authority = authority;
  }

  /**
   * TLS; certificates are checked against the system's trust store.
   *
   * @return the setting
   */
  public static TransportSecurity tls() {
    return new TransportSecurity(false, TlsChannelCredentials.create());
  }

  /**
   * TLS; certificates are checked against the system's trust store and further certificate
   * authorities.
   *
   * @param caFile certificates in PEM form
   * @return the setting
   * @throws ConfigurationException if the file cannot be read or holds no certificate
   */
  public static TransportSecurity tls(Path caFile) {
    return new TransportSecurity(false, trusting(Trust.systemAnd(caFile)));
  }

  /**
   * TLS; certain certificates are trusted, and no certificate authority of the system. The server's
   * certificate must be one of them or signed by one, be valid today and be made for the host that
   * is called.
   *
   * @param certificates certificates in PEM form, the server's own first
   * @return the setting
   * @throws IllegalArgumentException if there is no certificate
   */
  public static TransportSecurity pinned(byte[] certificates) {
    return new TransportSecurity(false, trusting(PinnedCertificates.of(certificates).strict()));
  }

  /**
   * TLS as with {@link #pinned}, whatever the dates of the server's certificate and the host it was
   * made for. Gives up the protection against a certificate whose key was stolen or retired:
   * whoever holds its key can be any host, for ever.
   *
   * @param certificates certificates in PEM form, the server's own first
   * @return the setting
   * @throws IllegalArgumentException if there is no certificate
   */
  public static TransportSecurity pinnedWithoutDatesAndHost(byte[] certificates) {
    PinnedCertificates pinned = PinnedCertificates.of(certificates);
    return new TransportSecurity(false, trusting(pinned.undated()), pinned.name());
  }

  private static ChannelCredentials trusting(List<TrustManager> managers) {
    return TlsChannelCredentials.newBuilder()
        .trustManager(managers.toArray(TrustManager[]::new))
        .build();
  }

  /**
   * No encryption: everything, keys included, can be read on the way.
   *
   * @return the setting
   */
  public static TransportSecurity plaintext() {
    return new TransportSecurity(true, InsecureChannelCredentials.create());
  }

  /**
   * Whether connections are not encrypted.
   *
   * @return true after {@link #plaintext()}
   */
  public boolean isPlaintext() {
    return plaintext;
  }

  /**
   * The port on which The Things Stack serves gRPC.
   *
   * @return 8884 with TLS, 1884 without
   */
  public int usualPort() {
    return plaintext ? PLAINTEXT_PORT : TLS_PORT;
  }

  ChannelCredentials credentials() {
    return credentials;
  }

  /** The host for which the server's certificate must be made, where not the one called. */
  Optional<String> authority() {
    return authority;
  }

  @Override
  public String toString() {
    return plaintext ? "plaintext" : "TLS";
  }
}
