package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.spi.Listed;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {

  @TempDir Path folder = Path.of("");

  private final VirtualCall call = new VirtualCall();

  @Test
  void tls_isTrustedByTheCaFileAlone() throws Exception {
    try (SimulatedThingsStack stack =
        SimulatedThingsStack.builder().tls().application(Origin.APP, Fleet.seeded(1, 3)).start()) {
      Path caFile = folder.resolve("ca.pem");
      Files.writeString(caFile, stack.caPem().orElseThrow());
      String key = stack.apiKey(Origin.APP).token();

      try (TtnV3Source trusting =
          TtnV3Source.builder()
              .address(stack.address())
              .application(Origin.APP, () -> key)
              .caFile(caFile)
              .build()) {
        List<Listed> listed = new ArrayList<>();
        trusting.list(Selection.all(), listed::add, call);
        assertThat(trusting.read(listed.get(0), call).device()).isPresent();
      }
      try (TtnV3Source doubting =
          TtnV3Source.builder()
              .address(stack.address())
              .application(Origin.APP, () -> key)
              .build()) {
        assertThatThrownBy(() -> doubting.list(Selection.all(), entry -> {}, call))
            .isInstanceOf(RemoteException.class)
            .hasMessageContaining("certificate authority");
      }
    }
  }

  @Test
  void wrongAddress_isSaidAfterAFewAttempts() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (TtnV3Source source =
        TtnV3Source.builder()
            .address("localhost:" + free)
            .plaintext()
            .application(Origin.APP, () -> "NNSXS.ID.SECRET")
            .build()) {
      assertThatThrownBy(() -> source.list(Selection.all(), entry -> {}, call))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("localhost:" + free)
          .hasMessageContaining("Check the address");
      assertThat(call.remoteCalls).hasValue(3);
    }
  }

  @Test
  void everyMistake_isReportedAtOnce() {
    assertThatThrownBy(
            () ->
                TtnV3Source.builder()
                    .identityServerAddress("https://example.org")
                    .concurrency(0)
                    .plaintext()
                    .caFile(folder.resolve("ca.pem"))
                    .application("", () -> "")
                    .build())
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.contains("https://example.org"))
                    .anyMatch(
                        p ->
                            p.contains("no address is given for")
                                && p.contains("Network Server")
                                && !p.contains("Identity Server"))
                    .anyMatch(p -> p.contains("application id") && p.contains("3 to 36"))
                    .anyMatch(p -> p.contains("concurrency"))
                    .anyMatch(p -> p.contains("CA file"))
                    .hasSize(5));
    assertThatThrownBy(() -> TtnV3Source.builder().address("stack.example.org").build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no application is given");
  }

  @Test
  void identity_namesServersAndApplications_butNoKey() {
    try (TtnV3Source source =
        TtnV3Source.builder()
            .address("stack.example.org")
            .joinServerAddress("join.example.org:443")
            .application("my-app", () -> "NNSXS.ID.SECRET")
            .build()) {
      assertThat(source.identity())
          .contains("stack.example.org:8884", "join.example.org:443", "my-app")
          .doesNotContain("SECRET");
      assertThat(source.maxConcurrency()).isEqualTo(16);
    }
  }

  @Test
  void channelHook_isAskedOnceForEachAddress() {
    List<String> built = new ArrayList<>();
    try (Origin origin =
        Origin.of(
            network -> network.application(Origin.APP, Fleet.seeded(1, 3)),
            source -> source.customizeChannels(builder -> built.add("channel")))) {
      origin.read("device-00000000");
    }
    assertThat(built).hasSize(1);
  }

  @Test
  void closedSource_canBeClosedAgain() {
    Origin origin = Origin.of(network -> network);
    origin.source.close();
    origin.close();
  }
}
