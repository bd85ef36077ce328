package io.github.lwmigrate.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.device.JoinEui;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCsvTest {

  private static final String KEY = "2B7E151628AED2A6ABF7158809CF4F3C";
  private static final String HEADINGS = "device_id,dev_eui,join_eui,app_key,frequency_plan_id\n";

  @TempDir private Path directory;

  @Test
  void export_everyLine_asDeviceThatJoins() throws IOException {
    Path csv =
        file(
            "meter-1,70B3D57ED0000001,70B3D57ED0FFFFFF,"
                + KEY
                + ",EU_863_870_TTN\n"
                + "meter-2,70B3D57ED0000002,70B3D57ED0FFFFFF,"
                + KEY
                + ",EU_863_870_TTN\n");
    Path json = directory.resolve("devices.json");

    MigrationReport report = ExportCsv.export(csv, json);

    assertThat(report.isComplete()).as(report.findings().toString()).isTrue();
    assertThat(report.count(Status.DONE)).isEqualTo(2);
    List<EndDevice> devices = SimulatedApplication.read(json);
    assertThat(devices).extracting(EndDevice::deviceId).containsExactly("meter-1", "meter-2");
    EndDevice second = devices.get(1);
    assertThat(second.devEui()).contains(DevEui.of("70B3D57ED0000002"));
    assertThat(second.joinEui()).contains(JoinEui.of("70B3D57ED0FFFFFF"));
    assertThat(second.rootKeys().orElseThrow().appKey()).contains(AesKey.of(KEY));
  }

  @Test
  void open_wrongLines_areNamedAllAtOnceWithoutTheKey() throws IOException {
    Path csv =
        file(
            "meter-1,70B3D57ED0000001,70B3D57ED0FFFFFF,"
                + KEY
                + "FF,EU_863_870_TTN\n"
                + "meter-2,70B3D57ED0000002\n"
                + "meter-3,70B3D57ED0000003,70B3D57ED0FFFFFF,"
                + KEY
                + ",EU_863_870_TTN\n"
                + "meter-3,70B3D57ED0000004,70B3D57ED0FFFFFF,"
                + KEY
                + ",EU_863_870_TTN\n");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ExportCsv.export(csv, directory.resolve("devices.json")))
        .satisfies(e -> assertThat(e.problems()).hasSize(3))
        .withMessageContaining("line 2")
        .withMessageContaining("line 3: expected 5 columns, found 2")
        .withMessageContaining("line 5: device meter-3 is there twice")
        .withMessageNotContainingAny(KEY);
  }

  @Test
  void select_namedDevicesInTheirOrder_andNoApplications() throws IOException {
    Path csv =
        file(
            "meter-1,70B3D57ED0000001,70B3D57ED0FFFFFF,"
                + KEY
                + ",EU_863_870_TTN\n"
                + "meter-2,70B3D57ED0000002,70B3D57ED0FFFFFF,"
                + KEY
                + ",EU_863_870_TTN\n");
    Migration migration =
        Migration.from(CsvSource.of(csv)).policy(MigrationPolicy.withoutSession().build()).build();

    assertThat(migration.plan(Selection.deviceIds(List.of("meter-2", "meter-9"))).outcomes())
        .extracting(Outcome::status)
        .containsExactly(Status.PLANNED, Status.REJECTED);
    assertThat(migration.plan(Selection.applications("other")).failure()).isPresent();
  }

  private Path file(String lines) throws IOException {
    return Files.writeString(directory.resolve("devices.csv"), HEADINGS + lines);
  }
}
