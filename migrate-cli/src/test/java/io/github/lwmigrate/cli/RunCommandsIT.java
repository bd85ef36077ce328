package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.cli.PackagedProgram.Ended;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.simulator.Hold;
import io.github.lwmigrate.stack.StackServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about runs that are kept: usage, what they show, what they need. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
@Execution(ExecutionMode.CONCURRENT)
class RunCommandsIT {

  private static final long SEED = 1;
  private static final int DEVICES = 8;
  private static final String EXPORT = "lw-migrate tts application my-app";
  private static final Pattern KEY = Pattern.compile("\"key\":\"([0-9A-F]{32})\"");

  @TempDir Path directory;

  private static KnownOrigin origin() {
    return KnownOrigin.start(SEED, DEVICES);
  }

  private PackagedProgram program(KnownOrigin origin) {
    return new PackagedProgram(directory).environment(origin.environment());
  }

  /** Starts a run and kills it when it first deletes at the Network Server. */
  private static String killed(PackagedProgram program, KnownOrigin origin, String line)
      throws Exception {
    KilledProcess run = new KilledProcess();
    origin.stack().faults().on("NsEndDeviceRegistry/Delete").before(run::kill);
    assertThat(run.start(program, line).await()).isEqualTo(KilledProcess.KILLED);
    return program.runs().get(0).id();
  }

  @Test
  void unknownRun_andAmbiguousOnes_areNamed() throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      program.run("lw-migrate tts device " + KnownOrigin.id(0) + " > one.json");
      program.run("lw-migrate tts device " + KnownOrigin.id(1) + " > other.json");
      List<String> runs = program.runs().stream().map(run -> run.id()).toList();
      assertThat(runs).hasSize(2);

      for (String[] command :
          new String[][] {
            {"resume"}, {"retire", "--disable-downlinks"}, {"rollback"}, {"report"}, {"export"}
          }) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add(1, "no-such-run");
        Ended unknown = program.here(arguments.toArray(String[]::new));
        arguments.set(1, "20");
        Ended ambiguous = program.here(arguments.toArray(String[]::new));
        arguments.remove(1);
        Ended missing = program.here(arguments.toArray(String[]::new));

        assertThat(unknown.code()).as(unknown.err()).isEqualTo(3);
        assertThat(unknown.err()).contains("no-such-run", "no such run");
        assertThat(ambiguous.code()).as(ambiguous.err()).isEqualTo(3);
        assertThat(ambiguous.err()).contains("several runs", runs.get(0), runs.get(1));
        assertThat(missing.code()).as(missing.err()).isEqualTo(2);
        assertThat(missing.err()).contains("RUN is missing");
      }
      assertThat(program.here("report", runs.get(0).substring(0, 20)).code()).isZero();
    }
  }

  @Test
  void usage_isCheckedBeforeAnythingIsAsked() throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      program.run("lw-migrate tts device " + KnownOrigin.id(0) + " > one.json");
      String id = program.run();
      origin.stack().clearOperations();

      Ended retire = program.here("retire", id);
      Ended format = program.here("report", id, "--format", "xml");
      Ended runs = program.here("runs", "--format", "csv");
      Ended export = program.here("export", id, "no-such-device");
      Ended flag = program.here("resume", id, "--", "--no-such-flag");

      assertThat(retire.code()).isEqualTo(2);
      assertThat(retire.err()).contains("--delete-source-device", "--disable-downlinks");
      assertThat(format.code()).isEqualTo(2);
      assertThat(format.err()).contains("table, json, csv");
      assertThat(runs.code()).isEqualTo(2);
      assertThat(export.code()).isEqualTo(1);
      assertThat(export.err()).contains("not written no-such-device", "0 devices written");
      assertThat(flag.code()).isEqualTo(2);
      assertThat(flag.err()).contains("--no-such-flag");
      assertThat(origin.stack().operations()).isEmpty();
    }
  }

  @Test
  void runThatIsHeld_canBeLookedAt_butNotBeTakenUp() throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      Hold hold = origin.stack().faults().on("NsEndDeviceRegistry/Set").held();
      PackagedProgram other =
          new PackagedProgram(directory.resolve("other"))
              .environment(origin.environment())
              .environment(Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
      Process run = program.start("exec " + EXPORT + " > devices.json");
      try {
        assertThat(hold.awaitReached(Duration.ofMinutes(1))).isTrue();
        String id = program.run();

        for (String command : List.of("resume ", "rollback ", "retire --delete-source-device ")) {
          Ended held = other.run("lw-migrate " + command + id + " > held.json");
          assertThat(held.code()).as(held.err()).isEqualTo(3);
          assertThat(held.err()).contains(id, "in use by another process", "" + run.pid());
        }
        Ended report = other.run("lw-migrate report " + id + " --format csv");
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(report.out().lines()).hasSize(DEVICES + 1);
        hold.release();
        assertThat(run.waitFor()).isZero();
      } finally {
        run.destroyForcibly();
      }
      assertThat(Outputs.ids(Files.readString(program.file("devices.json"))))
          .isEqualTo(origin.ids());
    }
  }

  /** Other processes see arguments; the journal must not keep what was among them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lw-migrate tts application my-app --app-api-key KEY --delete-source-device",
        "lw-migrate application my-app --source ttnv3 --ttnv3.app-api-key=KEY"
            + " --ttnv3.delete-source-device",
        "lw-migrate application --tts.app-api-key KEY --source tts my-app"
            + " --tts.delete-source-device"
      })
  void credential_isNotKept_andGivenAnewBehindTwoHyphens(String line) throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin).environment(Map.of("TTS_APP_API_KEY", ""));
      String id = killed(program, origin, line.replace("KEY", origin.token()) + " > devices.json");
      Path key = Files.writeString(program.file("key.txt"), origin.token() + "\n");

      Ended without = program.run("lw-migrate resume " + id + " > devices.json");
      String prefix = line.contains("--source") ? "--ttnv3." : "--";
      Ended with =
          program.run(
              "lw-migrate resume "
                  + id
                  + " -- "
                  + prefix
                  + "app-api-key-file "
                  + key
                  + " > devices.json");

      assertThat(without.code()).as(without.err()).isEqualTo(2);
      assertThat(without.err()).contains("app-api-key", "TTS_APP_API_KEY");
      assertThat(with.code()).as(with.err()).isZero();
      assertThat(Outputs.ids(Files.readString(program.file("devices.json"))))
          .isEqualTo(origin.ids());
      assertThat(origin.registered()).isEmpty();
      assertHoldsNot(program, origin.token());
      assertThat(without.err() + with.err()).doesNotContain(origin.token());
    }
  }

  private static void assertHoldsNot(PackagedProgram program, String secret) throws Exception {
    try (Stream<Path> files = Files.list(program.journals())) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret))
            .as("%s holds the credential", file)
            .isFalse();
      }
    }
  }

  @Test
  void runIsResumed_fromAnotherDirectory_withAnotherEnvironment() throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      Files.writeString(program.file("ids.csv"), KnownOrigin.id(0) + ",first\n");
      String id =
          killed(
              program,
              origin,
              EXPORT + " --delete-source-device --output devices.json --id-map ids.csv");
      PackagedProgram elsewhere =
          new PackagedProgram(Files.createDirectory(directory.resolve("elsewhere")))
              .environment(
                  Map.of(
                      "XDG_STATE_HOME",
                      directory.resolve("state").toString(),
                      "TTS_APP_API_KEY",
                      origin.token(),
                      "TTS_APP_ID",
                      "another-app"));

      Ended resumed = elsewhere.run("lw-migrate resume " + id);

      assertThat(resumed.code()).as(resumed.err()).isZero();
      List<String> expected = new ArrayList<>(origin.ids());
      expected.set(0, "first");
      assertThat(Outputs.ids(Files.readString(program.file("devices.json")))).isEqualTo(expected);
      assertThat(elsewhere.file("devices.json")).doesNotExist();
    }
  }

  @Test
  void idsFromStandardInput_areNotNeededAgain_onceAllAreListed() throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      String first = KnownOrigin.id(0);
      Files.writeString(program.file("ids.txt"), first + "\n" + KnownOrigin.id(2) + "\n");
      String id =
          killed(
              program,
              origin,
              "lw-migrate tts devices --delete-source-device < ids.txt > devices.json");

      Ended resumed = program.run("lw-migrate resume " + id + " > devices.json");

      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(Outputs.ids(Files.readString(program.file("devices.json"))))
          .containsExactly(first, KnownOrigin.id(2));
      Ended back = program.run("lw-migrate rollback " + id + " " + first);
      assertThat(back.code()).as(back.err()).isZero();
      assertThat(origin.registered()).containsKey(first).doesNotContainKey(KnownOrigin.id(2));
    }
  }

  @Test
  void idsFromStandardInput_areNeededAgain_whereTheListingHadNotEnded() throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin).environment(Map.of("TTS_APP_ID", ""));
      Files.writeString(program.file("apps.txt"), "my-app\n");
      KilledProcess run = new KilledProcess();
      origin.stack().faults().on("EndDeviceRegistry/List").before(run::kill);
      String line = "lw-migrate tts application --no-session < apps.txt > devices.json";
      assertThat(run.start(program, line).await()).isEqualTo(KilledProcess.KILLED);

      Ended resumed = program.run("lw-migrate resume " + program.run() + " > devices.json");

      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(Outputs.ids(Files.readString(program.file("devices.json"))))
          .isEqualTo(origin.ids());
    }
  }

  @Test
  void nextStart_namesUnfinishedRuns_andThePartialFile() throws Exception {
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      String line = EXPORT + " --no-session --output devices.json";
      KilledProcess run = new KilledProcess();
      origin
          .stack()
          .faults()
          .on("NsEndDeviceRegistry/Set")
          .device(KnownOrigin.id(0))
          .before(run::kill);
      assertThat(run.start(program, line).await()).isEqualTo(KilledProcess.KILLED);
      String id = program.run();

      Ended again = program.run(line);
      Ended elsewhere = program.run("lw-migrate tts device " + KnownOrigin.id(1) + " > other.json");

      assertThat(again.code()).isEqualTo(2);
      assertThat(again.err()).contains("devices.json.partial", "--overwrite", "resume " + id);
      assertThat(elsewhere.err()).contains("resume " + id, "rollback " + id, "report " + id);
      assertThat(program.here("runs").out()).contains(id, "unfinished");
      Ended resumed = program.run("lw-migrate resume " + id);
      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(program.run(EXPORT + " > none.json").err()).doesNotContain("resume " + id);
    }
  }

  @Test
  void reports_tellEveryDevice_inThreeForms_andNoKey() throws Exception {
    try (KnownOrigin origin = origin()) {
      origin.invalidated(3);
      PackagedProgram program = program(origin);
      Ended export = program.run(EXPORT + " --no-session");
      String id = program.run();

      Ended table = program.run("lw-migrate report " + id);
      Ended json = program.run("lw-migrate report " + id + " --format json");
      Ended csv = program.run("lw-migrate report " + id + " --format csv");
      Ended runs = program.run("lw-migrate runs --format json");

      for (Ended ended : List.of(table, json, csv, runs)) {
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        Matcher key = KEY.matcher(export.out());
        while (key.find()) {
          assertThat(ended.out().contains(key.group(1))).as("a key is shown").isFalse();
        }
      }
      assertThat(table.out()).contains(origin.ids());
      List<JsonObject> devices =
          json.out().lines().map(each -> JsonParser.parseString(each).getAsJsonObject()).toList();
      assertThat(devices).hasSize(DEVICES);
      assertThat(devices.get(3).get("verdict").getAsString()).isEqualTo("rejected");
      assertThat(devices.get(4).get("index").getAsInt()).isEqualTo(4);
      assertThat(csv.out().lines()).hasSize(DEVICES + 1);
      JsonObject run = JsonParser.parseString(runs.out()).getAsJsonObject();
      assertThat(run.get("run").getAsString()).isEqualTo(id);
      assertThat(run.get("state").getAsString()).isEqualTo("ended");
      assertThat(run.getAsJsonObject("devices").get("rejected").getAsInt()).isEqualTo(1);
      assertThat(run.getAsJsonObject("devices").get("done").getAsInt()).isEqualTo(DEVICES - 1);
    }
  }

  /** Counters and nonces go on at the target while the origin has no device. */
  @Test
  void rollback_goesOnWithWhatTheTargetHasReached() throws Exception {
    String device = KnownOrigin.id(0);
    try (KnownOrigin origin = origin()) {
      Map<StackServer, EndDevice> before = origin.registered(device);
      PackagedProgram program = program(origin);
      Ended export =
          program.run(
              "lw-migrate tts device " + device + " --dev-id-prefix north --delete-source-device");
      assertThat(export.code()).as(export.err()).isZero();
      EndDevice network =
          before.getOrDefault(StackServer.NETWORK_SERVER, EndDevice.getDefaultInstance());
      int downlinks = network.getSession().getLastNFCntDown() + 100;
      JsonObject latest = JsonParser.parseString(export.out()).getAsJsonObject();
      latest.getAsJsonObject("session").addProperty("last_n_f_cnt_down", downlinks);
      latest.addProperty("last_join_nonce", 1_000);
      latest.addProperty("last_dev_nonce", 2_000);
      Files.writeString(program.file("latest.json"), latest + "\n");

      Ended back = program.run("lw-migrate rollback " + program.run() + " --latest latest.json");

      assertThat(back.code()).as(back.err()).isZero();
      assertThat(back.err()).contains("1 put back");
      Map<StackServer, EndDevice> now = origin.registered(device);
      assertThat(now.keySet()).isEqualTo(before.keySet());
      assertThat(Journals.keys(now)).isEqualTo(Journals.keys(before));
      assertThat(now.values())
          .anyMatch(held -> held.getSession().getLastNFCntDown() == downlinks)
          .anyMatch(held -> held.getLastJoinNonce() == 1_000 && held.getLastDevNonce() == 2_000);
    }
  }

  @Test
  void journals_areTheOwnersAlone_whereTheUserKeepsState() throws Exception {
    assumeTrue(PackagedProgram.isLasting(directory), "a directory on a disk");
    try (KnownOrigin origin = origin()) {
      PackagedProgram program =
          program(origin).environment(Map.of("XDG_STATE_HOME", "", "HOME", directory + "/home"));

      program.run(EXPORT + " > devices.json");

      Path runs = directory.resolve("home/.local/state/lw-migrate");
      try (Stream<Path> files = Files.list(runs)) {
        assertThat(files.toList())
            .isNotEmpty()
            .allSatisfy(
                file ->
                    assertThat(Files.getPosixFilePermissions(file))
                        .as("who may read %s", file)
                        .allMatch(permission -> permission.name().startsWith("OWNER")));
      }
      assertThat(Files.getPosixFilePermissions(runs))
          .allMatch(permission -> permission.name().startsWith("OWNER"));
    }
  }
}
