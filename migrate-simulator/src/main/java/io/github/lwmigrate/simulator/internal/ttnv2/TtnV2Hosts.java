package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.discovery.Announcement;
import io.github.lwmigrate.simulator.HandlerCertificate;
import io.github.lwmigrate.simulator.internal.CallInterceptor;
import io.github.lwmigrate.simulator.internal.CertificateAuthority;
import io.github.lwmigrate.simulator.internal.ServerCertificate;
import io.github.lwmigrate.simulator.internal.ServerHost;
import io.grpc.InsecureServerCredentials;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** The running servers: discovery and handler, each on a port of its own. */
public final class TtnV2Hosts implements AutoCloseable {
  private static final String HOST = "127.0.0.1:";
  private static final String ID = "simulated-handler";
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration DAY = Duration.ofDays(1);
  private static final ServerHost.Connections CONNECTIONS =
      new ServerHost.Connections(Duration.ofSeconds(30), Optional.of(Duration.ofMinutes(5)));

  private final ExecutorService executor = ServerHost.threads("simulated-ttnv2");
  private final ServerHost handler;
  private final ServerHost discovery;
  private final Announcement announcement;

  /** What the servers are started with. */
  public record Settings(
      int discoveryPort,
      int handlerPort,
      Optional<CertificateAuthority> authority,
      HandlerCertificate handlerCertificate,
      UnaryOperator<Announcement> announcement) {}

  public TtnV2Hosts(Settings settings, TtnV2Network network, CallInterceptor interceptor) {
    Optional<ServerCertificate> certificate = certificate(settings.handlerCertificate());
    this.handler =
        new ServerHost(
            settings.handlerPort(),
            network.handler(),
            interceptor,
            certificate
                .map(ServerCertificate::credentials)
                .orElseGet(InsecureServerCredentials::create),
            CONNECTIONS,
            executor);
    this.announcement = settings.announcement().apply(announcement(handler, certificate));
    try {
      this.discovery =
          new ServerHost(
              settings.discoveryPort(),
              network.discovery(announcement),
              interceptor,
              settings
                  .authority()
                  .map(CertificateAuthority::serverCredentials)
                  .orElseGet(InsecureServerCredentials::create),
              CONNECTIONS,
              executor);
    } catch (UncheckedIOException e) {
      handler.close();
      executor.shutdownNow();
      throw e;
    }
  }

  public String discoveryAddress() {
    return HOST + discovery.port();
  }

  public String handlerAddress() {
    return HOST + handler.port();
  }

  public Announcement announcement() {
    return announcement;
  }

  public void goAway() {
    discovery.goAway();
    handler.goAway();
  }

  public void dropConnections() {
    discovery.dropConnections();
    handler.dropConnections();
  }

  @Override
  public void close() {
    discovery.close();
    handler.close();
    executor.shutdownNow();
  }

  private static Announcement announcement(
      ServerHost handler, Optional<ServerCertificate> certificate) {
    Announcement.Builder announcement =
        Announcement.newBuilder()
            .setId(ID)
            .setServiceName("handler")
            .setServiceVersion(ByteString.copyFromUtf8("simulated"))
            .setDescription(ByteString.copyFromUtf8("Simulated handler"))
            .setNetAddress(HOST + handler.port());
    certificate.ifPresent(
        shown ->
            announcement
                .setPublicKey(ByteString.copyFromUtf8(shown.publicKeyPem()))
                .setCertificate(ByteString.copyFromUtf8(shown.pem())));
    return announcement.build();
  }

  private static Optional<ServerCertificate> certificate(HandlerCertificate kind) {
    Instant now = Instant.now();
    List<GeneralName> hosts =
        List.of(
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1"));
    return switch (kind) {
      case VALID -> Optional.of(signed(hosts, now.minus(DAY), now.plus(YEAR)));
      case EXPIRED -> Optional.of(signed(hosts, now.minus(YEAR), now.minus(DAY)));
      case OTHER_HOST ->
          Optional.of(
              signed(
                  List.of(new GeneralName(GeneralName.dNSName, "handler.example.org")),
                  now.minus(DAY),
                  now.plus(YEAR)));
      case NONE -> Optional.empty();
    };
  }

  private static ServerCertificate signed(
      List<GeneralName> hosts, Instant notBefore, Instant notAfter) {
    return ServerCertificate.selfSigned(
        new X500Name("O=The Things Network,CN=" + ID + " handler"), hosts, notBefore, notAfter);
  }
}
