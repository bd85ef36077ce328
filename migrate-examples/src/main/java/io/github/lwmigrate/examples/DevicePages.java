package io.github.lwmigrate.examples;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.JsonSource;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.StepLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a page about each device of a file, without any key: a sink of one's own.
 *
 * <p>Arguments: a file of device JSON, and the directory of the pages.
 */
public final class DevicePages {

  private DevicePages() {}

  /**
   * Runs the example.
   *
   * @param args a file of device JSON, and the directory of the pages
   */
  public static void main(String[] args) {
    write(Path.of(args[0]), Path.of(args[1])).orThrow();
  }

  static MigrationReport write(Path devices, Path directory) {
    try (Source origin = JsonSource.of(devices);
        Sink pages = new PageSink(directory)) {
      return Migration.from(origin)
          .to(pages)
          .policy(MigrationPolicy.withSession().leaveOriginLive().build())
          .build()
          .run(Selection.all());
    }
  }

  /** Writes one file for each device; storing a device again replaces its page. */
  static final class PageSink implements Sink {
    private final Path directory;

    PageSink(Path directory) {
      this.directory = directory;
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      EndDevice device = delivery.device();
      Path page = directory.resolve(device.deviceId() + ".md");
      try {
        Files.createDirectories(directory);
        Files.writeString(page, text(device));
      } catch (IOException e) {
        throw MigrationException.builder(Stage.DELIVER, "write " + page)
            .device(delivery.origin())
            .because(e.toString())
            .remedy("Make room there, or choose another directory.")
            .cause(e)
            .build();
      }
      return new Receipt(page.toString());
    }

    private static String text(EndDevice device) {
      return """
      # %s

      - DevEUI: %s
      - Activation: %s
      - Frequency plan: %s
      """
          .formatted(
              device.deviceId(),
              device.devEui().map(Object::toString).orElse("none"),
              device.activation(),
              device.frequencyPlanId());
    }
  }
}
