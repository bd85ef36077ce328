package io.github.lwmigrate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.device.EndDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicePagesTest {

  @TempDir private Path directory;

  @Test
  void write_aPageForEachDevice() throws IOException {
    Path json = directory.resolve("devices.json");
    Path pages = directory.resolve("pages");
    try (SimulatedApplication application = new SimulatedApplication(5)) {
      ExportApplication.export(application.source(), json);
    }

    MigrationReport report = DevicePages.write(json, pages);

    assertThat(report.isComplete()).as(report.findings().toString()).isTrue();
    for (EndDevice device : SimulatedApplication.read(json)) {
      assertThat(Files.readString(pages.resolve(device.deviceId() + ".md")))
          .startsWith("# " + device.deviceId())
          .contains("Activation: " + device.activation());
    }
  }

  @Test
  void write_whereNothingCanBeWritten_failsTheDeviceWithTheRemedy() throws IOException {
    Path json = directory.resolve("devices.json");
    try (SimulatedApplication application = new SimulatedApplication(1)) {
      ExportApplication.export(application.source(), json);
    }

    MigrationReport report = DevicePages.write(json, json);

    assertThat(report.failure().orElseThrow()).hasMessageContaining("choose another directory");
  }
}
