package io.github.lwmigrate.json.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.EndDevice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Devices as text, by one growing buffer. */
public final class DevicePrinter {
  private final MessagePlan plan = MessagePlan.ofDevice();
  private final Output output = new Output();
  private final boolean forImport;

  /**
   * A printer.
   *
   * @param forImport whether the session of a device that joins has a session key id also where it
   *     is empty: an import refuses the session otherwise
   */
  public DevicePrinter(boolean forImport) {
    this.forImport = forImport;
  }

  public String print(EndDevice device) {
    put(device);
    return output.drain();
  }

  /** Writes the device and a line end by one call of the stream. */
  public void printLine(EndDevice device, OutputStream out) throws IOException {
    put(device);
    output.lineEnd();
    output.drainTo(out);
  }

  private void put(EndDevice device) {
    var message = device.toProto();
    output.emptySessionKeyId(forImport && message.getSupportsJoin() && message.hasSession());
    try {
      plan.write(message, output);
    } catch (Unwritable e) {
      output.reset();
      throw MigrationException.builder(Stage.DELIVER, "write the device as JSON")
          .device(device.ref())
          .because("field " + e.path() + " does not hold " + e.expected())
          .remedy("Correct the field at the origin, or change it by a device rule.")
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer cannot fail", e);
    }
  }
}
