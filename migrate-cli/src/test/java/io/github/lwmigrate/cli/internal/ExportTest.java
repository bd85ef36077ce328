package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.internal.Cli.Result;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.stack.StackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

  private static final String FIRST = "device-00000000";
  private static final String SECOND = "device-00000001";

  @TempDir Path directory;

  private SimulatedThingsStack stack;
  private Cli cli;

  @BeforeEach
  void start() {
    stack = SimulatedThingsStack.builder().application("my-app", Fleet.seeded(7, 8)).start();
    cli =
        new Cli()
            .directory(directory)
            .environment(StackEnvironment.of(stack, "my-app", Optional.empty()));
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void devices_doNotGoToATerminal() {
    Result result = cli.terminals(true, true, true).run("tts", "app");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("standard output is a terminal", "--output");
    assertThat(stack.operations()).isEmpty();
  }

  @Test
  void devices_goToATerminalOnlyWhenAskedFor() {
    assertThat(cli.terminals(true, true, true).run("tts", "app", "--output", "-").deviceIds())
        .hasSize(8);
  }

  @Test
  void dryRun_onATerminal_showsTheSummaryWithoutDevices() {
    Result result = cli.terminals(true, true, false).run("tts", "app", "--dry-run");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("8 accepted", "devices, which hold keys, are not shown");
  }

  @Test
  void deletingCommandOfTheGuides_onATerminal_showsNothing_andKeepsTheDeviceInTheJournal() {
    Result result =
        cli.terminals(true, true, false).run("tts", "device", FIRST, "--delete-source-device");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("devices are deleted at the origin once they are safe");
    assertThat(stack.registered(StackServer.IDENTITY_SERVER, "my-app", FIRST)).isEmpty();
    String run = cli.run("runs", "--format=json").objects().get(0).get("run").getAsString();
    Result exported = cli.terminals(false, false, false).run("export", run);
    assertThat(exported.deviceIds()).containsExactly(FIRST);
  }

  @Test
  void file_isWrittenOnce_thenRefusedUnlessAppendedOrReplaced() throws Exception {
    String[] line = {"tts", "device", FIRST, "--output", "devices.json", "--keep-downlinks"};
    assertThat(cli.run(line).code()).isZero();
    String once = Files.readString(directory.resolve("devices.json"));

    Result refused = cli.run(line);
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("devices.json", "--append", "--overwrite");
    assertThat(Files.readString(directory.resolve("devices.json"))).isEqualTo(once);

    assertThat(
            cli.run(
                    "tts",
                    "device",
                    SECOND,
                    "--keep-downlinks",
                    "--output",
                    "devices.json",
                    "--append=true")
                .code())
        .isZero();
    assertThat(Files.readAllLines(directory.resolve("devices.json"))).hasSize(2);

    assertThat(
            cli.run(
                    "tts",
                    "device",
                    FIRST,
                    "--keep-downlinks",
                    "--overwrite",
                    "--output=devices.json")
                .code())
        .isZero();
    assertThat(Files.readString(directory.resolve("devices.json"))).isEqualTo(once);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void dryRun_makesNoFile_andShowsWhatARunWrites() throws Exception {
    Result dry = cli.run("tts", "app", "--dry-run", "--no-session", "--dev-id-prefix", "north");
    Result run = cli.run("tts", "app", "--no-session", "--dev-id-prefix", "north");

    assertThat(dry.out()).isEqualTo(run.out());
    assertThat(run.deviceIds()).hasSize(8).allMatch(id -> id.startsWith("north-device-"));
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void policies_areFlags() throws Exception {
    Files.writeString(directory.resolve("ids.csv"), FIRST + ",gate\n" + SECOND + ";roof\n");

    Result mapped =
        cli.run("tts", "device", FIRST, SECOND, "--id-map", "ids.csv", "--target-app-id", "other");
    Result euis = cli.run("tts", "device", FIRST, "--set-eui-as-id", "--without-old-id");

    assertThat(mapped.deviceIds()).containsExactly("gate", "roof");
    assertThat(mapped.out()).contains("\"old-id\":\"" + FIRST).contains("\"other\"");
    assertThat(euis.deviceIds()).containsExactly("70b3d57e00000000");
    assertThat(euis.out()).doesNotContain("old-id");
  }

  @Test
  void limit_endsAfterTheFirstDevices() {
    assertThat(cli.run("tts", "app", "--limit", "3").deviceIds()).hasSize(3);
  }

  @Test
  void unknownDevice_isRejectedByName_andTheOthersAreExported() {
    Result result = cli.run("tts", "device", FIRST, "not-there", SECOND);

    assertThat(result.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    assertThat(result.deviceIds()).containsExactly(FIRST, SECOND);
    assertThat(result.err()).contains("rejected", "not-there", "device-not-found");
  }

  @Test
  void failedDevice_stopsTheRunUnlessItIsToContinue() {
    stack.faults().on("JsEndDeviceRegistry/Get").device(SECOND).always().unavailable();

    Result stopped = cli.run("tts", "app", "--on-failure", "stop");
    Result continued = cli.run("tts", "app", "--on-failure", "continue");

    assertThat(stopped.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    assertThat(stopped.err()).contains("failed my-app/" + SECOND, "1 failed");
    assertThat(stopped.deviceIds()).doesNotContain(SECOND);
    assertThat(continued.code()).isEqualTo(ExitCode.DEVICES_LEFT);
    assertThat(continued.deviceIds()).hasSize(7).doesNotContain(SECOND);
  }

  @Test
  void verbose_namesEveryDeviceAndNoKey() {
    Result result = cli.run("tts", "app", "--verbose");

    assertThat(result.err().lines().filter(line -> line.startsWith("exported my-app/"))).hasSize(8);
    result.objects().stream()
        .filter(device -> device.has("root_keys"))
        .map(device -> device.getAsJsonObject("root_keys").getAsJsonObject("app_key"))
        .forEach(key -> assertThat(result.err()).doesNotContain(key.get("key").getAsString()));
  }

  @Test
  void file_isASourceAsAnyOther() throws Exception {
    Files.writeString(directory.resolve("devices.json"), cli.run("tts", "app").out());

    Result result =
        cli.run(
            "application",
            "--source",
            "json",
            "--json.file",
            directory.resolve("devices.json").toString(),
            "--dev-id-prefix",
            "south");

    assertThat(result.code()).isZero();
    assertThat(result.deviceIds()).hasSize(8).allMatch(id -> id.startsWith("south-"));
  }

  @Test
  void severalApplications_areOneExport() {
    stack.addApplication("other-app", Fleet.seeded(11, 2));
    cli.environment("TTS_APP_API_KEY", stack.administratorKey().token());

    Result byArgument = cli.run("tts", "app", "my-app", "other-app", "--dev-id-prefix=x");
    Result byInput = cli.input("other-app\n").run("tts", "applications");

    assertThat(byArgument.deviceIds()).hasSize(8);
    assertThat(byArgument.err()).contains("rejected other-app/device-00000000", "collision");
    assertThat(byInput.deviceIds()).hasSize(2);
    assertThat(byInput.out()).doesNotContain("\"my-app\"");
  }

  @Test
  void keyFile_keepsTheKeyOutOfTheArguments() throws Exception {
    Path key = directory.resolve("key.txt");
    Files.writeString(key, stack.apiKey("my-app").token() + "\n");

    Result result =
        new Cli()
            .run(
                "tts",
                "device",
                FIRST,
                "--app-id=my-app",
                "--insecure",
                "--default-grpc-address=" + stack.address(),
                "--app-api-key-file=" + key);

    assertThat(result.code()).isZero();
    assertThat(result.deviceIds()).containsExactly(FIRST);
  }
}
