package io.github.lwmigrate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.DeviceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckFileTest {

  @TempDir private Path directory;

  @Test
  void check_findsWhatAnImportWouldRefuse() throws IOException {
    Path json = directory.resolve("devices.json");
    try (SimulatedApplication application = new SimulatedApplication(2)) {
      ExportApplication.export(application.source(), json);
    }
    List<EndDevice> devices = SimulatedApplication.read(json);
    Files.writeString(
        json,
        DeviceJson.write(devices.get(0))
            + "\n"
            + DeviceJson.write(devices.get(1).withDeviceId("Not An Id"))
            + "\nnot a device\n");

    MigrationReport report = CheckFile.check(json);

    assertThat(report.outcomes())
        .extracting(Outcome::status)
        .containsExactly(Status.PLANNED, Status.REJECTED, Status.REJECTED);
    assertThat(report.outcomes().get(1).findings())
        .filteredOn(finding -> finding.severity() == Severity.ERROR)
        .extracting(finding -> finding.field())
        .contains("ids.device_id");
  }
}
