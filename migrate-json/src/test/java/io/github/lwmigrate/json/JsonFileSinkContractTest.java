package io.github.lwmigrate.json;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.testkit.SinkContract;
import io.github.lwmigrate.testkit.SinkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class JsonFileSinkContractTest extends SinkContract {

  @TempDir private Path folder = Path.of("");

  @Override
  protected SinkFixture fixture() {
    Path file = folder.resolve("devices.json");
    Path partial = folder.resolve("devices.json.partial");
    return new SinkFixture() {
      @Override
      public Sink open() {
        return JsonFileSink.of(file);
      }

      @Override
      public List<EndDevice> stored() throws IOException {
        List<EndDevice> devices = new ArrayList<>();
        for (Path path : List.of(file, partial)) {
          if (Files.exists(path)) {
            for (String line : Files.readAllLines(path)) {
              devices.add(DeviceJson.read(line));
            }
          }
        }
        return devices;
      }

      @Override
      public boolean resumes() {
        return false;
      }

      @Override
      public Optional<Boolean> looksComplete() {
        return Optional.of(Files.exists(file));
      }

      @Override
      public Optional<Sink> openFailing() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Sink sink = JsonFileSink.of(gone.resolve("devices.json"));
        Files.delete(gone);
        return Optional.of(sink);
      }
    };
  }
}
