package io.github.lwmigrate.json;

import io.github.lwmigrate.DeliveryRefusedException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.internal.DevicePrinter;
import io.github.lwmigrate.json.internal.Indexes;
import io.github.lwmigrate.json.internal.Losses;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * Writes devices to a stream, one line each, and flushes it after each: who reads at the other end
 * has every device that counts as stored. A stream that does not take a device, such as a pipe
 * whose reader has gone, is a failure of that device. Not thread-safe; the engine calls it from one
 * thread at a time.
 */
public final class JsonStreamSink implements Sink {

  private final OutputStream out;
  private final String name;
  private final DevicePrinter printer = new DevicePrinter(true);
  private final Indexes stored = new Indexes();

  private JsonStreamSink(OutputStream out, String name) {
    this.out = out;
    this.name = name;
  }

  /**
   * A sink that writes to a stream.
   *
   * @param out the stream; flushed, but not closed
   * @return the sink
   */
  public static JsonStreamSink to(OutputStream out) {
    return new JsonStreamSink(out, "the output stream");
  }

  /**
   * A sink that writes to a stream that has a name.
   *
   * @param out the stream; flushed, but not closed
   * @param name how receipts and failures name it, for example {@code standard output}
   * @return the sink
   */
  public static JsonStreamSink to(OutputStream out, String name) {
    return new JsonStreamSink(out, name);
  }

  /**
   * A sink that writes to the standard output of the process, past {@link System#out}, which hides
   * failures.
   *
   * @return the sink
   */
  public static JsonStreamSink toStandardOutput() {
    return new JsonStreamSink(new FileOutputStream(FileDescriptor.out), "standard output");
  }

  /** Warns of fields that JSON cannot hold. */
  @Override
  public List<Finding> probe(EndDevice device, Call call) {
    return Losses.of(device);
  }

  @Override
  public Receipt store(Delivery delivery, StepLog steps, Call call) {
    if (!stored.contains(delivery.index())) {
      try {
        printer.printLine(delivery.device(), out);
        flush();
      } catch (IOException e) {
        throw new DeliveryRefusedException(
            MigrationException.builder(Stage.DELIVER, "write the device to " + name)
                .device(delivery.origin())
                .because(String.valueOf(e.getMessage()))
                .remedy("Check what takes the output, and go on.")
                .cause(e));
      }
      stored.add(delivery.index());
    }
    return new Receipt(name);
  }

  private void flush() throws IOException {
    out.flush();
    if (out instanceof PrintStream stream && stream.checkError()) {
      throw new IOException("the stream reports an error, perhaps because its reader has gone");
    }
  }

  @Override
  public void finish(Completion completion) {
    try {
      flush();
    } catch (IOException e) {
      throw MigrationException.builder(Stage.DELIVER, "finish " + name)
          .because(String.valueOf(e.getMessage()))
          .cause(e)
          .build();
    }
  }

  @Override
  public String identity() {
    return "json stream";
  }
}
