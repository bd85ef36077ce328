package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.PackagedProgram.Ended;
import io.github.lwmigrate.simulator.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications of more devices than are listed at once, or are in memory at once. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
class LargeRunIT {

  private static final long SEED = 5;
  private static final String EXPORT = "ttn-lw-migrate application --source ttnv3 my-app";

  @TempDir Path directory;

  private PackagedProgram program(KnownOrigin origin) {
    return new PackagedProgram(directory).environment(origin.environment());
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 2_500})
  void everyDeviceIsExportedOnce_andNoneIsLeft(int devices) throws Exception {
    try (KnownOrigin origin = KnownOrigin.start(SEED, devices)) {
      PackagedProgram program = program(origin);

      Ended ended = program.run(EXPORT + " --ttnv3.delete-source-device > devices.json");

      assertThat(ended.code()).as(ended.err()).isZero();
      String exported = Files.readString(program.file("devices.json"));
      assertThat(Outputs.ids(exported)).isEqualTo(origin.ids());
      assertThat(origin.registered()).isEmpty();
      assertListedBeforeAnythingIsChanged(origin, devices);

      String id = program.run();
      Ended again = program.run(EXPORT + " --ttnv3.delete-source-device");
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
    }
  }

  private static void assertListedBeforeAnythingIsChanged(KnownOrigin origin, int devices) {
    List<String> methods = origin.stack().operations().stream().map(Operation::method).toList();
    int first = methods.indexOf(origin.changes().get(0).method());
    assertThat(methods.subList(0, first).stream().filter("EndDeviceRegistry/List"::equals).count())
        .isGreaterThanOrEqualTo((devices + 999) / 1_000);
    assertThat(methods.subList(first, methods.lastIndexOf("EndDeviceRegistry/Delete")))
        .doesNotContain("EndDeviceRegistry/List");
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

      Ended deleted = program.run(EXPORT + " --ttnv3.delete-source-device");

      assertThat(deleted.code()).as(deleted.err()).isZero();
      assertThat(deleted.out()).isEmpty();
      assertThat(origin.registered()).isEmpty();
    }
  }
}
