package io.github.lwmigrate.examples;

import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.DeviceJsonReader;
import io.github.lwmigrate.json.JsonDevice;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.source.ttnv3.TtnV3Source;
import io.github.lwmigrate.spi.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** An application with devices on simulated servers, and a look into what was exported from it. */
final class SimulatedApplication implements AutoCloseable {

  private static final String ID = "my-app";

  private final SimulatedThingsStack stack;
  private final TtnV3Source source;

  SimulatedApplication(int devices) {
    stack = SimulatedThingsStack.builder().application(ID, Fleet.seeded(7, devices)).start();
    String key = stack.apiKey(ID).token();
    source =
        TtnV3Source.builder()
            .address(stack.address())
            .plaintext()
            .application(ID, () -> key)
            .build();
  }

  TtnV3Source source() {
    return source;
  }

  /** How many devices the origin has. */
  long devices() {
    AtomicLong devices = new AtomicLong();
    source.list(Selection.all(), listed -> devices.incrementAndGet(), Call.standalone());
    return devices.get();
  }

  static List<EndDevice> read(Path file) throws IOException {
    List<EndDevice> devices = new ArrayList<>();
    try (DeviceJsonReader reader = DeviceJsonReader.of(Files.newInputStream(file))) {
      for (Optional<JsonDevice> next = reader.next(); next.isPresent(); next = reader.next()) {
        devices.add(next.get().device());
      }
    }
    return devices;
  }

  @Override
  public void close() {
    source.close();
    stack.close();
  }
}
