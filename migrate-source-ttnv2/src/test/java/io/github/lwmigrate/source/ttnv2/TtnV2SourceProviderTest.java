package io.github.lwmigrate.source.ttnv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Sources;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import io.github.lwmigrate.testkit.TestCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TtnV2SourceProviderTest {

  private static final String KEY = "ttn-account-v2.SECRETSECRET";

  private final SourceProvider provider = new TtnV2SourceProvider();

  private OptionValues values(String... more) {
    Map<String, String> given = new HashMap<>();
    given.put("app-id", "my_app");
    given.put("app-access-key", KEY);
    given.put("frequency-plan-id", "EU_863_870_TTN");
    given.put("discovery-server-address", "discovery.example.org");
    for (int i = 0; i < more.length; i += 2) {
      given.put(more[i], more[i + 1]);
    }
    return provider.options().resolve(given, name -> null);
  }

  private MigrationPolicy policy(String... more) {
    return provider.policy(values(more)).build();
  }

  @Test
  void provider_isFound() {
    assertThat(Sources.provider("ttnv2")).isInstanceOf(TtnV2SourceProvider.class);
  }

  @Test
  void options_areThoseOfTheGuides_andSomeMore() {
    assertThat(provider.options().options())
        .extracting(Option::name)
        .containsExactly(
            "app-id",
            "app-access-key",
            "app-access-key-file",
            "frequency-plan-id",
            "phy-version",
            "discovery-server-address",
            "discovery-server-insecure",
            "handler-address",
            "handler-insecure",
            "ca-cert",
            "ignore-certificate-dates-and-host",
            "with-session",
            "resets-to-frequency-plan",
            "clear-keys",
            "invalidate-app-key",
            "delete-source-device",
            "account-server-address",
            "account-server-client-id",
            "account-server-client-secret",
            "account-server-client-secret-file");
  }

  @Test
  void environment_isThatOfTheGuides() {
    Map<String, String> environment =
        Map.of(
            "TTNV2_APP_ID", "my_app",
            "TTNV2_APP_ACCESS_KEY", KEY,
            "TTNV2_DISCOVERY_SERVER_ADDRESS", "discovery.example.org:1900",
            "TTNV2_DISCOVERY_SERVER_INSECURE", "true",
            "FREQUENCY_PLAN_ID", "US_902_928_FSB_2");
    OptionValues values = provider.options().resolve(Map.of(), environment::get);

    try (Source source = provider.open(values)) {
      assertThat(source.identity())
          .contains("my_app", "discovery.example.org:1900", "US_902_928_FSB_2");
      assertThat(source.identity()).doesNotContain("SECRET");
    }
    assertThat(values.toString()).doesNotContain("SECRET");
  }

  @Test
  void everyMistake_isReportedAtOnce_withoutTheKey() {
    OptionValues values =
        values(
            "app-id", "My-App",
            "app-access-key", "SECRET SECRET",
            "frequency-plan-id", "x".repeat(65),
            "phy-version", "PHY_V9",
            "discovery-server-address", "http://x",
            "ca-cert", "absent.pem");

    assertThatThrownBy(() -> provider.open(values))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(6)
                    .anyMatch(p -> p.contains("application id"))
                    .anyMatch(p -> p.contains("access key"))
                    .anyMatch(p -> p.contains("frequency plan"))
                    .anyMatch(p -> p.contains("PHY_V1_0_2_REV_B"))
                    .anyMatch(p -> p.contains("http://x"))
                    .anyMatch(p -> p.contains("absent.pem"))
                    .noneMatch(p -> p.contains("SECRET")));
  }

  @Test
  void oneAddressIsNeeded() {
    OptionValues none =
        provider
            .options()
            .resolve(
                Map.of("app-id", "my-app", "app-access-key", KEY, "frequency-plan-id", "EU_433"),
                name -> null);

    assertThatThrownBy(() -> provider.open(none))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no address of a discovery server");
  }

  @Test
  void flagsWithoutEffect_areAccepted() {
    try (Source source =
        provider.open(
            values(
                "account-server-address", "https://account.example.org",
                "account-server-client-id", "id",
                "account-server-client-secret", "secret"))) {
      assertThat(source.identity()).contains("my_app");
    }
  }

  @Test
  void sessionsMove_andKeysAreCleared_byDefault() {
    MigrationPolicy policy = policy();

    assertThat(policy.movesSession()).isTrue();
    assertThat(policy.retirements()).isEqualTo(Set.of(Retirement.CLEAR_KEYS));
    assertThat(policy.leavesOriginLive()).isFalse();
    assertThat(policy.describe()).contains("5");
  }

  @Test
  void withoutSessions_nothingIsCleared_andAbpDevicesKeepTheirs() {
    MigrationPolicy policy = policy("with-session", "false");

    assertThat(policy.movesSession(Activation.OTAA)).isFalse();
    assertThat(policy.movesSession(Activation.ABP)).isTrue();
    assertThat(policy.retirements()).isEmpty();
    assertThat(policy.leavesOriginLive()).isTrue();
  }

  @Test
  void flags_sayWhatBecomesOfTheOrigin() {
    assertThat(policy("with-session", "false", "clear-keys", "true").retirements())
        .containsExactly(Retirement.CLEAR_KEYS);
    assertThat(policy("with-session", "false", "invalidate-app-key", "true").retirements())
        .containsExactly(Retirement.INVALIDATE_APP_KEY);
    assertThat(policy("with-session", "false", "delete-source-device", "true").retirements())
        .containsExactly(Retirement.DELETE);
    assertThat(policy("delete-source-device", "true").retirements())
        .containsExactly(Retirement.CLEAR_KEYS, Retirement.DELETE);
    assertThat(policy("invalidate-app-key", "true").retirements())
        .containsExactly(Retirement.CLEAR_KEYS);
    assertThat(policy("clear-keys", "false").retirements()).isEmpty();
    assertThat(policy("clear-keys", "false").leavesOriginLive()).isTrue();
    assertThat(policy("with-session", "false", "delete-source-device", "true").leavesOriginLive())
        .isFalse();
  }

  @Test
  void openedSource_readsDevices() {
    try (Network network = Network.of(TestDevices.otaa(Network.APP, "dev-1"))) {
      OptionValues values =
          values(
              "app-id",
              Network.APP,
              "app-access-key",
              network.key.token(),
              "discovery-server-address",
              network.simulated.discoveryAddress(),
              "discovery-server-insecure",
              "true");
      try (Source source = provider.open(values)) {
        List<Listed> listed = new ArrayList<>();
        source.list(Selection.all(), listed::add, TestCall.create());

        assertThat(source.read(listed.get(0), TestCall.create()).device()).isPresent();
        assertThat(source.maxConcurrency()).isEqualTo(8);
        assertThat(source.retirer()).isPresent();
      }
    }
  }
}
