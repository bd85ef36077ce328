package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Sources;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TtnV3SourceProviderTest {

  private static final String KEY = "NNSXS.ID.SECRETSECRET";

  private final SourceProvider provider = new TtnV3SourceProvider();

  @Test
  void provider_isFoundByIdAndAlias() {
    assertThat(Sources.provider("ttnv3")).isInstanceOf(TtnV3SourceProvider.class);
    assertThat(Sources.provider("tts")).isInstanceOf(TtnV3SourceProvider.class);
  }

  @Test
  void options_areThoseOfTheGuides() {
    assertThat(provider.options().options())
        .extracting(Option::name)
        .containsExactly(
            "app-id",
            "app-api-key",
            "app-api-key-file",
            "default-grpc-address",
            "identity-server-grpc-address",
            "join-server-grpc-address",
            "application-server-grpc-address",
            "network-server-grpc-address",
            "ca-file",
            "insecure",
            "no-session",
            "delete-source-device");
    assertThat(provider.options().options())
        .filteredOn(option -> option.name().equals("identity-server-grpc-address"))
        .flatExtracting(Option::environment)
        .containsExactly("TTS_IDENTITY_SERVER_GRPC_ADDRESS", "TTNV3_IDENTITY_SERVER_GRPC_ADDRESS");
  }

  @Test
  void environment_givesValues_newNamesFirst() {
    Map<String, String> environment =
        Map.of(
            "TTS_APP_ID", "new-name",
            "TTNV3_APP_ID", "old-name",
            "TTNV3_APP_API_KEY", KEY,
            "TTNV3_DEFAULT_GRPC_ADDRESS", "stack.example.org",
            "TTS_INSECURE", "true");
    OptionValues values = provider.options().resolve(Map.of(), environment::get);
    try (Source source = provider.open(values)) {
      assertThat(source.identity()).contains("new-name", "stack.example.org:1884");
    }
    assertThat(values.toString()).doesNotContain("SECRET");
  }

  @Test
  void everyMistake_isReportedAtOnce_withoutTheKey() {
    OptionValues values =
        values(
            Map.of(
                "app-id", "my-app",
                "app-api-key", "SECRETSECRET",
                "default-grpc-address", "http://x"));

    assertThatThrownBy(() -> provider.open(values))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .anyMatch(p -> p.contains("API key is incomplete"))
                    .anyMatch(p -> p.contains("http://x"))
                    .noneMatch(p -> p.contains("SECRET")));
  }

  @Test
  void caFileOfTheEnvironment_doesNotStandInTheWayOfPlaintext() {
    OptionValues values =
        values(
            Map.of(
                "app-id", "my-app",
                "app-api-key", KEY,
                "default-grpc-address", "localhost",
                "ca-file", "absent.pem",
                "insecure", "true"));
    try (Source source = provider.open(values)) {
      assertThat(source.identity()).contains("localhost:1884");
    }
  }

  @Test
  void absentCaFile_isReported() {
    OptionValues values =
        values(
            Map.of(
                "app-id", "my-app",
                "app-api-key", KEY,
                "default-grpc-address", "localhost",
                "ca-file", "absent.pem"));
    assertThatThrownBy(() -> provider.open(values))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("absent.pem does not exist");
  }

  @Test
  void missingOptions_areAllNamed() {
    assertThatThrownBy(() -> values(Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("app-id")
        .hasMessageContaining("app-api-key")
        .hasMessageContaining("TTS_APP_ID");
  }

  @Test
  void noSession_decidesThePolicy() {
    Map<String, String> given =
        new HashMap<>(Map.of("app-id", "my-app", "app-api-key", KEY, "no-session", ""));
    assertThat(provider.policy(values(given)).build().movesSession()).isFalse();

    given.remove("no-session");
    var withSession = provider.policy(values(given)).build();
    assertThat(withSession.movesSession()).isTrue();
    assertThat(withSession.leavesOriginLive()).isTrue();
  }

  @Test
  void deletion_isAcceptedAndSaidNotToHappen() {
    try (SimulatedThingsStack stack =
        SimulatedThingsStack.builder().application("my-app", Fleet.seeded(1, 2)).start()) {
      OptionValues values =
          values(
              Map.of(
                  "app-id", "my-app",
                  "app-api-key", stack.apiKey("my-app").token(),
                  "default-grpc-address", stack.address(),
                  "insecure", "true",
                  "delete-source-device", "true"));
      VirtualCall call = new VirtualCall();
      try (Source source = provider.open(values)) {
        List<Listed> listed = new ArrayList<>();
        source.list(Selection.all(), listed::add, call);
        List<Finding> findings = source.read(listed.get(0), call).findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).code()).isEqualTo("origin-untouched");
        assertThat(findings.get(0).severity()).isEqualTo(Severity.NOTICE);
      }
      assertThat(stack.operations())
          .allMatch(operation -> operation.method().matches(".*/(Get|List|ListRights)"));
    }
  }

  @Test
  void selectedApplication_needNotBeTheOneOfTheOptions() {
    try (SimulatedThingsStack stack =
        SimulatedThingsStack.builder()
            .application("my-app")
            .application("other-app", Fleet.seeded(1, 2))
            .start()) {
      OptionValues values =
          values(
              Map.of(
                  "app-id",
                  "my-app",
                  "app-api-key",
                  stack.administratorKey().token(),
                  "default-grpc-address",
                  stack.address(),
                  "insecure",
                  "true"));
      try (Source source = provider.open(values)) {
        List<Listed> listed = new ArrayList<>();
        source.list(Selection.applications("other-app"), listed::add, new VirtualCall());
        assertThat(listed).hasSize(2);
      }
    }
  }

  private OptionValues values(Map<String, String> given) {
    return provider.options().resolve(given, name -> null);
  }
}
