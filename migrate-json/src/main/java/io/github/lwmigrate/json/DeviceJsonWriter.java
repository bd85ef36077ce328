package io.github.lwmigrate.json;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.internal.DevicePrinter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes devices, one per line, in UTF-8. A device reaches the output whole, in one call, or not at
 * all. Not thread-safe.
 */
public final class DeviceJsonWriter implements AutoCloseable {

  private final OutputStream out;
  private final DevicePrinter printer;

  private DeviceJsonWriter(OutputStream out, boolean forImport) {
    this.out = out;
    this.printer = new DevicePrinter(forImport);
  }

  /**
   * A writer.
   *
   * @param out the output, buffered if need be; closed with the writer
   * @return the writer
   */
  public static DeviceJsonWriter to(OutputStream out) {
    return new DeviceJsonWriter(out, false);
  }

  /**
   * A writer of what is to be imported, as the sinks write it: the session of a device that joins
   * has a session key id also where it is empty, because an import refuses the session otherwise.
   *
   * @param out the output, buffered if need be; closed with the writer
   * @return the writer
   */
  public static DeviceJsonWriter forImport(OutputStream out) {
    return new DeviceJsonWriter(out, true);
  }

  /**
   * Writes a device and a line end.
   *
   * @param device the device
   * @throws MigrationException if a field holds what JSON cannot say, or the output fails
   */
  public void write(EndDevice device) {
    try {
      printer.printLine(device, out);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Flushes the output.
   *
   * @throws MigrationException if that fails
   */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Closes the output.
   *
   * @throws MigrationException if that fails
   */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static MigrationException failed(IOException e) {
    return MigrationException.builder(Stage.DELIVER, "write devices as JSON")
        .because("the output failed: " + e.getMessage())
        .cause(e)
        .build();
  }
}
