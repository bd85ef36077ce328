package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.cli.PackagedProgram.Ended;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.stack.StackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of the guides, on the packaged program, against simulated servers over TLS. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the guides' lines are for a POSIX shell")
class GuideCommandsIT {

  private static final String APPLICATION = "my-app";
  private static final int DEVICES = 24;
  private static final List<Integer> SOME = List.of(5, 0, 11);
  private static final Pattern KEY = Pattern.compile("\"key\":\"([0-9A-F]{32})\"");

  @TempDir static Path directory;

  private static SimulatedThingsStack stack;
  private static PackagedProgram program;
  private static String token;

  private record Line(int number, String devices, boolean sessions, String command) {

    static Line of(String text) {
      String[] columns = text.split("\t", -1);
      return new Line(
          Integer.parseInt(columns[0]), columns[1], columns[2].equals("yes"), columns[3]);
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

  @BeforeAll
  static void start() throws Exception {
    stack =
        SimulatedThingsStack.builder()
            .application(APPLICATION, Fleet.seeded(7, DEVICES))
            .tls()
            .start();
    token = stack.apiKey(APPLICATION).token();
    Path trusted = directory.resolve("ca.pem");
    Files.writeString(trusted, stack.caPem().orElseThrow());
    program =
        new PackagedProgram(directory)
            .environment(
                Map.of(
                    "TTS_APP_ID",
                    APPLICATION,
                    "TTS_APP_API_KEY",
                    token,
                    "TTNV3_DEFAULT_GRPC_ADDRESS",
                    stack.address(),
                    "TTS_CA_FILE",
                    trusted.toString()));
    StringBuilder ids = new StringBuilder("# some devices\r\n\r\n");
    SOME.forEach(device -> ids.append(id(device)).append(" \r\n"));
    Files.writeString(directory.resolve("device_ids.txt"), ids);
    Files.writeString(directory.resolve("application_ids.txt"), APPLICATION + "\n");
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void line_doesWhatTheGuidesSay(Line line) throws Exception {
    stack.clearOperations();
    Map<StackServer, List<?>> before = origin();

    Ended ended = program.run(line.command().replace("DEV", id(0)).replace("APP", APPLICATION));

    assertThat(ended.err()).as("standard error").doesNotContain("Exception", token);
    assertThat(ended.code()).as(ended.err()).isZero();
    String json = ended.out();
    if (line.command().endsWith("> devices.json")) {
      assertThat(ended.out()).isEmpty();
      json = Files.readString(program.file("devices.json"));
      Files.delete(program.file("devices.json"));
    }
    if (line.devices().equals("none")) {
      assertThat(json).contains("ttnv3", "tts", "json");
    } else {
      assertDevices(line, json);
      assertNoKeyOf(json, ended.err());
      assertNotices(line, ended.err());
    }
    assertThat(stack.operations()).map(Operation::method).allMatch(GuideCommandsIT::reads);
    assertThat(origin()).isEqualTo(before);
  }

  private static void assertDevices(Line line, String json) {
    List<JsonObject> devices =
        json.lines().map(text -> JsonParser.parseString(text).getAsJsonObject()).toList();
    List<String> expected =
        switch (line.devices()) {
          case "one" -> List.of(id(0));
          case "some" -> SOME.stream().map(GuideCommandsIT::id).toList();
          default -> IntStream.range(0, DEVICES).mapToObj(GuideCommandsIT::id).toList();
        };
    assertThat(devices)
        .map(device -> device.getAsJsonObject("ids").get("device_id").getAsString())
        .isEqualTo(expected);
    List<JsonObject> joining =
        devices.stream().filter(device -> device.has("supports_join")).toList();
    assertThat(joining).isNotEmpty();
    assertThat(joining).allSatisfy(device -> assertThat(device.has("root_keys")).isTrue());
    if (line.sessions()) {
      assertThat(joining).anySatisfy(device -> assertThat(device.has("session")).isTrue());
    } else {
      assertThat(joining).noneSatisfy(device -> assertThat(device.has("session")).isTrue());
      assertThat(joining).noneSatisfy(device -> assertThat(device.has("mac_state")).isTrue());
    }
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

  private static void assertNotices(Line line, String err) {
    assertThat(err.contains("NOTHING IS DELETED")).isEqualTo(line.command().contains("delete"));
    assertThat(err.contains("exported with their sessions")).isEqualTo(line.sessions());
    assertThat(err).contains(line.command().contains("--dry-run") ? " accepted " : " exported ");
  }

  private static boolean reads(String method) {
    return method.endsWith("/Get")
        || method.endsWith("/List")
        || method.endsWith("/ListRights")
        || method.endsWith("/AuthInfo");
  }

  private static Map<StackServer, List<?>> origin() {
    Map<StackServer, List<?>> all = new java.util.EnumMap<>(StackServer.class);
    for (StackServer server : StackServer.values()) {
      all.put(
          server,
          IntStream.range(0, DEVICES)
              .mapToObj(device -> stack.registered(server, APPLICATION, id(device)))
              .toList());
    }
    return all;
  }

  private static String id(int device) {
    return "device-%08d".formatted(device);
  }
}
