package io.github.lwmigrate.examples;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.testkit.SourceContract;
import io.github.lwmigrate.testkit.SourceFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The rules of every source, kept by {@link CsvSource}. */
class CsvSourceContractTest extends SourceContract {

  @TempDir private Path directory;

  @Override
  protected SourceFixture fixture() throws IOException {
    Path csv =
        Files.writeString(
            directory.resolve("devices.csv"),
            """
            device_id,dev_eui,join_eui,app_key,frequency_plan_id
            meter-1,70B3D57ED0000001,70B3D57ED0FFFFFF,2B7E151628AED2A6ABF7158809CF4F3C,EU_863_870_TTN
            meter-2,70B3D57ED0000002,70B3D57ED0FFFFFF,3B7E151628AED2A6ABF7158809CF4F3C,EU_863_870_TTN
            meter-3,70B3D57ED0000003,70B3D57ED0FFFFFF,4B7E151628AED2A6ABF7158809CF4F3C,EU_863_870_TTN
            """);
    return new SourceFixture() {
      @Override
      public Source open() {
        return CsvSource.of(csv);
      }

      @Override
      public List<DeviceRef> devices() {
        return List.of(
            DeviceRef.ofDevice("meter-1"),
            DeviceRef.ofDevice("meter-2"),
            DeviceRef.ofDevice("meter-3"));
      }
    };
  }
}
