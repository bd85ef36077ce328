package io.github.lwmigrate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportApplicationTest {

  @TempDir private Path directory;

  @Test
  void export_everyDevice_withoutSessionAndWithRootKeys() throws IOException {
    Path json = directory.resolve("devices.json");
    try (SimulatedApplication application = new SimulatedApplication(30)) {
      MigrationReport report = ExportApplication.export(application.source(), json);
      assertThat(report.isComplete()).as(report.findings().toString()).isTrue();
    }
    assertThat(SimulatedApplication.read(json))
        .hasSize(30)
        .filteredOn(device -> device.activation() == Activation.OTAA)
        .isNotEmpty()
        .allMatch(device -> device.session().isEmpty())
        .allMatch(device -> device.rootKeys().isPresent())
        .extracting(EndDevice::deviceId)
        .doesNotHaveDuplicates();
  }
}
