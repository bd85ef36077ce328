package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.PackagedProgram.Ended;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes on with a run, or undoes it, is killed too; and runs whose output is being read. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
@Execution(ExecutionMode.CONCURRENT)
class KilledAgainIT {

  private static final long SEED = 1;
  private static final int DEVICES = 8;
  private static final int MANY = 90;
  private static final String EXPORT = "lw-migrate tts application my-app";
  private static final String DELETING = EXPORT + " --delete-source-device";

  @TempDir Path directory;

  private PackagedProgram program(KnownOrigin origin) {
    return new PackagedProgram(directory).environment(origin.environment());
  }

  private static int killed(PackagedProgram program, KilledProcess process, String line)
      throws Exception {
    return process.start(program, line).await();
  }

  @Test
  void resumeIsKilled_andResumed() throws Exception {
    try (KnownOrigin origin = KnownOrigin.start(SEED, DEVICES);
        KnownOrigin other = KnownOrigin.start(SEED, DEVICES)) {
      PackagedProgram program = program(origin);
      KilledProcess run = new KilledProcess();
      origin.stack().faults().on("NsEndDeviceRegistry/Delete").after(run::kill);
      assertThat(killed(program, run, DELETING + " --output devices.json"))
          .isEqualTo(KilledProcess.KILLED);
      String id = program.run();
      KilledProcess resumed = new KilledProcess();
      origin.stack().faults().on("JsEndDeviceRegistry/Delete").fromCall(3).after(resumed::kill);

      assertThat(killed(program, resumed, "lw-migrate resume " + id))
          .isEqualTo(KilledProcess.KILLED);
      Ended ended = program.run("lw-migrate resume " + id);

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(origin.registered()).isEmpty();
      assertThat(Outputs.shown(Files.readString(program.file("devices.json"))))
          .isEqualTo(Outputs.shown(undisturbed(other, DELETING)));
    }
  }

  private String undisturbed(KnownOrigin origin, String line) throws Exception {
    return new PackagedProgram(directory.resolve("undisturbed"))
        .environment(origin.environment())
        .run(line)
        .out();
  }

  @Test
  void retireIsKilled_andRepeated() throws Exception {
    try (KnownOrigin origin = KnownOrigin.start(SEED, DEVICES)) {
      PackagedProgram program = program(origin);
      String exported = program.run(EXPORT).out();
      String id = program.run();
      KilledProcess retire = new KilledProcess();
      origin.stack().faults().on("AsEndDeviceRegistry/Delete").fromCall(4).after(retire::kill);

      assertThat(killed(program, retire, "lw-migrate retire " + id + " --delete-source-device"))
          .isEqualTo(KilledProcess.KILLED);
      assertThat(Outputs.shown(program.here("export", id).out()))
          .isEqualTo(Outputs.shown(exported));
      Ended ended = program.run("lw-migrate retire " + id + " --delete-source-device");

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(origin.registered()).isEmpty();
      assertThat(Outputs.shown(program.here("export", id).out()))
          .isEqualTo(Outputs.shown(exported));
    }
  }

  @Test
  void rollbackIsKilled_andRepeated() throws Exception {
    try (KnownOrigin origin = KnownOrigin.start(SEED, DEVICES);
        KnownOrigin other = KnownOrigin.start(SEED, DEVICES)) {
      var before = origin.registered();
      PackagedProgram program = program(origin);
      program.run(DELETING);
      String id = program.run();
      KilledProcess rollback = new KilledProcess();
      origin.stack().faults().on("NsEndDeviceRegistry/Set").fromCall(3).after(rollback::kill);

      assertThat(killed(program, rollback, "lw-migrate rollback " + id))
          .isEqualTo(KilledProcess.KILLED);
      Ended ended = program.run("lw-migrate rollback " + id);

      assertThat(ended.code()).as(ended.err()).isZero();
      PackagedProgram undisturbed =
          new PackagedProgram(directory.resolve("undisturbed")).environment(other.environment());
      undisturbed.run(DELETING);
      assertThat(undisturbed.run("lw-migrate rollback " + undisturbed.run()).code()).isZero();
      assertThat(KnownOrigin.differences(other.registered(), origin.registered())).isEmpty();
      origin
          .registered()
          .forEach(
              (device, held) ->
                  assertThat(Journals.keys(held))
                      .isEqualTo(Journals.keys(before.getOrDefault(device, Map.of()))));
      assertThat(origin.registered().keySet()).isEqualTo(before.keySet());
    }
  }

  @Test
  void rollbackOfAKilledRun_putsBackWhatWasFrozen() throws Exception {
    try (KnownOrigin origin = KnownOrigin.start(SEED, DEVICES)) {
      var before = origin.registered();
      PackagedProgram program = program(origin);
      KilledProcess run = new KilledProcess();
      origin.stack().faults().on("NsEndDeviceRegistry/Set").fromCall(4).after(run::kill);
      assertThat(killed(program, run, EXPORT + " > devices.json")).isEqualTo(KilledProcess.KILLED);
      String id = program.run();
      assertThat(KnownOrigin.differences(before, origin.registered())).isNotEmpty();

      Ended ended = program.run("lw-migrate rollback " + id);

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(KnownOrigin.differences(before, origin.registered()))
          .allMatch(difference -> difference.endsWith(" updated_at"));
      assertThat(program.here("runs", "--format", "json").out()).contains("\"state\":\"ended\"");
      assertThat(program.run(EXPORT + " > devices.json").err()).doesNotContain("resume");
    }
  }

  /** The pipe takes less than the devices, so the program waits for a reader in some line. */
  @ParameterizedTest
  @CsvSource({"'',0", "'',7", "--no-session,3", "--no-session,25"})
  void runIsKilled_whileItsReaderReads(String flags, int lines) throws Exception {
    String line = DELETING + " " + flags;
    try (KnownOrigin origin = KnownOrigin.start(SEED, MANY);
        KnownOrigin other = KnownOrigin.start(SEED, MANY)) {
      var before = origin.registered();
      PackagedProgram program = program(origin);
      Process process =
          program
              .builder("exec " + line)
              .redirectError(program.file("err.txt").toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      List<String> read = new ArrayList<>();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        while (read.size() < lines) {
          read.add(reader.readLine());
        }
        if (lines == 0) {
          assertThat(process.getInputStream().read()).isEqualTo('{');
        }
        process.destroyForcibly().onExit().join();
      }
      var now = origin.registered();
      Map<String, String> recorded =
          Outputs.byId(program.here("export", program.run()).out().lines().toList());

      Ended ended = program.run("lw-migrate resume " + program.run());

      List<String> expected = undisturbed(other, line).lines().toList();
      assertThat(Outputs.shown(read)).isEqualTo(Outputs.shown(expected.subList(0, lines)));
      before.forEach(
          (device, held) -> {
            if (!held.equals(now.get(device))) {
              assertThat(recorded).containsKey(device);
            }
          });
      assertThat(Outputs.byId(expected)).containsAllEntriesOf(recorded);
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(Outputs.shown(ended.out())).isEqualTo(Outputs.shown(expected));
      assertThat(origin.registered()).isEmpty();
    }
  }
}
