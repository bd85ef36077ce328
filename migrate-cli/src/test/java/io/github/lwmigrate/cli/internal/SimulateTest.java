package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.internal.Cli.Result;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A simulated network says how to use it, and ends with its input. */
class SimulateTest {

  @Test
  void v2InPlaintext_printsWhatItsSourceNeeds() {
    Result result = new Cli().run("simulate", "ttnv2", "--devices", "3", "--app-id", "old-app");

    assertThat(result.code()).isZero();
    assertThat(environment(result))
        .containsOnlyKeys(
            "TTNV2_APP_ID",
            "TTNV2_APP_ACCESS_KEY",
            "TTNV2_DISCOVERY_SERVER_ADDRESS",
            "TTNV2_DISCOVERY_SERVER_INSECURE",
            "FREQUENCY_PLAN_ID")
        .containsEntry("TTNV2_APP_ID", "old-app")
        .containsEntry("TTNV2_DISCOVERY_SERVER_INSECURE", "true")
        .containsEntry("FREQUENCY_PLAN_ID", "EU_863_870_TTN");
    assertThat(environment(result).get("TTNV2_APP_ACCESS_KEY")).startsWith("ttn-account-v2.");
    assertThat(result.err())
        .contains(
            "A simulated Things Network Stack V2 with 3 devices listens at "
                + environment(result).get("TTNV2_DISCOVERY_SERVER_ADDRESS"));
  }

  @Test
  void v2OverTls_namesTheFileToTrust_whichGoesWithIt() {
    Result result = new Cli().run("simulate", "ttnv2", "--tls", "--awkward");

    assertThat(environment(result))
        .containsKey("TTNV2_CA_CERT")
        .doesNotContainKey("TTNV2_DISCOVERY_SERVER_INSECURE");
    assertThat(Path.of(environment(result).get("TTNV2_CA_CERT"))).doesNotExist();
  }

  @Test
  void aThingsStack_printsWhatItsSourceNeeds() {
    Result result = new Cli().run("simulate", "tts", "--devices", "1", "--awkward");

    assertThat(environment(result))
        .containsOnlyKeys(
            "TTS_APP_ID", "TTS_APP_API_KEY", "TTS_DEFAULT_GRPC_ADDRESS", "TTS_INSECURE");
    assertThat(result.err()).contains("A simulated Things Stack with 1 device listens at");
  }

  private static Map<String, String> environment(Result result) {
    return result.lines().stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }
}
