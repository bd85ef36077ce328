package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.cli.PackagedProgram.Ended;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.sqlite.JournalDirectory.Run;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.stack.StackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every line of the guides, on the packaged program, against simulated servers over TLS: what comes
 * out, how the origin is afterwards, and in which order that happened.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the guides' lines are for a POSIX shell")
@Execution(ExecutionMode.CONCURRENT)
class GuideCommandsIT {

  private static final long SEED = 7;
  private static final int DEVICES = 24;
  private static final List<Integer> SOME = List.of(5, 0, 11);
  private static final Pattern KEY = Pattern.compile("\"key\":\"([0-9A-F]{32})\"");
  private static final String DEVICE = KnownOrigin.id(0);

  @TempDir Path directory;

  private record Line(int number, String devices, boolean sessions, String origin, String command) {

    static Line of(String text) {
      String[] columns = text.split("\t", -1);
      return new Line(
          Integer.parseInt(columns[0]),
          columns[1],
          columns[2].equals("yes"),
          columns[3],
          columns[4]);
    }

    List<String> ids(KnownOrigin origin) {
      return switch (devices) {
        case "one" -> List.of(DEVICE);
        case "some" -> SOME.stream().map(KnownOrigin::id).toList();
        case "all" -> origin.ids();
        default -> List.of();
      };
    }

    @Override
    public String toString() {
      return number + ": " + command;
    }
  }

  static Stream<Line> lines() throws Exception {
    return Files.readAllLines(Path.of("src/test/resources/guide-commands.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Line::of);
  }

  private static KnownOrigin origin() {
    return KnownOrigin.startWithTls(SEED, DEVICES);
  }

  private PackagedProgram program(KnownOrigin origin) throws Exception {
    Path trusted = directory.resolve("ca.pem");
    Files.writeString(trusted, origin.stack().caPem().orElseThrow());
    StringBuilder ids = new StringBuilder("# some devices\r\n\r\n");
    SOME.forEach(device -> ids.append(KnownOrigin.id(device)).append(" \r\n"));
    Files.writeString(directory.resolve("device_ids.txt"), ids);
    Files.writeString(directory.resolve("application_ids.txt"), KnownOrigin.APPLICATION + "\n");
    return new PackagedProgram(directory)
        .environment(origin.environment())
        .environment(Map.of("TTS_CA_FILE", trusted.toString()));
  }

  /** Runs a line of the guides; what it exports is its standard output, redirected or not. */
  private static Ended run(PackagedProgram program, String line) throws Exception {
    Ended ended = program.run(line.replace("DEV", DEVICE).replace("APP", KnownOrigin.APPLICATION));
    if (!line.endsWith("> devices.json")) {
      return ended;
    }
    assertThat(ended.out()).isEmpty();
    return new Ended(ended.code(), Files.readString(program.file("devices.json")), ended.err());
  }

  @ParameterizedTest
  @MethodSource("lines")
  void line_doesWhatTheGuidesSay(Line line) throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      var before = origin.registered();

      Ended ended = run(program, line.command());

      assertThat(ended.err()).as("standard error").doesNotContain("Exception", origin.token());
      assertThat(ended.code()).as(ended.err()).isZero();
      if (line.devices().equals("none")) {
        assertThat(ended.out()).contains("ttnv3", "tts", "json");
      } else {
        assertDevices(line, line.ids(origin), ended.out());
        assertNoKeyOf(ended.out(), ended.err());
      }
      assertThat(KnownOrigin.differences(before, origin.registered()))
          .containsExactlyInAnyOrderElementsOf(effects(line, origin, before));
      assertOrder(line, origin);
      assertJournal(line, origin, program, ended.err());
    }
  }

  private static void assertDevices(Line line, List<String> ids, String json) {
    List<JsonObject> devices =
        json.lines().map(text -> JsonParser.parseString(text).getAsJsonObject()).toList();
    assertThat(Outputs.ids(json)).isEqualTo(ids);
    assertThat(json).doesNotContain("schedule_downlinks");
    List<JsonObject> joining =
        devices.stream().filter(device -> device.has("supports_join")).toList();
    assertThat(joining).isNotEmpty();
    assertThat(joining.stream().allMatch(device -> device.has("root_keys"))).isTrue();
    assertThat(joining.stream().anyMatch(device -> device.has("session")))
        .isEqualTo(line.sessions());
    assertThat(joining.stream().anyMatch(device -> device.has("mac_state")))
        .isEqualTo(line.sessions());
  }

  private static void assertNoKeyOf(String json, String err) {
    Matcher key = KEY.matcher(json);
    int keys = 0;
    while (key.find()) {
      keys++;
      assertThat(err.contains(key.group(1))).as("a key stands on standard error").isFalse();
    }
    assertThat(keys).isPositive();
  }

  /** In what the origin is to differ afterwards. */
  private static List<String> effects(
      Line line, KnownOrigin origin, Map<String, Map<StackServer, EndDevice>> before) {
    List<String> effects = new ArrayList<>();
    for (String device : line.ids(origin)) {
      switch (line.origin()) {
        case "off" -> {
          effects.add(device + " NETWORK_SERVER mac_settings");
          effects.add(device + " NETWORK_SERVER updated_at");
        }
        case "deleted" ->
            before.getOrDefault(device, Map.of()).keySet().stream()
                .map(server -> device + " " + server + " is missing")
                .forEach(effects::add);
        default -> assertThat(line.origin()).isEqualTo("same");
      }
    }
    return effects;
  }

  private static void assertOrder(Line line, KnownOrigin origin) {
    List<Operation> all = origin.stack().operations();
    List<Operation> changes = origin.changes();
    if (line.origin().equals("same")) {
      assertThat(changes).isEmpty();
      return;
    }
    if (line.devices().equals("all")) {
      assertThat(all.stream().map(Operation::method).toList().indexOf("EndDeviceRegistry/List"))
          .isBetween(0, all.indexOf(changes.get(0)));
    }
    for (String device : line.ids(origin)) {
      List<Operation> calls = origin.calls(device);
      int first = indexOfChange(calls);
      List<String> read = calls.subList(0, first).stream().map(Operation::method).toList();
      assertThat(read)
          .as("what was read of %s before anything was changed", device)
          .contains(
              "JsEndDeviceRegistry/Get", "AsEndDeviceRegistry/Get", "NsEndDeviceRegistry/Get");
      if (!line.devices().equals("all")) {
        assertThat(read).contains("EndDeviceRegistry/Get");
      }
      List<String> changing =
          calls.stream().filter(KnownOrigin::isChange).map(Operation::method).toList();
      if (line.origin().equals("deleted")) {
        assertThat(changing.stream().filter(method -> method.endsWith("/Delete")))
            .containsSubsequence(
                "AsEndDeviceRegistry/Delete",
                "NsEndDeviceRegistry/Delete",
                "EndDeviceRegistry/Delete")
            .endsWith("EndDeviceRegistry/Delete");
      } else {
        assertThat(changing).containsExactly("NsEndDeviceRegistry/Set");
      }
      if (changing.contains("NsEndDeviceRegistry/Set") && line.sessions() && moves(device)) {
        assertThat(calls.subList(first, calls.size()).stream().map(Operation::method))
            .as("a session that moves is read again when it stands still")
            .contains("NsEndDeviceRegistry/Get", "AsEndDeviceRegistry/Get");
      }
    }
  }

  private static int indexOfChange(List<Operation> calls) {
    for (int i = 0; i < calls.size(); i++) {
      if (KnownOrigin.isChange(calls.get(i))) {
        return i;
      }
    }
    throw new AssertionError("nothing was changed");
  }

  private static boolean moves(String device) {
    return device.equals(DEVICE);
  }

  private static void assertJournal(
      Line line, KnownOrigin origin, PackagedProgram program, String err) {
    if (line.origin().equals("same")) {
      assertThat(program.journals()).doesNotExist();
      return;
    }
    Run run = program.runs().get(0);
    assertThat(run.counts()).isEqualTo(Map.of(DeviceState.DONE, (long) line.ids(origin).size()));
    assertThat(err).contains(run.id(), " exported ");
  }

  /** What the guides' second command does for each form of the first. */
  @ParameterizedTest
  @ValueSource(strings = {"device 'DEV'", "device < device_ids.txt", "application 'APP'"})
  void deletingAfterTheExport_deletesByTheJournalOfTheExport(String form) throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      String command = "ttn-lw-migrate " + form.replace("device ", "device --source ttnv3 ");
      command = command.replace("application", "application --source ttnv3");
      Ended exported = run(program, command + " --ttnv3.no-session > devices.json");
      assertThat(exported.code()).as(exported.err()).isZero();
      List<String> ids = Outputs.ids(exported.out());
      String id = program.run();

      Ended deleted = run(program, command + " --ttnv3.delete-source-device");

      assertThat(deleted.code()).as(deleted.err()).isZero();
      assertThat(deleted.out()).isEmpty();
      assertThat(deleted.err()).contains(id);
      assertThat(program.run()).as("no second run").isEqualTo(id);
      List<String> left = new ArrayList<>(origin.ids());
      left.removeAll(ids);
      assertThat(origin.registered().keySet()).containsExactlyElementsOf(left);
      assertThat(Outputs.shown(program.here("export", id).out()))
          .isEqualTo(Outputs.shown(exported.out()));
    }
  }

  @Test
  void deletingAfterTheExport_isRefused_whereTheSessionWentOn() throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      run(program, "ttn-lw-migrate device --source ttnv3 'DEV' --ttnv3.no-session > devices.json");
      origin.wakeAndJoin(DEVICE);

      Ended deleted =
          run(program, "ttn-lw-migrate device --source ttnv3 'DEV' --ttnv3.delete-source-device");

      assertThat(deleted.code()).isEqualTo(1);
      assertThat(deleted.err()).contains("rejected", "origin-changed");
      assertThat(origin.registered()).containsKey(DEVICE);
    }
  }

  /** With nothing redirected, as the guides print it, a terminal shows no keys. */
  @Test
  void deletingOnATerminal_showsNoDevice_andKeepsItInTheJournal() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script makes the terminal");
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);

      Ended ended =
          program.run(
              "script -qec \"ttn-lw-migrate device --source ttnv3 "
                  + DEVICE
                  + " --ttnv3.delete-source-device\" terminal.txt < /dev/null");

      String id = program.run();
      String shown = Files.readString(program.file("terminal.txt")) + ended.out();
      assertThat(ended.code()).as(shown).isZero();
      assertThat(shown).contains(id, "1 exported");
      assertThat(shown.contains("\"root_keys\"")).as("devices are shown").isFalse();
      assertThat(origin.registered()).doesNotContainKey(DEVICE).hasSize(DEVICES - 1);
      Ended export = program.run("ttn-lw-migrate export " + id + " > devices.json");
      assertThat(export.code()).as(export.err()).isZero();
      String json = Files.readString(program.file("devices.json"));
      assertThat(Outputs.ids(json)).containsExactly(DEVICE);
      assertNoKeyOf(json, shown);
    }
  }
}
