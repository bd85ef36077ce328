package io.github.lwmigrate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Progress;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectedDevicesTest {

  @TempDir private Path directory;

  @Test
  void export_onlyTheNamedDevices_changedByThePolicy() throws IOException {
    Path json = directory.resolve("devices.json");
    List<Progress> heard = new ArrayList<>();
    try (SimulatedApplication application = new SimulatedApplication(10)) {
      List<String> ids = new ArrayList<>();
      application.source().list(Selection.all(), listed -> ids.add(id(listed)), Call.standalone());
      List<String> chosen = List.of(ids.get(7), "no-such-device", ids.get(2));

      MigrationReport report =
          SelectedDevices.export(application.source(), chosen, json, heard::add);

      assertThat(report.outcomes())
          .extracting(Outcome::status)
          .containsExactly(Status.DONE, Status.REJECTED, Status.DONE);
      assertThat(report.outcomes())
          .extracting(Outcome::origin)
          .extracting(DeviceRef::deviceId)
          .containsExactlyElementsOf(chosen);
      assertThat(SimulatedApplication.read(json))
          .extracting(EndDevice::deviceId)
          .containsExactly("berlin-" + ids.get(7), "berlin-" + ids.get(2));
      assertThat(SimulatedApplication.read(json))
          .extracting(EndDevice::frequencyPlanId)
          .contains("EU_863_870")
          .doesNotContain("EU_863_870_TTN");
    }
    assertThat(heard).extracting(Progress::finished).containsExactly(1L, 2L, 3L);
  }

  private static String id(Listed listed) {
    return listed.ref().deviceId();
  }
}
