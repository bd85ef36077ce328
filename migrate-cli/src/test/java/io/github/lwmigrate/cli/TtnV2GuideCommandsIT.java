package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.cli.PackagedProgram.Ended;
import io.github.lwmigrate.cli.TtnV2Origin.Held;
import io.github.lwmigrate.simulator.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every line of the guides that reads from V2, and the flags of the source, on the packaged
 * program; a fresh network for each.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the guides' lines are for a POSIX shell")
@Execution(ExecutionMode.CONCURRENT)
class TtnV2GuideCommandsIT {

  /** As the file of ids has them. */
  private static final List<String> SOME = List.of(TtnV2Origin.NEW, TtnV2Origin.ABP);

  /** What the source adds to downlink counters. */
  private static final long MARGIN = 5;

  private static final List<String> WAYS_ON =
      List.of("invalidate-app-key", "clear-keys", "delete-source-device");

  @TempDir Path directory;

  /** How discovery is reached. */
  private enum Discovery {
    TLS,
    /** TLS, and the command names the file of certificates. */
    CA_FLAG,
    /** Plaintext, and the command says so. */
    INSECURE,
    /** Plaintext, and the environment says so. */
    INSECURE_VARIABLE
  }

  /** What becomes of devices at the origin. */
  private enum Effect {
    KEPT,
    CLEARED,
    APP_KEY_CLEARED,
    REPLACED,
    DELETED
  }

  private record Line(
      String number,
      Discovery discovery,
      String devices,
      boolean sessions,
      Effect effect,
      String command) {

    static Line of(String text) {
      String[] columns = text.split("\t", -1);
      return new Line(
          columns[0],
          named(Discovery.class, columns[1]),
          columns[2],
          columns[3].equals("yes"),
          named(Effect.class, columns[4]),
          columns[5]);
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name) {
      return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    List<String> ids() {
      return switch (devices) {
        case "one" ->
            List.of(command.contains(TtnV2Origin.ABP) ? TtnV2Origin.ABP : TtnV2Origin.JOINED);
        case "some" -> SOME;
        default -> TtnV2Origin.ALL;
      };
    }

    boolean isDryRun() {
      return command.contains("--dry-run");
    }

    @Override
    public String toString() {
      return number + " (" + discovery + "): " + command;
    }
  }

  static Stream<Line> lines() throws Exception {
    return Files.readAllLines(Path.of("src/test/resources/ttnv2-guide-commands.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Line::of);
  }

  private TtnV2Origin origin(Discovery discovery) {
    return discovery == Discovery.TLS || discovery == Discovery.CA_FLAG
        ? TtnV2Origin.tls()
        : TtnV2Origin.plaintext();
  }

  private PackagedProgram program(TtnV2Origin origin, Discovery discovery) throws Exception {
    Map<String, String> environment = new HashMap<>(origin.environment());
    environment.put("LW_MIGRATE_JOURNAL_DIR", directory.resolve("journals").toString());
    Path trusted = directory.resolve("ca.pem");
    switch (discovery) {
      case TLS, CA_FLAG -> {
        Files.writeString(trusted, origin.network().caPem().orElseThrow());
        if (discovery == Discovery.TLS) {
          environment.put("TTNV2_CA_CERT", trusted.toString());
        }
      }
      case INSECURE_VARIABLE -> environment.put("TTNV2_DISCOVERY_SERVER_INSECURE", "true");
      case INSECURE -> {}
    }
    StringBuilder ids = new StringBuilder("# some devices\r\n\r\n");
    SOME.forEach(device -> ids.append(device).append(" \r\n"));
    Files.writeString(directory.resolve("device_ids.txt"), ids);
    return new PackagedProgram(directory).environment(environment);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void line_doesWhatTheGuidesSay(Line line) throws Exception {
    try (TtnV2Origin origin = origin(line.discovery())) {
      PackagedProgram program = program(origin, line.discovery());
      Map<String, Held> before = origin.registered();

      Ended ended =
          program.run(
              line.command()
                  .replace("DEV", TtnV2Origin.JOINED)
                  .replace("APP", TtnV2Origin.APPLICATION));

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out()).isEmpty();
      assertNoSecret(origin, before, ended.err());
      assertNotices(line, ended.err());
      assertDevices(line, before, Files.readString(program.file("devices.json")));
      assertOrigin(line, before, origin.registered());
      assertOrder(line, origin);
    }
  }

  private static void assertNoSecret(TtnV2Origin origin, Map<String, Held> before, String err) {
    assertThat(err).doesNotContain("Exception");
    assertThat(err.contains(origin.accessKey())).as("the access key stands there").isFalse();
    String upper = err.toUpperCase(Locale.ROOT);
    assertThat(before.values().stream().flatMap(held -> held.keys().stream()))
        .as("a key stands on standard error")
        .noneMatch(upper::contains);
  }

  private static void assertNotices(Line line, String err) {
    assertThat(err).contains(line.isDryRun() ? " accepted " : " exported ");
    assertThat(err.contains("this is a dry run")).isEqualTo(line.isDryRun());
    assertThat(err.contains("the origin sets the pace: a device takes about"))
        .isEqualTo(line.sessions() || line.effect() != Effect.KEPT);
    if (line.command().contains("--verbose")) {
      assertThat(err).contains(line.ids());
    }
    String prefix = line.command().contains("--source") ? "--ttnv2." : " --";
    for (String way : WAYS_ON) {
      assertThat(err.contains(prefix + way + " ("))
          .as("how to switch devices off: " + way)
          .isEqualTo(line.effect() == Effect.KEPT && !line.isDryRun());
    }
  }

  private static void assertDevices(Line line, Map<String, Held> before, String json) {
    List<JsonObject> devices =
        json.lines().map(text -> JsonParser.parseString(text).getAsJsonObject()).toList();
    assertThat(devices)
        .map(device -> text(device, "ids", "device_id"))
        .containsExactlyElementsOf(line.ids());
    for (JsonObject device : devices) {
      Held held = Objects.requireNonNull(before.get(text(device, "ids", "device_id")));
      assertThat(device.has("supports_join")).isEqualTo(held.hasAppKey());
      assertThat(device.has("root_keys")).isEqualTo(held.hasAppKey());
      if (held.hasAppKey()) {
        assertSame(text(device, "root_keys", "app_key", "key"), held.appKey());
      }
      boolean moves = held.hasSession() && (line.sessions() || !held.hasAppKey());
      assertThat(device.has("session")).isEqualTo(moves);
      assertThat(device.has("mac_state")).isEqualTo(moves);
      if (moves) {
        assertThat(text(device, "session", "dev_addr")).isEqualTo(held.devAddr());
        assertSame(text(device, "session", "keys", "f_nwk_s_int_key", "key"), held.nwkSKey());
        assertSame(text(device, "session", "keys", "app_s_key", "key"), held.appSKey());
        assertThat(Long.parseLong(text(device, "session", "last_n_f_cnt_down")))
            .isEqualTo(held.downlinkCounter() + MARGIN);
      }
      assertThat(hasFactoryFrequencies(device))
          .isEqualTo(line.command().contains("resets-to-frequency-plan") && !held.hasAppKey());
    }
  }

  private static boolean hasFactoryFrequencies(JsonObject device) {
    JsonObject settings = device.getAsJsonObject("mac_settings");
    JsonArray frequencies =
        settings == null ? null : settings.getAsJsonArray("factory_preset_frequencies");
    return frequencies != null && !frequencies.isEmpty();
  }

  private static void assertSame(String key, String expected) {
    assertThat(key.equals(expected)).as("the key is that of the device").isTrue();
  }

  private static String text(JsonObject object, String... path) {
    JsonObject inner = object;
    for (int i = 0; i < path.length - 1; i++) {
      inner = inner.getAsJsonObject(path[i]);
    }
    return inner.get(path[path.length - 1]).getAsString();
  }

  private static void assertOrigin(Line line, Map<String, Held> before, Map<String, Held> after) {
    for (String id : TtnV2Origin.ALL) {
      Effect effect = line.ids().contains(id) ? line.effect() : Effect.KEPT;
      if (effect == Effect.DELETED) {
        assertThat(after).doesNotContainKey(id);
        continue;
      }
      Held was = Objects.requireNonNull(before.get(id));
      Held is = Objects.requireNonNull(after.get(id));
      // An ABP device moves with its session in every case.
      boolean movesSession = line.sessions() || !was.hasAppKey();
      switch (effect) {
        case KEPT -> assertThat(is).isEqualTo(was);
        case CLEARED, APP_KEY_CLEARED -> {
          assertThat(is.hasAppKey()).isFalse();
          assertThat(is.hasSession()).isEqualTo(was.hasSession() && !movesSession);
          assertThat(is.hasSameSessionAs(was)).isEqualTo(!was.hasSession() || !movesSession);
        }
        case REPLACED -> {
          assertThat(is.hasTombstone()).isEqualTo(was.hasAppKey());
          assertThat(is.hasSameSessionAs(was)).isTrue();
        }
        case DELETED -> {}
      }
    }
  }

  /** A device is read before it is changed, and nothing else is changed. */
  private static void assertOrder(Line line, TtnV2Origin origin) {
    List<Operation> changes =
        origin.network().operations().stream().filter(TtnV2Origin::isChange).toList();
    assertThat(changes).map(Operation::deviceId).allMatch(line.ids()::contains);
    assertThat(changes.isEmpty()).isEqualTo(line.effect() == Effect.KEPT);
    for (String id : line.ids()) {
      List<String> calls = origin.calls(id);
      if (line.effect() == Effect.CLEARED) {
        assertThat(calls).containsExactlyElementsOf(clearing(id));
      } else if (!calls.isEmpty()) {
        assertThat(calls.get(0)).isEqualTo("GetDevice");
      }
      if (calls.contains("DeleteDevice")) {
        assertThat(calls).endsWith("GetDevice", "DeleteDevice");
      }
    }
  }

  /**
   * Each write stands beside its own reading. A read follows: of a session that moves, to see where
   * it ended; else to see that nobody deleted the device meanwhile.
   */
  private static List<String> clearing(String id) {
    return id.equals(TtnV2Origin.JOINED)
        ? List.of("GetDevice", "GetDevice", "SetDevice", "GetDevice", "SetDevice", "GetDevice")
        : List.of("GetDevice", "GetDevice", "SetDevice", "GetDevice");
  }
}
