package io.github.lwmigrate.json;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.testkit.SinkContract;
import io.github.lwmigrate.testkit.SinkFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class JsonStreamSinkContractTest extends SinkContract {

  @Override
  protected SinkFixture fixture() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new SinkFixture() {
      @Override
      public Sink open() {
        return JsonStreamSink.to(bytes);
      }

      @Override
      public List<EndDevice> stored() {
        List<EndDevice> devices = new ArrayList<>();
        try (DeviceJsonReader reader =
            DeviceJsonReader.of(new ByteArrayInputStream(bytes.toByteArray()))) {
          for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            devices.add(next.get().device());
          }
        }
        return devices;
      }

      @Override
      public boolean resumes() {
        return false;
      }

      @Override
      public Optional<Sink> openFailing() throws IOException {
        return Optional.of(JsonStreamSink.to(new PipedOutputStream()));
      }
    };
  }
}
