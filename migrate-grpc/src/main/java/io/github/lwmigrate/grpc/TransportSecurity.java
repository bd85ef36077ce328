package io.github.lwmigrate.grpc;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.grpc.internal.Trust;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.nio.file.Path;

/** Whether and how connections are encrypted. Immutable and thread-safe. */
public final class TransportSecurity {

  private static final int TLS_PORT = 8884;
  private static final int PLAINTEXT_PORT = 1884;

  private final boolean plaintext;
  private final ChannelCredentials credentials;

  private TransportSecurity(boolean plaintext, ChannelCredentials credentials) {
    this.plaintext = plaintext;
    this.credentials = credentials;
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
    return new TransportSecurity(
        false,
        TlsChannelCredentials.newBuilder()
            .trustManager(Trust.systemAnd(caFile).toArray(javax.net.ssl.TrustManager[]::new))
            .build());
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

  @Override
  public String toString() {
    return plaintext ? "plaintext" : "TLS";
  }
}
