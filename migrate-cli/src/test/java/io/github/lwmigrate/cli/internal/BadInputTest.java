package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.lwmigrate.cli.internal.Cli.Result;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of bad input: the exit code or code of the finding, the place, what is expected. */
class BadInputTest {

  private static final String KEY = "000102030405060708090A0B0C0D0E0F";

  private static SimulatedThingsStack stack;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    stack = SimulatedThingsStack.builder().application("my-app", Fleet.seeded(7, 3)).start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TTS_APP_API_KEY          |                              | 2 | --app-api-key is missing
          TTS_APP_API_KEY          | hidden-but-no-key            | 2 | an API key is NNSXS, an id and a secret, joined by dots
          TTS_APP_API_KEY          | NNSXS.hidden-without-id      | 2 | an API key is NNSXS, an id and a secret, joined by dots
          TTS_APP_API_KEY          | ONZW4.ID.hidden-of-a-session | 2 | the credential is not an API key
          TTS_APP_API_KEY          | NNSXS.ID.hidden but two      | 2 | the API key holds blanks
          TTS_APP_API_KEY          | NNSXS.NOBODY.hidden-unknown  | 3 | api_key_not_found
          TTS_APP_ID               |                              | 2 | --app-id is missing
          TTS_APP_ID               | My_App                       | 2 | 3 to 36 lower-case letters
          TTS_APP_ID               | no-such-app                  | 3 | no-such-app
          TTS_DEFAULT_GRPC_ADDRESS |                              | 2 | address
          TTS_DEFAULT_GRPC_ADDRESS | https://eu1.example.com      | 2 | leave out the scheme and the path
          TTS_DEFAULT_GRPC_ADDRESS | localhost:66000              | 2 | address
          TTS_DEFAULT_GRPC_ADDRESS | 127.0.0.1:1                  | 3 | 127.0.0.1:1
          TTS_INSECURE             | perhaps                      | 2 | --insecure takes true or false
          """)
  void wrongSetting_isNamedWithWhatIsExpected(
      String variable, String value, int code, String message) {
    Cli cli = cli(stack.apiKey("my-app").token()).environment(variable, value == null ? "" : value);

    Result result = cli.run("tts", "app");

    assertThat(result.err()).contains(message).doesNotContain("hidden", "Exception: ");
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void missingCaFile_isNamed() {
    Result result =
        cli(stack.apiKey("my-app").token())
            .environment("TTS_INSECURE", "")
            .environment("TTS_CA_FILE", "/no/such/ca.pem")
            .run("tts", "app");

    assertThat(result.err()).contains("/no/such/ca.pem");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void severalWrongSettings_areNamedAtOnce() {
    Result result = new Cli().run("tts", "app");

    assertThat(result.err()).contains("--app-id is missing", "--app-api-key is missing");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void keyWithTooFewRights_isRefusedBeforeTheFirstDevice_andTheRightsAreNamed() {
    String key = stack.apiKey("my-app", Right.RIGHT_APPLICATION_DEVICES_READ).token();

    Result result = cli(key).run("tts", "app");

    assertThat(result.code()).isEqualTo(ExitCode.NOT_STARTED);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("RIGHT_APPLICATION_DEVICES_READ_KEYS").doesNotContain(key);
  }

  @Test
  void serverWithTls_underPlaintext_isNoDefect() {
    try (SimulatedThingsStack tls =
        SimulatedThingsStack.builder().application("my-app", Fleet.seeded(7, 1)).tls().start()) {
      Result result =
          cli(tls.apiKey("my-app").token())
              .environment("TTS_DEFAULT_GRPC_ADDRESS", tls.address())
              .environment("TTS_INSECURE", "")
              .run("tts", "app");

      assertThat(result.code()).isEqualTo(ExitCode.NOT_STARTED);
      assertThat(result.err()).contains(tls.address(), "certificate authority");
    }
  }

  @ParameterizedTest
  @CsvSource({"No_Device", "-device", "device--two", "x", KEY + "0000", "NNSXS.ID." + KEY})
  void wrongDeviceId_isRejectedAndTheRestGoesOn(String id) {
    Result result =
        cli(stack.apiKey("my-app").token()).input(id + "\ndevice-00000001\n").run("tts", "device");

    assertThat(result.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    assertThat(result.err())
        .contains("rejected", "device-id-invalid", "3 to 36 lower-case letters, digits")
        .doesNotContain("Exception", KEY);
    assertThat(result.deviceIds()).containsExactly("device-00000001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"ids":{"device_id":"one"}                                 | 2 |  | unreadable-json
          {"ids":{"device_id":"one","dev_eui":"70B3D57E0000000"}}    | 1 | ids.dev_eui | unreadable-json
          {"ids":{"device_id":"one","join_eui":"70B3D57E0000000001"}} | 1 | ids.join_eui | unreadable-json
          {"ids":{"device_id":7}}                                    | 1 | ids.device_id | unreadable-json
          {"session":{"dev_addr":"not an address"}}                  | 1 | session.dev_addr | unreadable-json
          {"root_keys":{"app_key":{"key":"000102030405060708090A0B0C0D0E0G"}}} | 1 | root_keys.app_key.key | unreadable-json
          {"root_keys":{"app_key":{"key":"000102030405"}}}           | 1 | root_keys.app_key.key | *
          {"root_keys":{"app_key":"000102030405060708090A0B0C0D0E0F"}} | 1 | root_keys.app_key | unreadable-json
          {"lorawan_version":"MAC_V9"}                               | 1 | lorawan_version | unreadable-json
          {"session":{"last_f_cnt_up":"000102030405060708090A0B0C0D0E0F"}} | 1 | session.last_f_cnt_up | unreadable-json
          {"last_dev_nonce":-1}                                      | 1 | last_dev_nonce | unreadable-json
          {"created_at":"yesterday"}                                 | 1 | created_at | unreadable-json
          {"ids":{"device_id":"one"},"colour":"red"}                 | 1 | colour | unknown-field
          {"name":"a","name":"b"}                                    | 1 | name | duplicate-field
          not JSON at all                                            | 1 |  | unreadable-json
          """)
  void wrongJson_isAFindingWithLineColumnAndField(String text, int line, String field, String code)
      throws Exception {
    Path file = directory.resolve("devices.json");
    Files.writeString(file, text + "\n");

    Result result = new Cli().run("validate", "--format", "json", file.toString());

    assertThat(result.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    assertThat(result.out() + result.err()).doesNotContain(KEY).doesNotContain("Exception");
    List<JsonObject> verdicts = result.objects();
    assertThat(verdicts).isNotEmpty();
    assertThat(verdicts.get(0).get("verdict").getAsString()).isEqualTo("rejected");
    List<JsonObject> findings =
        verdicts.get(0).getAsJsonArray("findings").asList().stream()
            .map(finding -> finding.getAsJsonObject())
            .filter(
                finding -> finding.get("field").getAsString().equals(field == null ? "" : field))
            .filter(finding -> code.equals("*") || finding.get("code").getAsString().equals(code))
            .toList();
    assertThat(findings).as(result.out()).isNotEmpty();
    assertThat(findings.get(0).get("remedy").getAsString()).isNotEmpty();
    if (!code.equals("*")) {
      assertThat(findings.get(0).get("message").getAsString())
          .containsPattern("line " + line + ", column \\d+: ");
    }
  }

  @Test
  void missingFile_isNamed() {
    for (String command : List.of("validate", "normalize")) {
      Result result = new Cli().directory(directory).run(command, "no-such.json");

      assertThat(result.code()).isIn(ExitCode.USAGE, ExitCode.NOT_STARTED);
      assertThat(result.err()).contains("no-such.json", "exist");
    }
  }

  private static Cli cli(String key) {
    return new Cli()
        .environment("TTS_APP_ID", "my-app")
        .environment("TTS_APP_API_KEY", key)
        .environment("TTS_DEFAULT_GRPC_ADDRESS", stack.address())
        .environment("TTS_INSECURE", "true");
  }
}
