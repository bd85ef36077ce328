package io.github.lwmigrate.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lwmigrate.ConfigurationException;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir static Path folder = Path.of("");

  private static Path certificate = Path.of("");
  private static Path expired = Path.of("");

  private final VirtualCall call = new VirtualCall();
  private final RemoteCaller caller = new RemoteCaller(RetryPolicy.DEFAULT);

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = makeCertificate("server", "-validity 2");
    expired = makeCertificate("expired", "-startdate -9d -validity 2");
  }

  private static Path makeCertificate(String name, String dates) throws Exception {
    Path file = folder.resolve(name + ".pem");
    keytool(
        "-genkeypair -alias server -keyalg EC -dname CN=localhost"
            + " -ext san=dns:localhost -storetype PKCS12 -storepass changeit "
            + dates
            + " -keystore "
            + keyStore(name));
    keytool(
        "-exportcert -rfc -alias server -storepass changeit -keystore "
            + keyStore(name)
            + " -file "
            + file);
    return file;
  }

  private static Path keyStore(String name) {
    return folder.resolve(name + ".p12");
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static ScriptedServer tlsServer() throws Exception {
    return tlsServer("server");
  }

  private static ScriptedServer tlsServer(String name) throws Exception {
    KeyStore store = KeyStore.getInstance(keyStore(name).toFile(), PASSWORD.toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    return new ScriptedServer(
        0, TlsServerCredentials.newBuilder().keyManager(keys.getKeyManagers()).build());
  }

  @Test
  void caFile_makesTheServerTrusted() throws Exception {
    try (ScriptedServer server = tlsServer();
        Channels channels = Channels.of(TransportSecurity.tls(certificate), builder -> {})) {
      var device =
          caller
              .call(ScriptedServer.get(channels.server(server.address()), "dev-1"), call)
              .message();

      assertThat(device.getIds().getDeviceId()).isEqualTo("dev-1");
    }
  }

  @Test
  void caFile_leavesTheSystemsAuthoritiesTrusted() {
    var managers = io.github.lwmigrate.grpc.internal.Trust.systemAnd(certificate);

    assertThat(managers)
        .anySatisfy(
            manager ->
                assertThat(((javax.net.ssl.X509TrustManager) manager).getAcceptedIssuers())
                    .hasSizeGreaterThan(10));
  }

  @Test
  void unknownAuthority_isRefusedAtOnceWithARemedy() throws Exception {
    try (ScriptedServer server = tlsServer();
        Channels channels = Channels.of(TransportSecurity.tls(), builder -> {})) {
      RemoteException e =
          catchThrowableOfType(
              RemoteException.class,
              () ->
                  caller.call(
                      ScriptedServer.get(channels.server(server.address()), "dev-1"), call));

      assertThat(e).hasMessageContaining("TLS").hasMessageContaining("certificate authority");
      assertThat(e.retryable()).isFalse();
      assertThat(call.remoteCalls).isEqualTo(1);
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void otherHostName_isRefused() throws Exception {
    try (ScriptedServer server = tlsServer();
        Channels channels = Channels.of(TransportSecurity.tls(certificate), builder -> {})) {
      ServerAddress byNumber = ServerAddress.of("127.0.0.1:" + server.port());

      assertThatThrownBy(
              () -> caller.call(ScriptedServer.get(channels.server(byNumber), "dev-1"), call))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("TLS");
    }
  }

  @Test
  void plaintextServer_isNotTakenForATlsServer() {
    try (ScriptedServer server = new ScriptedServer();
        Channels channels = Channels.of(TransportSecurity.tls(), builder -> {})) {
      assertThatThrownBy(
              () ->
                  caller.call(ScriptedServer.get(channels.server(server.address()), "dev-1"), call))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("plaintext");
      assertThat(call.remoteCalls).isEqualTo(1);
    }
  }

  @Test
  void caFile_thatCannotBeUsed_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");

    assertThatThrownBy(() -> TransportSecurity.tls(folder.resolve("absent.pem")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> TransportSecurity.tls(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("certificate");
    assertThatThrownBy(() -> TransportSecurity.tls(empty))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("holds no certificate");
    assertThatThrownBy(() -> TransportSecurity.tls(folder))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void pinnedCertificate_isTrustedAlone() throws Exception {
    try (ScriptedServer server = tlsServer();
        Channels channels =
            Channels.of(TransportSecurity.pinned(Files.readAllBytes(certificate)), b -> {});
        Channels others =
            Channels.of(TransportSecurity.pinned(Files.readAllBytes(expired)), b -> {})) {
      assertThat(caller.call(ScriptedServer.get(channels.server(server.address()), "dev-1"), call))
          .isNotNull();
      assertThatThrownBy(
              () -> caller.call(ScriptedServer.get(others.server(server.address()), "dev-1"), call))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("TLS");
    }
  }

  @Test
  void pinnedCertificate_mustBeOfTheHostThatIsCalled() throws Exception {
    byte[] pem = Files.readAllBytes(certificate);
    try (ScriptedServer server = tlsServer();
        Channels channels = Channels.of(TransportSecurity.pinned(pem), b -> {});
        Channels lenient = Channels.of(TransportSecurity.pinnedWithoutDatesAndHost(pem), b -> {})) {
      ServerAddress byNumber = ServerAddress.of("127.0.0.1:" + server.port());

      assertThatThrownBy(
              () -> caller.call(ScriptedServer.get(channels.server(byNumber), "dev-1"), call))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("TLS");
      assertThat(caller.call(ScriptedServer.get(lenient.server(byNumber), "dev-1"), call))
          .isNotNull();
    }
  }

  @Test
  void pinnedCertificate_mustBeValidToday() throws Exception {
    byte[] pem = Files.readAllBytes(expired);
    try (ScriptedServer server = tlsServer("expired");
        Channels channels = Channels.of(TransportSecurity.pinned(pem), b -> {});
        Channels lenient = Channels.of(TransportSecurity.pinnedWithoutDatesAndHost(pem), b -> {})) {
      RemoteException e =
          catchThrowableOfType(
              RemoteException.class,
              () ->
                  caller.call(
                      ScriptedServer.get(channels.server(server.address()), "dev-1"), call));

      assertThat(e).hasMessageContaining("TLS");
      assertThat(e.retryable()).isFalse();
      assertThat(caller.call(ScriptedServer.get(lenient.server(server.address()), "dev-1"), call))
          .isNotNull();
    }
  }

  @Test
  void withoutDatesAndHost_anotherCertificateIsStillRefused() throws Exception {
    try (ScriptedServer server = tlsServer();
        Channels channels =
            Channels.of(
                TransportSecurity.pinnedWithoutDatesAndHost(Files.readAllBytes(expired)),
                b -> {})) {
      assertThatThrownBy(
              () ->
                  caller.call(ScriptedServer.get(channels.server(server.address()), "dev-1"), call))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("TLS");
    }
  }

  @Test
  void pinnedText_thatIsNoCertificate_isRefused() {
    byte[] garbage =
        "-----BEGIN CERTIFICATE-----\nxyz\n-----END CERTIFICATE-----\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> TransportSecurity.pinned(garbage))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("certificate");
    assertThatThrownBy(() -> TransportSecurity.pinned(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no certificate");
  }
}
