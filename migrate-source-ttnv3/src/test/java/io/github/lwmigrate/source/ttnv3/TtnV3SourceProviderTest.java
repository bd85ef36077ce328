package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Sources;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            "keep-downlinks",
            "invalidate-app-key",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                  | true  | DISABLE_DOWNLINKS        |"
            + " false",
        "no-session                                        | false | DISABLE_DOWNLINKS        |"
            + " false",
        "keep-downlinks                                    | true  |                          |"
            + " true",
        "no-session keep-downlinks                         | false |                          |"
            + " false",
        "delete-source-device                              | true  | DISABLE_DOWNLINKS DELETE |"
            + " false",
        "delete-source-device no-session                   | false | DELETE                   |"
            + " false",
        "delete-source-device keep-downlinks               | true  | DELETE                   |"
            + " false",
        "delete-source-device no-session keep-downlinks    | false | DELETE                   |"
            + " false",
        "invalidate-app-key keep-downlinks                 | true  | INVALIDATE_APP_KEY       |"
            + " true",
        "invalidate-app-key no-session                     | false"
            + " | DISABLE_DOWNLINKS INVALIDATE_APP_KEY | false",
      })
  void flags_decideThePolicy(
      @Nullable String flags, boolean movesSession, @Nullable String retirements, boolean live) {
    Map<String, String> given = new HashMap<>(Map.of("app-id", "my-app", "app-api-key", KEY));
    words(flags).forEach(flag -> given.put(flag, ""));

    MigrationPolicy policy = provider.policy(values(given)).build();

    assertThat(policy.movesSession()).isEqualTo(movesSession);
    assertThat(policy.leavesOriginLive()).isEqualTo(live);
    assertThat(policy.retirements())
        .extracting(Retirement::name)
        .containsExactlyElementsOf(words(retirements));
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" "));
  }

  @Test
  void openedSource_knowsEveryRetirementThatFlagsAskFor() {
    OptionValues values =
        values(Map.of("app-id", "my-app", "app-api-key", KEY, "default-grpc-address", "localhost"));
    try (Source source = provider.open(values)) {
      assertThat(source.retirer().orElseThrow().supported())
          .containsExactlyInAnyOrder(
              Retirement.DISABLE_DOWNLINKS, Retirement.INVALIDATE_APP_KEY, Retirement.DELETE);
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
