package io.github.lwmigrate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.device.EndDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagDevicesTest {

  @TempDir private Path directory;

  @Test
  void tag_devicesThatTheMapNames_othersStayAsTheyAreWithAFinding() throws IOException {
    Path json = directory.resolve("devices.json");
    Path tagged = directory.resolve("tagged.json");
    try (SimulatedApplication application = new SimulatedApplication(2)) {
      ExportApplication.export(application.source(), json);
    }
    List<EndDevice> before = SimulatedApplication.read(json);

    MigrationReport report =
        TagDevices.tag(json, tagged, Map.of(before.get(0).deviceId(), "town hall"));

    assertThat(report.isComplete()).as(report.findings().toString()).isTrue();
    List<EndDevice> after = SimulatedApplication.read(tagged);
    assertThat(after.get(0).toProto().getAttributesMap()).containsEntry("building", "town hall");
    assertThat(after.get(1)).isEqualTo(before.get(1));
    assertThat(report.outcomes().get(1).findings())
        .extracting(finding -> finding.code())
        .contains("building-unknown");
  }
}
