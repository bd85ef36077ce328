package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.lwmigrate.cli.internal.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate} and {@code normalize}. */
class FilesTest {

  private static final String GOOD =
      """
      {"ids":{"device_id":"one","dev_eui":"70B3D57E00000001","join_eui":"70B3D57ED0000000"},\
      "lorawan_version":"MAC_V1_0_3","lorawan_phy_version":"PHY_V1_0_3_REV_A",\
      "frequency_plan_id":"EU_863_870_TTN","supports_join":true,\
      "root_keys":{"app_key":{"key":"000102030405060708090A0B0C0D0E0F"}}}
      """;

  @TempDir Path directory;

  @Test
  void validate_acceptsWhatAnImportAccepts() throws Exception {
    Result result = validate(GOOD);

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("line 1 one", "accepted", "1 device: 1 accepted");
  }

  @Test
  void validate_readsStandardInput() {
    Result result = new Cli().input(GOOD).run("validate", "-", "--format", "json");

    assertThat(result.code()).isZero();
    assertThat(result.objects()).hasSize(1);
  }

  @Test
  void validate_judgesDevicesAsTheyAre() throws Exception {
    Result result = validate(GOOD.replace("\"one\"", "\"no_such_id\""), "--format=json");

    assertThat(result.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    JsonObject verdict = result.objects().get(0);
    assertThat(verdict.get("verdict").getAsString()).isEqualTo("rejected");
    assertThat(verdict.getAsJsonObject("ids").get("device_id").getAsString())
        .isEqualTo("no_such_id");
    assertThat(verdict.getAsJsonArray("findings").toString()).contains("ids.device_id");
  }

  @Test
  void validate_findsTwoDevicesOfOneId() throws Exception {
    Result result = validate(GOOD + GOOD);

    assertThat(result.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    assertThat(result.out()).contains("1 accepted, 1 rejected", "collision");
  }

  @Test
  void validate_goesOnBehindWhatIsNoDevice() throws Exception {
    Result result =
        validate(
            GOOD + "{\"ids\":{\"device_id\":5}}\n" + GOOD.replace("one", "two"), "--format=json");

    assertThat(result.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    assertThat(result.objects())
        .map(verdict -> verdict.get("verdict").getAsString())
        .hasSize(3)
        .startsWith("accepted", "rejected");
    assertThat(result.objects().get(1).getAsJsonArray("findings").toString())
        .contains("unreadable-json", "line 2, column", "ids.device_id");
  }

  @Test
  void normalize_writesOneCanonicalDeviceALine() throws Exception {
    Path file = directory.resolve("in.json");
    Files.writeString(
        file,
        """
        [ {"lorawanVersion": 5,
           "ids": {"devEui": "cLPVfgAAAAE=", "device_id": "one"}} ]
        """);

    Result result = new Cli().run("normalize", file.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .isEqualTo(
            "{\"ids\":{\"device_id\":\"one\",\"dev_eui\":\"70B3D57E00000001\"},\"lorawan_version\":\"MAC_V1_0_3\"}\n");
    assertThat(result.err()).contains("1 device written.");
  }

  @Test
  void normalize_isItsOwnResult() {
    Result once = new Cli().input(GOOD).run("normalize", "-");

    assertThat(new Cli().input(once.out()).run("normalize", "-").out()).isEqualTo(once.out());
  }

  @Test
  void normalize_refusesUnknownFieldsUnlessTheyAreToBeLeftOut() {
    String text = GOOD.replace("\"supports_join\"", "\"colour\":\"red\",\"supports_join\"");

    Result refused = new Cli().input(text).run("normalize", "-");
    Result left = new Cli().input(text).run("normalize", "--leave-out-unknown-fields", "-");

    assertThat(refused.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    assertThat(refused.err()).contains("line 1, column", "colour");
    assertThat(left.code()).isZero();
    assertThat(left.err()).contains("unknown field left out: colour");
    assertThat(left.out()).isEqualTo(new Cli().input(GOOD).run("normalize", "-").out());
  }

  @Test
  void normalize_doesNotShowKeysOnATerminal() {
    Result result = new Cli().terminals(false, true, true).input(GOOD).run("normalize", "-");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
  }

  private Result validate(String text, String... options) throws Exception {
    Path file = directory.resolve("devices.json");
    Files.writeString(file, text);
    String[] line = new String[options.length + 2];
    line[0] = "validate";
    line[1] = file.toString();
    System.arraycopy(options, 0, line, 2, options.length);
    return new Cli().run(line);
  }
}
