package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import io.github.lwmigrate.cli.internal.Cli.Result;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code frequency-plans}, and the flag that names those of the target. */
class FrequencyPlansTest {

  private static final String UNKNOWN = "frequency-plan-unknown";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void writePlans() throws IOException {
    cli = new Cli().directory(directory);
    Path plans = Files.createDirectory(directory.resolve("plans"));
    Files.writeString(
        plans.resolve("frequency-plans.yml"),
        """
        - {id: OWN_1, band-id: EU_863_870, name: Our own, base-frequency: 868, file: own.yml}
        - {id: OWN_2, base-id: OWN_1, name: Broken, file: broken.yml}
        """);
    Files.writeString(
        plans.resolve("own.yml"),
        """
        band-id: EU_863_870
        uplink-channels: [{frequency: 868100000, max-data-rate: 5}]
        rx2-default-data-rate: 4
        dwell-time: {uplinks: false, duration: 400ms}
        """);
    Files.writeString(plans.resolve("broken.yml"), "max-eirp: high");
  }

  @Test
  void list_hasEveryPlan() {
    Result result = cli.run("frequency-plans");

    assertThat(result.code()).isZero();
    assertThat(result.lines().get(0)).startsWith("FREQUENCY PLAN").contains("BAND", "NAME");
    assertThat(result.lines()).hasSize(72);
    assertThat(result.out()).contains("EU_863_870_TTN", "US_902_928_FSB_2");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void list_isNarrowedByBandAndText() {
    assertThat(cli.run("frequency-plans", "--band", "us_902_928").lines()).hasSize(17);
    assertThat(cli.run("frequency-plans", "japan").out())
        .contains("AS_920_923_TTN_JP_1")
        .doesNotContain("EU_863_870");
    assertThat(cli.run("frequency-plans", "uz").lines())
        .hasSize(3)
        .last()
        .asString()
        .contains("UZ_923_1");
    assertThat(cli.run("frequency-plans", "fsb_2", "--band", "AU_915_928").out())
        .contains("AU_915_928_FSB_2")
        .doesNotContain("US_902_928");
  }

  @Test
  void nothingFound_isSaid() {
    Result nothing = cli.run("frequency-plans", "atlantis");
    assertThat(nothing.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    assertThat(nothing.err()).contains("there is no such frequency plan");

    Result noBand = cli.run("frequency-plans", "--band", "XX");
    assertThat(noBand.code()).isEqualTo(ExitCode.USAGE);
    assertThat(noBand.err()).contains("--band takes one of AS_923, ");

    assertThat(cli.run("frequency-plans", "--format", "xml").err())
        .contains("--format takes one of table, json");
  }

  @Test
  void onePlan_isShownInFull() {
    Result result = cli.run("frequency-plans", "eu_863_870_ttn");

    assertThat(result.out())
        .contains(
            "Frequency plan       EU_863_870_TTN",
            "Extends              EU_863_870",
            "868.1 MHz DR0-5, 868.3 MHz DR0-5",
            "Downlinks            as uplinks",
            "RX2                  869.525 MHz DR3",
            "LoRa standard        868.3 MHz DR6",
            "Maximum EIRP         16 dBm",
            "PHY_V1_0_3_REV_A")
        .doesNotContain("Listen before talk", "Ping slots");
    assertThat(cli.run("frequency-plans", "AS_920_923_LBT").out())
        .contains("Listen before talk   -80 dBm, 128 \u00b5s", "Sub-bands");
  }

  @Test
  void json_hasOneObjectALine() {
    Result list = cli.run("frequency-plans", "--format", "json");
    assertThat(list.objects()).hasSize(71);
    assertThat(list.objects().get(0).keySet())
        .containsExactly("id", "band_id", "name", "base_frequency", "country_codes");

    JsonObject plan = cli.run("frequency-plans", "UZ_923_1", "--format", "json").objects().get(0);
    assertThat(plan.get("rx2_frequency").getAsLong()).isEqualTo(926_200_000);
    assertThat(plan.getAsJsonArray("uplink_channels").get(0).getAsJsonObject().keySet())
        .containsExactly("frequency", "min_data_rate", "max_data_rate");
    JsonObject limited =
        cli.run("frequency-plans", "AS_923_DT", "--format", "json").objects().get(0);
    assertThat(limited.getAsJsonObject("dwell_time"))
        .hasToString("{\"uplinks\":true,\"downlinks\":true,\"duration\":400000000}");
  }

  @Test
  void plansOfADirectory_areListedAndShown() {
    assertThat(cli.run("frequency-plans", "--frequency-plans-url", "plans").lines()).hasSize(3);
    Result own = cli.run("frequency-plans", "OWN_1", "--frequency-plans-url", "plans");
    assertThat(own.out())
        .contains("RX2                  869.525 MHz DR4", "uplinks not limited, 400 ms");
    Result broken = cli.run("frequency-plans", "OWN_2", "--frequency-plans-url=plans");
    assertThat(broken.code()).isEqualTo(ExitCode.NOT_STARTED);
    assertThat(broken.err())
        .contains("Frequency plan \"OWN_2\" cannot be read", "line 1, column 11, max-eirp");
  }

  @Test
  void plansOfAUrl_areFetched() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              Files.readAllBytes(directory.resolve("plans" + exchange.getRequestURI().getPath()));
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(cli.run("frequency-plans", "OWN_1", "--frequency-plans-url", url).out())
          .contains("Our own");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void wrongPlace_isToldBeforeAnythingElse() {
    Result nowhere = cli.run("tts", "app", "--frequency-plans-url", "nowhere");
    assertThat(nowhere.code()).isEqualTo(ExitCode.NOT_STARTED);
    assertThat(nowhere.err()).contains("The list of frequency plans cannot be read.");

    Result wrong = cli.run("validate", "x.json", "--frequency-plans-url", "ftp://example.com");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("--frequency-plans-url takes a directory, or a URL");
  }

  @Test
  void devices_areJudgedByThePlansOfTheTarget() throws IOException {
    try (SimulatedThingsStack stack =
        SimulatedThingsStack.builder().application("my-app", Fleet.seeded(1, 3)).start()) {
      cli.environment(StackEnvironment.of(stack, "my-app", Optional.empty()));
      String[] move = {"plan", "tts", "app", "--frequency-plan", "OWN_1", "--format=json"};

      assertThat(cli.run(move).out()).contains(UNKNOWN);
      assertThat(cli.run("plan", "tts", "app", "--frequency-plans-url", "plans").out())
          .contains(UNKNOWN);
      assertThat(
              cli.run(
                      "plan",
                      "tts",
                      "app",
                      "--frequency-plan",
                      "OWN_1",
                      "--frequency-plans-url",
                      "plans")
                  .out())
          .doesNotContain(UNKNOWN);

      String devices = cli.run("tts", "app", "--dry-run").out();
      Files.writeString(directory.resolve("devices.json"), devices);
      assertThat(cli.run("validate", "devices.json").out()).doesNotContain(UNKNOWN);
      assertThat(cli.run("validate", "devices.json", "--frequency-plans-url", "plans").out())
          .contains(UNKNOWN);
    }
  }
}
