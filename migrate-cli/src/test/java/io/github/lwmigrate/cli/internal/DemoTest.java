package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.internal.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {

  @TempDir Path directory;

  private Cli cli;

  @BeforeEach
  void begin() {
    cli = new Cli().directory(directory);
  }

  @Test
  void demo_exportsItsFleetAndShowsTheReport() throws Exception {
    Result result = cli.run("demo");

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("40 devices: 40 exported", "What to do next:");
    assertThat(Files.readAllLines(directory.resolve("devices.json"))).hasSize(40);
    assertThat(cli.run("validate", "devices.json").code()).isZero();
  }

  @Test
  void demo_exportsLiveSessionsOfAV2Network() throws Exception {
    Result result = cli.run("demo", "--devices", "5");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("3 devices: 3 exported", "keys cleared", "the origin sets the pace");
    List<String> devices = Files.readAllLines(directory.resolve("devices-v2.json"));
    assertThat(devices).hasSize(3).anyMatch(device -> device.contains("\"session\""));
    assertThat(cli.run("validate", "devices-v2.json").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"devices.json", "devices-v2.json"})
  void demo_keepsItsFilesTogether(String file) throws Exception {
    Files.writeString(directory.resolve(file), "mine");

    assertThat(cli.run("demo", "--devices", "1").code()).isZero();

    assertThat(Files.readString(directory.resolve(file))).isEqualTo("mine");
    for (String name : List.of("devices.json", "devices-v2.json")) {
      assertThat(directory.resolve(DemoFile.DIRECTORY).resolve(name)).isRegularFile();
    }
  }

  @Test
  void demo_replacesWhatAnEarlierOneWrote() throws Exception {
    cli.run("demo", "--devices", "1");
    Result result = cli.run("demo", "--devices", "2");

    assertThat(result.code()).isZero();
    assertThat(Files.readAllLines(directory.resolve("devices.json"))).hasSize(2);
    assertThat(Files.readAllLines(directory.resolve("devices-v2.json"))).hasSize(2);
    assertThat(directory.resolve(DemoFile.DIRECTORY)).doesNotExist();
  }

  @Test
  void demo_leavesAloneWhatItDidNotWrite() throws Exception {
    Files.writeString(directory.resolve("devices.json"), "mine");

    Result result = cli.run("demo", "--devices", "1");

    assertThat(result.code()).isZero();
    assertThat(Files.readString(directory.resolve("devices.json"))).isEqualTo("mine");
    assertThat(directory.resolve(DemoFile.DIRECTORY).resolve("devices.json")).isRegularFile();
    assertThat(result.out()).contains(DemoFile.DIRECTORY);
  }

  @Test
  void demo_leavesAloneWhatWasChangedSince() throws Exception {
    cli.run("demo", "--devices", "1");
    Path file = directory.resolve("devices.json");
    String changed = Files.readString(file) + "\n";
    Files.writeString(file, changed);

    assertThat(cli.run("demo", "--devices", "1").code()).isZero();
    assertThat(Files.readString(file)).isEqualTo(changed);
  }

  @Test
  void demo_makesTheSameDevicesOfTheSameSeed() throws Exception {
    cli.run("demo", "--devices", "2", "--seed", "9");
    String once = Files.readString(directory.resolve("devices.json"));
    cli.run("demo", "--devices", "2", "--seed", "9");

    assertThat(Files.readString(directory.resolve("devices.json"))).isEqualTo(once);
  }

  @Test
  void demo_saysWhyItCannotWrite() throws Exception {
    Files.writeString(directory.resolve("devices.json"), "mine");
    Files.writeString(directory.resolve(DemoFile.DIRECTORY), "a file where a directory should be");

    Result result = cli.run("demo", "--devices", "1");

    assertThat(result.code()).isEqualTo(ExitCode.NOT_STARTED);
    assertThat(result.err()).contains("the demo cannot").doesNotContain("should not happen");
  }
}
