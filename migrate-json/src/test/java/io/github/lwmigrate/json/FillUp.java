package io.github.lwmigrate.json;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Sink;
import java.nio.file.Path;

/** A process of its own that stores devices until the system takes no more. */
final class FillUp {

  private FillUp() {}

  public static void main(String[] args) {
    try (Sink sink = JsonFileSink.of(Path.of(args[0]))) {
      long stored = 0;
      try {
        for (; stored < 1000; stored++) {
          sink.store(
              Devices.delivery(stored, "device-" + stored), Devices.STEPS, Call.standalone());
        }
      } catch (MigrationException e) {
        System.out.println(stored + " " + e.getMessage());
      }
      sink.finish(new Completion(false, stored, 1));
    }
  }
}
