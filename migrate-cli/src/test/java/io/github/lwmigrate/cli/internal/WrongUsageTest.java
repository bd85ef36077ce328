package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.internal.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong command line ends with 2 and one message that says what is expected. */
class WrongUsageTest {

  private static final String SECRET = "NNSXS.KEYID.VERYSECRETVERYSECRET";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bogus                                             | "bogus" is not a command; known are device, application, plan
          device one                                        | --source is missing. Say what to read from:
          device --source nowhere one                       | there is no such source; known are
          device --source shelf                             | no device id was given
          device --source shelf --room x one                | there is no option --room. Did you mean --shelf.room
          device --source shelf --shelf.room                | --shelf.room ROOM is missing or has no value
          device --source shelf --shelf.room=a --shelf.room=b one | --shelf.room is given twice
          device --source shelf --shelf.dusty=perhaps one   | the value of --shelf.dusty is not true or false
          device --source shelf --ttnv3.insecure one        | --ttnv3.insecure belongs to source ttnv3, but --source is shelf
          shelf device --room x one --limit few             | the value of --limit is not a whole number
          shelf device --room x one --limit 0               | the limit is 0, but at least 1 is expected
          shelf device --room x one --on-failure shrug      | --on-failure takes one of stop, continue
          shelf device --room x one --rx1-delay 5           | --rx1-delay takes one of keep, raise, declare
          shelf device --room x one --abp-session lose      | --abp-session takes one of restart, keep
          shelf device --room x one --keep name             | --keep takes one of network_server_address
          shelf device --room x one --downlink-counter-margin many | --downlink-counter-margin takes a whole number
          shelf device --room x one --dev-id-prefix A_B     | prefix
          shelf device --room x one --set-eui-as-id --id-map ids.csv | file
          shelf device --room x one --append                | --append needs --output FILE
          shelf device --room x one --overwrite --output -  | --overwrite needs --output FILE
          shelf device --room x one --append --overwrite --output f | --append and --overwrite exclude each other
          shelf device --room x one --dry-run --output f    | --dry-run writes no file
          plan --source shelf --shelf.room x --format xml   | --format takes one of table, json
          shelf plan                                        | "plan" is not a command; known are device, application
          validate                                          | FILE is missing
          simulate                                          | NETWORK is missing
          simulate ttnv9                                    | there is no such network to simulate; known are ttnv3 (tts), ttnv2
          simulate ttnv3 --devices -1                       | --devices takes a whole number from 0 to
          simulate ttnv2 --devices 1000001                  | --devices takes a whole number from 0 to 1000000
          simulate ttnv2 --app-id Bad                       | "Bad" is no application id of V2
          simulate ttnv3 --port 70000                       | --port takes a whole number from 0 to 65535
          demo --devices 0                                  | --devices takes a whole number from 1 to
          """)
  void wrongLine_saysWhatIsExpected(String line, String message) {
    Result result = new Cli().directory(directory).run(line.trim().split(" "));

    assertThat(result.err()).contains(message.trim()).doesNotContain("Exception");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void groupWithoutCommand_showsItsCommands() {
    Result result = new Cli().run("ttnv3");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("Usage: lw-migrate ttnv3", "device", "application");
  }

  @ParameterizedTest
  @CsvSource({
    "device --source ttnv3 --ttnv3.api-key=" + SECRET + " one",
    "device --source ttnv3 --ttnv3.api-key " + SECRET + " one",
    "device --source ttnv3 --" + SECRET + " one",
    SECRET,
    "simulate " + SECRET,
    "simulate ttnv3 " + SECRET,
    "device --source " + SECRET + " one",
    "tts device one --limit " + SECRET,
    "tts device one --app-api-key " + SECRET + "x --app-api-key " + SECRET,
  })
  void keyInTheWrongPlace_isNotRepeated(String line) {
    Result result = new Cli().run(line.split(" "));

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).isNotEmpty().doesNotContain("SECRET");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void idMap_namesTheLineOfAMistake() throws Exception {
    Path map = directory.resolve("ids.csv");
    Files.writeString(map, "# old,new\none,uno\n\ntwo\n");

    Result result =
        new Cli()
            .directory(directory)
            .run("rack", "d", "--room", "x", "--id-map", "ids.csv", "one");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("line 4: expected the old and the new device id");
  }

  @Test
  void contradictoryPolicy_isRefusedBeforeAnythingIsRead() {
    Result result =
        new Cli()
            .run(
                "rack",
                "d",
                "--room",
                "x",
                "one",
                "--reset-f-cnt",
                "--downlink-counter-margin",
                "5");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("counters that are set to zero take no margin");
  }
}
