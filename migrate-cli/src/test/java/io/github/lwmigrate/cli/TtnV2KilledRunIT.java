package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.cli.PackagedProgram.Ended;
import io.github.lwmigrate.cli.TtnV2Origin.Held;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.sqlite.JournalDirectory;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.simulator.TtnV2Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged program is killed at calls that change a V2 origin, and beside them. Right after,
 * each key is at the origin or in the journal; the resumed run ends as one that nobody disturbed,
 * and a rollback leaves the origin as it was.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
@Execution(ExecutionMode.CONCURRENT)
class TtnV2KilledRunIT {

  /** What a shell says of a process that was ended by SIGKILL. */
  private static final int KILLED = 128 + 9;

  /** When a run was begun shows in these. */
  private static final Set<String> TIMES = Set.of("started_at", "created_at", "updated_at");

  private static final Map<String, Undisturbed> UNDISTURBED = new ConcurrentHashMap<>();

  @TempDir Path directory;

  /** What a run comes to that is not killed, at an origin with the same devices. */
  private record Undisturbed(Map<String, JsonObject> devices, Map<String, Held> origin) {}

  private record Cell(
      String policy, String method, int call, String moment, String device, String next) {

    static Cell of(String text) {
      String[] columns = text.split("\t", -1);
      return new Cell(
          columns[0], columns[1], Integer.parseInt(columns[2]), columns[3], columns[4], columns[5]);
    }

    String command() {
      String flags =
          switch (policy) {
            case "clear" -> "";
            case "clear-delete" -> " --delete-source-device";
            case "invalidate" -> " --with-session=false --invalidate-app-key";
            case "clear-without-session" -> " --with-session=false --clear-keys";
            case "delete" -> " --with-session=false --delete-source-device";
            default -> throw new IllegalArgumentException(policy);
          };
      return "lw-migrate ttnv2 application my-app" + flags + " > devices.json";
    }

    /** Lets the call kill the program: before it takes effect, or before its answer is sent. */
    void arm(TtnV2Faults faults, Runnable kill) {
      if (moment.equals("before")) {
        target(faults).before(kill);
        target(faults).unavailable();
      } else {
        target(faults).after(kill);
      }
    }

    private TtnV2Faults.Target target(TtnV2Faults faults) {
      return faults.on("ApplicationManager/" + method).device(device).fromCall(call);
    }

    @Override
    public String toString() {
      return "%s: %s %s %d of %s, then %s".formatted(policy, moment, method, call, device, next);
    }
  }

  static Stream<Cell> resumed() throws Exception {
    return cells("resume");
  }

  static Stream<Cell> rolledBack() throws Exception {
    return cells("rollback");
  }

  private static Stream<Cell> cells(String next) throws Exception {
    return Files.readAllLines(Path.of("src/test/resources/ttnv2-kill-cells.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Cell::of)
        .filter(cell -> cell.next().equals(next));
  }

  @ParameterizedTest
  @MethodSource("resumed")
  void killedRun_losesNoKey_andResumesToTheEndOfOneThatWasNot(Cell cell) throws Exception {
    Undisturbed undisturbed = UNDISTURBED.computeIfAbsent(cell.policy(), key -> undisturbed(cell));
    try (TtnV2Origin origin = TtnV2Origin.plaintext()) {
      PackagedProgram program = killed(cell, origin);

      Ended resumed = program.run("lw-migrate resume " + run() + " > devices.json");

      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(differences(devices(program), undisturbed.devices()))
          .as("the output is that of a run that was not killed")
          .isEmpty();
      assertThat(alike(origin.registered(), Held::comparable)).isEqualTo(undisturbed.origin());
    }
  }

  @ParameterizedTest
  @MethodSource("rolledBack")
  void killedRun_isRolledBack_andTheOriginIsAsBefore(Cell cell) throws Exception {
    try (TtnV2Origin origin = TtnV2Origin.plaintext()) {
      Map<String, Held> before = origin.registered();
      PackagedProgram program = killed(cell, origin);

      Ended rolledBack = program.run("lw-migrate rollback " + run());

      assertThat(rolledBack.code()).as(rolledBack.err()).isZero();
      assertThat(alike(origin.registered(), Held::withoutNonces))
          .isEqualTo(alike(before, Held::withoutNonces));
    }
  }

  private Undisturbed undisturbed(Cell cell) {
    try (TtnV2Origin origin = TtnV2Origin.plaintext()) {
      PackagedProgram program = program(origin, directory.resolve("undisturbed"));
      Ended ended = program.run(cell.command());
      assertThat(ended.code()).as(ended.err()).isZero();
      return new Undisturbed(devices(program), alike(origin.registered(), Held::comparable));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A program that was killed, after which no key is lost. */
  private PackagedProgram killed(Cell cell, TtnV2Origin origin) throws Exception {
    Map<String, Held> before = origin.registered();
    PackagedProgram program = program(origin, directory);
    CompletableFuture<Process> process = new CompletableFuture<>();
    cell.arm(origin.network().faults(), () -> process.join().destroyForcibly().onExit().join());

    process.complete(
        program
            .builder("exec " + cell.command())
            .redirectError(program.file("err.txt").toFile())
            .start());

    assertThat(process.join().waitFor())
        .as(Files.readString(program.file("err.txt")))
        .isEqualTo(KILLED);
    // The origin first: calls that were on their way may still change it.
    Map<String, Held> now = origin.registered();
    for (String id : TtnV2Origin.ALL) {
      List<String> held = now.containsKey(id) ? require(now, id).keys() : List.of();
      for (String key : require(before, id).keys()) {
        assertThat(held.contains(key) || isJournaled(id, key))
            .as("a key of " + id + " is at the origin or in the journal")
            .isTrue();
      }
    }
    origin.network().faults().clear();
    return program;
  }

  private static Held require(Map<String, Held> devices, String id) {
    return Objects.requireNonNull(devices.get(id));
  }

  private static PackagedProgram program(TtnV2Origin origin, Path directory) {
    Map<String, String> environment = new HashMap<>(origin.environment());
    environment.put("TTNV2_DISCOVERY_SERVER_INSECURE", "true");
    environment.put("LW_MIGRATE_JOURNAL_DIR", journals(directory).toString());
    return new PackagedProgram(directory).environment(environment);
  }

  private static Path journals(Path directory) {
    return directory.resolve("journals");
  }

  /** The only run. */
  private String run() {
    List<JournalDirectory.Run> runs = JournalDirectory.of(journals(directory)).list();
    assertThat(runs).hasSize(1);
    return runs.get(0).id();
  }

  /** Whether the journal has a key of a device: as it was at the origin, or as it was listed. */
  private boolean isJournaled(String id, String key) {
    try (Journal journal = JournalDirectory.of(journals(directory)).openReadOnly(run())) {
      Optional<JournaledDevice> device = journal.find(new DeviceRef(TtnV2Origin.APPLICATION, id));
      return device
          .filter(
              known ->
                  journal.revisions(known.index()).stream()
                          .flatMap(revision -> keys(revision.original().toProto()))
                          .anyMatch(key::equals)
                      || hex(journal.carried(known.index())).contains(key))
          .isPresent();
    }
  }

  private static Stream<String> keys(EndDevice device) {
    return Stream.of(
            device.getRootKeys().getAppKey().getKey(),
            device.getSession().getKeys().getFNwkSIntKey().getKey(),
            device.getSession().getKeys().getAppSKey().getKey())
        .map(key -> hex(key.toByteArray()));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private static Map<String, Held> alike(Map<String, Held> devices, UnaryOperator<Held> form) {
    Map<String, Held> alike = new TreeMap<>();
    devices.forEach((id, held) -> alike.put(id, form.apply(held)));
    return alike;
  }

  private static Map<String, JsonObject> devices(PackagedProgram program) throws Exception {
    Map<String, JsonObject> devices = new TreeMap<>();
    for (String line : Files.readAllLines(program.file("devices.json"))) {
      JsonObject device = JsonParser.parseString(line).getAsJsonObject();
      withoutTimes(device);
      String id = device.getAsJsonObject("ids").get("device_id").getAsString();
      assertThat(devices.put(id, device)).as("the device is there once").isNull();
    }
    return devices;
  }

  private static void withoutTimes(JsonObject object) {
    TIMES.forEach(object::remove);
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      if (entry.getValue().isJsonObject()) {
        withoutTimes(entry.getValue().getAsJsonObject());
      }
    }
  }

  /** The devices that differ, by id and field, without their keys. */
  private static Set<String> differences(
      Map<String, JsonObject> actual, Map<String, JsonObject> expected) {
    Set<String> differences = new HashSet<>();
    Set<String> ids = new HashSet<>(expected.keySet());
    ids.addAll(actual.keySet());
    for (String id : ids) {
      JsonObject one = expected.getOrDefault(id, new JsonObject());
      JsonObject other = actual.getOrDefault(id, new JsonObject());
      Set<String> fields = new HashSet<>(one.keySet());
      fields.addAll(other.keySet());
      for (String field : fields) {
        if (!Objects.equals(one.get(field), other.get(field))) {
          differences.add(id + " " + field);
        }
      }
    }
    return differences;
  }
}
