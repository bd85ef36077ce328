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
class ManyDevicesIT {

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
}
