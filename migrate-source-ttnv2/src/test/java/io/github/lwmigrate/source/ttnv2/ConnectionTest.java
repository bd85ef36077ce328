package io.github.lwmigrate.source.ttnv2;

import static io.github.lwmigrate.source.ttnv2.Network.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.HandlerCertificate;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.simulator.TtnV2Version;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.testkit.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Discovery, certificates, credentials. */
class ConnectionTest {

  @TempDir private Path folder = Path.of("");

  private static SimulatedTtnV2 start(SimulatedTtnV2.Builder builder) {
    SimulatedTtnV2 network = builder.application(APP).start();
    network.put(TestDevices.otaa(APP, "dev-1"));
    return network;
  }

  private static List<Listed> list(SimulatedTtnV2 network, Consumer<TtnV2Source.Builder> settings) {
    ApiKey key = network.accessKey(APP);
    TtnV2Source.Builder builder = Network.builder(network).application(APP, key::token);
    settings.accept(builder);
    return list(builder);
  }

  private static List<Listed> list(TtnV2Source.Builder builder) {
    try (TtnV2Source source = builder.build()) {
      return Network.list(source, Selection.all(), TestCall.create());
    }
  }

  private static MigrationException failure(
      SimulatedTtnV2 network, Consumer<TtnV2Source.Builder> settings) {
    Throwable thrown = catchThrowable(() -> list(network, settings));
    assertThat(thrown).isInstanceOf(MigrationException.class);
    return (MigrationException) thrown;
  }

  @Test
  void handler_isFoundAndItsAnnouncedCertificateTrusted() {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder())) {
      assertThat(list(network, settings -> {})).hasSize(1);
    }
  }

  @Test
  void accessKey_goesToTheHandlerAlone() {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder())) {
      list(network, settings -> {});

      for (Operation operation : network.operations()) {
        boolean discovery = operation.method().startsWith("Discovery/");
        assertThat(operation.headers().containsKey("key")).isEqualTo(!discovery);
        assertThat(operation.headers()).doesNotContainKeys("authorization", "token");
      }
      assertThat(network.operations())
          .extracting(Operation::method)
          .contains("Discovery/GetByAppID");
    }
  }

  @Test
  void discoveryWithTls_needsItsAuthority() throws IOException {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder().tls())) {
      ApiKey key = network.accessKey(APP);
      Path ca = Files.writeString(folder.resolve("ca.pem"), network.caPem().orElseThrow());
      TtnV2Source.Builder builder =
          TtnV2Source.builder()
              .discoveryServerAddress(network.discoveryAddress())
              .application(APP, key::token)
              .frequencyPlan(Network.PLAN);

      assertThatThrownBy(() -> list(builder))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("TLS")
          .hasMessageContaining(network.discoveryAddress());
      assertThat(list(builder.caFile(ca))).hasSize(1);
    }
  }

  @Test
  void plaintextDiscovery_isNotTakenForTls() {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder())) {
      ApiKey key = network.accessKey(APP);

      assertThatThrownBy(
              () ->
                  list(
                      TtnV2Source.builder()
                          .discoveryServerAddress(network.discoveryAddress())
                          .application(APP, key::token)
                          .frequencyPlan(Network.PLAN)))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("plaintext");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "OTHER_HOST"})
  void datesAndHostOfTheCertificate_countUnlessTheyAreToBeIgnored(HandlerCertificate certificate) {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder().handlerCertificate(certificate))) {
      assertThat(failure(network, settings -> {}))
          .hasMessageContaining("TLS")
          .hasMessageContaining(network.handlerAddress());
      assertThat(list(network, TtnV2Source.Builder::ignoreCertificateDatesAndHost)).hasSize(1);
    }
  }

  @Test
  void handlerWithoutCertificate_isCalledInPlaintextOnlyWhenThatWasAskedFor() {
    try (SimulatedTtnV2 network =
        start(SimulatedTtnV2.builder().handlerCertificate(HandlerCertificate.NONE))) {
      assertThat(failure(network, settings -> {})).hasMessageContaining("TLS");
      assertThat(network.operations())
          .extracting(Operation::method)
          .noneMatch(method -> method.startsWith("ApplicationManager/"));
      assertThat(list(network, TtnV2Source.Builder::insecureHandler)).hasSize(1);
    }
  }

  @Test
  void announcedCertificate_countsAlsoWherePlaintextIsAllowed() {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder())) {
      assertThat(list(network, TtnV2Source.Builder::insecureHandler)).hasSize(1);
    }
  }

  @Test
  void handlerAddress_makesDiscoveryNeedless() throws IOException {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder())) {
      ApiKey key = network.accessKey(APP);
      Path ca =
          Files.write(
              folder.resolve("handler.pem"), network.announcement().getCertificate().toByteArray());

      assertThat(
              list(
                  TtnV2Source.builder()
                      .handlerAddress(network.handlerAddress())
                      .caFile(ca)
                      .application(APP, key::token)
                      .frequencyPlan(Network.PLAN)))
          .hasSize(1);
      assertThat(network.operations())
          .extracting(Operation::method)
          .noneMatch(method -> method.startsWith("Discovery/"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s,localhost:1", " %s , localhost:1"})
  void secondAddress_isLeftAlone(String addresses) {
    try (SimulatedTtnV2 network =
        start(
            SimulatedTtnV2.builder()
                .announcement(
                    announcement ->
                        announcement.toBuilder()
                            .setNetAddress(String.format(addresses, announcement.getNetAddress()))
                            .build()))) {
      assertThat(list(network, settings -> {})).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ,localhost:1", "http://localhost:1"})
  void announcementWithoutUsableAddress_isSaidToBe(String address) {
    try (SimulatedTtnV2 network =
        start(
            SimulatedTtnV2.builder()
                .announcement(a -> a.toBuilder().setNetAddress(address).build()))) {
      assertThat(failure(network, settings -> {}))
          .hasMessageContaining("address")
          .hasMessageContaining("Give the address of the handler");
    }
  }

  @Test
  void announcedTextThatIsNoCertificate_isSaidToBe() {
    try (SimulatedTtnV2 network =
        start(
            SimulatedTtnV2.builder()
                .announcement(
                    a ->
                        a.toBuilder()
                            .setCertificate(ByteString.copyFromUtf8("not a certificate"))
                            .build()))) {
      assertThat(failure(network, settings -> {})).hasMessageContaining("certificate");
    }
  }

  @Test
  void oldDiscovery_isAskedForAllHandlers() {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder().version(TtnV2Version.V2_6_1))) {
      assertThat(list(network, settings -> {})).hasSize(1);
      assertThat(network.operations()).extracting(Operation::method).contains("Discovery/GetAll");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6_1", "V2_10_4"})
  void unknownApplication_isSaidToBe(TtnV2Version version) {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder().version(version))) {
      TtnV2Source.Builder builder =
          Network.builder(network).application("other-app", () -> "ttn-account-v2.key");

      assertThatThrownBy(() -> list(builder))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("other-app")
          .hasMessageContaining("Check the application id");
    }
  }

  @Test
  void wrongKey_isExplainedAndNotRepeated() {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder())) {
      TtnV2Source.Builder builder =
          Network.builder(network).application(APP, () -> "ttn-account-v2.very-secret");

      assertThatThrownBy(() -> list(builder))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("Check the access key")
          .hasMessageNotContaining("very-secret");
      assertThat(network.operations()).hasSize(2);
    }
  }

  @Test
  void keyWithoutTheRight_isExplained() {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder())) {
      ApiKey settingsOnly = network.accessKey(APP, "settings");

      assertThatThrownBy(() -> list(Network.builder(network).application(APP, settingsOnly::token)))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("right \"devices\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "NNSXS.ID.SECRET"})
  void textThatIsNoAccessKey_isRefusedBeforeTheFirstCall(String key) {
    try (SimulatedTtnV2 network = start(SimulatedTtnV2.builder())) {
      assertThatThrownBy(() -> list(Network.builder(network).application(APP, () -> key)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageNotContaining("SECRET");
      assertThat(network.operations()).isEmpty();
    }
  }

  @Test
  void brokenConnections_areMadeAgain() {
    try (Network network = Network.of(TestDevices.otaa(APP, "dev-1"))) {
      network.list();
      network.simulated.goAway();
      assertThat(network.list()).hasSize(1);
      network.simulated.dropConnections();
      assertThat(network.list()).hasSize(1);
    }
  }

  @Test
  void unreachableDiscovery_endsInAnError() {
    assertThatThrownBy(
            () ->
                list(
                    TtnV2Source.builder()
                        .discoveryServerAddress("localhost:1")
                        .insecureDiscovery()
                        .application(APP, () -> "ttn-account-v2.key")
                        .frequencyPlan(Network.PLAN)))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("localhost:1");
  }
}
