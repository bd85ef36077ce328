package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.internal.Cli.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that somebody else put on the class path is as good as our own. */
class GeneratedOptionsTest {

  private final Cli cli = new Cli();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device --source shelf --shelf.room north one two",
        "device --source rack one --rack.room=north two",
        "devices one two --source=shelf --rack.room north",
        "end-device --source shelf --shelf.room north one two",
        "end-devices --source shelf --shelf.room north one two",
        "dev --source shelf --shelf.room north one two",
        "devs --source shelf --shelf.room north one two",
        "d --source shelf --shelf.room north one two",
        "shelf device --room north one two",
        "rack d one two --room=north",
        "--verbose device --source shelf --shelf.room north one two",
        "shelf --room north device one two",
        "--source shelf --shelf.room north device one two",
      })
  void devices_areReadByEverySpellingOfTheCommand(String line) {
    Result result = cli.run(line.split(" "));

    assertThat(result.err()).doesNotContain("lw-migrate:");
    assertThat(result.code()).isZero();
    assertThat(result.deviceIds()).containsExactly("one", "two");
    assertThat(result.attribute("room")).isEqualTo("north");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application", "applications", "app", "apps", "a"})
  void application_isSelectedByTheArgument(String command) {
    Result result = cli.run(command, "--source", "shelf", "cellar", "--shelf.room", "north");

    assertThat(result.code()).isZero();
    assertThat(result.deviceIds()).containsExactly("first", "second", "third");
    assertThat(result.out()).contains("\"application_id\":\"cellar\"").doesNotContain("attic");
  }

  @Test
  void application_withoutArgument_comesFromStandardInputOrElseFromTheOptions() {
    String[] line = {"app", "--source", "shelf", "--shelf.room", "north"};

    assertThat(cli.input("# ids\r\ncellar\r\n").run(line).out()).contains("cellar");
    assertThat(cli.input("").run(line).out()).contains("attic");
    assertThat(cli.terminals(true, false, false).run(line).out()).contains("attic");
    assertThat(
            new Cli()
                .input("never read")
                .run("app", "--source", "shelf", "--shelf.room", "north", "--shelf.app-id", "barn")
                .out())
        .contains("barn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--shelf.dusty one",
        "one --shelf.dusty",
        "--shelf.dusty=true one",
        "--shelf.dusty true one",
        "--rack.dusty=1 one"
      })
  void flag_standsAloneOrWithAValue(String options) {
    assertThat(shelf(options).attribute("dusty")).isEqualTo("true");
  }

  @Test
  void flag_isOffWithFalse_alsoAgainstTheEnvironment() {
    cli.environment("DUSTY", "true");

    assertThat(shelf("one").attribute("dusty")).isEqualTo("true");
    assertThat(shelf("--shelf.dusty=false one").attribute("dusty")).isEqualTo("false");
  }

  @Test
  void environment_givesWhatTheUserDoesNot() {
    Result result =
        cli.environment("ROOM", "south").environment("KEY", "secret").run("rack", "d", "one");

    assertThat(result.attribute("room")).isEqualTo("south");
    assertThat(result.attribute("key")).isEqualTo("given");
    assertThat(result.err()).doesNotContain("secret");
  }

  @Test
  void option_thatTheProgramHasToo_keepsItsPrefixBelowTheSource() {
    Result result = cli.run("rack", "app", "--room", "x", "--rack.limit", "7", "--limit", "2");

    assertThat(result.deviceIds()).containsExactly("first", "second");
    assertThat(result.attribute("limit")).isEqualTo("7");
  }

  @Test
  void missingValue_isNamedAsTheFlagTheUserHasToGive() {
    Result prefixed = cli.run("device", "--source", "shelf", "one");
    Result own = cli.run("shelf", "device", "one");

    assertThat(prefixed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(prefixed.err()).contains("--shelf.room is missing").contains("ROOM");
    assertThat(own.err()).contains("--room is missing");
  }

  @Test
  void help_showsTheOptionsOfEverySource() {
    Result prefixed = cli.run("device", "--help");
    Result own = cli.run("shelf", "application", "--help");

    assertThat(List.of(prefixed.code(), own.code())).containsOnly(ExitCode.DONE);
    assertThat(prefixed.out())
        .contains("--shelf.room", "--rack.room", "ROOM", "Where the shelf stands")
        .contains("--ttnv3.no-session", "--tts.no-session", "TTS_NO_SESSION");
    assertThat(own.out()).contains("--room=ROOM", "--shelf.limit").doesNotContain("--ttnv3");
  }

  @Test
  void sources_areListed() {
    assertThat(cli.run("sources").out())
        .containsPattern("shelf +rack +a shelf of devices")
        .containsPattern("ttnv3 +tts +");
  }

  private Result shelf(String options) {
    return cli.run(("device --source shelf --shelf.room north " + options).split(" "));
  }
}
