package io.github.lwmigrate.json;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.testkit.SourceContract;
import io.github.lwmigrate.testkit.SourceFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

class JsonSourceContractTest extends SourceContract {

  private static final String KEYS =
      ",\"root_keys\":{\"app_key\":{\"key\":\"00112233445566778899AABBCCDDEEFF\"}}}";

  @TempDir private Path folder = Path.of("");

  @Override
  protected SourceFixture fixture() throws IOException {
    List<EndDevice> devices =
        IntStream.range(0, 120)
            .mapToObj(
                i -> {
                  String json = Devices.json("dev-" + i).replace("wells", "app-" + i % 2);
                  return DeviceJson.read(json.substring(0, json.length() - 1) + KEYS);
                })
            .toList();
    Path file = folder.resolve("devices.json");
    Files.write(file, devices.stream().map(DeviceJson::write).toList());
    return new SourceFixture() {
      @Override
      public Source open() {
        return JsonSource.of(file);
      }

      @Override
      public List<DeviceRef> devices() {
        return devices.stream().map(EndDevice::ref).toList();
      }

      @Override
      public Optional<EndDevice> expected(DeviceRef device) {
        return devices.stream().filter(each -> each.ref().equals(device)).findFirst();
      }

      @Override
      public Optional<Source> openFailing() {
        InputStream closed = InputStream.nullInputStream();
        try {
          closed.close();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        return Optional.of(
            JsonSource.of(
                new SequenceInputStream(closed, InputStream.nullInputStream()),
                "a closed stream",
                ReadOptions.strict()));
      }
    };
  }
}
