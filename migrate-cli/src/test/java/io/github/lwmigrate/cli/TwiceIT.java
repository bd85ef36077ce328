package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.PackagedProgram.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are repeated, with and without the journals of what was done before. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
class TwiceIT {

  private static final long SEED = 5;
  private static final String EXPORT = "ttn-lw-migrate application --source ttnv3 my-app";
  private static final String DELETING = EXPORT + " --ttnv3.delete-source-device";

  @TempDir Path directory;

  private PackagedProgram program(KnownOrigin origin) {
    return new PackagedProgram(directory).environment(origin.environment());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 120})
  void deletingAgain_findsNothing_andNamesTheRunThatIsKnown(int devices) throws Exception {
    try (KnownOrigin origin = KnownOrigin.start(SEED, devices)) {
      PackagedProgram program = program(origin);
      Ended first = program.run(DELETING + " > devices.json");
      assertThat(first.code()).as(first.err()).isZero();

      String id = program.run();
      Ended again = program.run(DELETING);
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out()).isEmpty();
      assertThat(program.run()).as("a run in which nothing happens is not kept").isEqualTo(id);
      Ended one =
          program.run(
              "ttn-lw-migrate device --source ttnv3 "
                  + KnownOrigin.id(3)
                  + " --ttnv3.delete-source-device");
      assertThat(one.code()).as(one.err()).isZero();
      assertThat(one.out()).isEmpty();
      assertThat(one.err()).contains(id, "1 deleted");
      Ended without =
          new PackagedProgram(directory.resolve("elsewhere"))
              .environment(origin.environment())
              .run(
                  "ttn-lw-migrate device --source ttnv3 "
                      + KnownOrigin.id(3)
                      + " --ttnv3.delete-source-device");
      assertThat(without.code()).isEqualTo(1);
      assertThat(without.out()).isEmpty();
      assertThat(without.err()).contains("device-not-found");
    }
  }

  /** What it has written is not complete, and would be lost if the same command began anew. */
  @Test
  void deletingAgain_afterARunThatWasKilled_pointsToThatRun() throws Exception {
    try (KnownOrigin origin = KnownOrigin.start(SEED, 8)) {
      PackagedProgram program = program(origin);
      KilledProcess run = new KilledProcess();
      origin.stack().faults().on("NsEndDeviceRegistry/Delete").before(run::kill);
      String line = DELETING + " --output devices.json";
      assertThat(run.start(program, line).await()).isEqualTo(KilledProcess.KILLED);
      String id = program.run();
      var before = origin.registered();

      Ended again = program.run(line);

      assertThat(again.code()).as(again.err()).isEqualTo(2);
      assertThat(again.err()).contains("in the middle of", "resume " + id, "rollback " + id);
      assertThat(KnownOrigin.differences(before, origin.registered())).isEmpty();
      assertThat(program.run()).isEqualTo(id);
      Ended resumed = program.run("lw-migrate resume " + id);
      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(Outputs.ids(Files.readString(program.file("devices.json"))))
          .isEqualTo(origin.ids());
      assertThat(origin.registered()).isEmpty();
    }
  }

  /** Downlinks are off at the origin by then, which must not travel. */
  @ParameterizedTest
  @ValueSource(ints = {120, 2_500})
  void secondExport_isThatOfTheFirst_andNamesTheRunThatIsKnown(int devices) throws Exception {
    String line = EXPORT + " --ttnv3.no-session";
    try (KnownOrigin origin = KnownOrigin.start(SEED, devices)) {
      PackagedProgram program = program(origin);
      Ended first = program.run(line);
      String run = program.run();

      PackagedProgram elsewhere =
          new PackagedProgram(directory.resolve("elsewhere")).environment(origin.environment());
      Ended without = elsewhere.run(line);
      Ended with = program.run(line);

      assertThat(first.code()).as(first.err()).isZero();
      for (Ended second : List.of(without, with)) {
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(Outputs.ids(second.out())).isEqualTo(origin.ids());
        assertThat(second.out().contains("schedule_downlinks")).isFalse();
        assertThat(Outputs.byId(second.out().lines().toList()))
            .isEqualTo(Outputs.byId(first.out().lines().toList()));
      }
      assertThat(with.err()).contains("known-run", run);
      assertThat(without.err()).doesNotContain("known-run");

      Ended deleted = program.run(DELETING);

      assertThat(deleted.code()).as(deleted.err()).isZero();
      assertThat(deleted.out()).isEmpty();
      assertThat(origin.registered()).isEmpty();
    }
  }
}
