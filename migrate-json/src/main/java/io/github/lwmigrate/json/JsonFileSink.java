package io.github.lwmigrate.json;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.DeliveryRefusedException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.internal.DevicePrinter;
import io.github.lwmigrate.json.internal.Indexes;
import io.github.lwmigrate.json.internal.Losses;
import io.github.lwmigrate.json.internal.PartialFile;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes devices to a file, one line each, in listing order.
 *
 * <p>While the run goes on, the lines are in a file of the same name with {@code .partial} behind,
 * which only its owner can read: it holds keys. When every device has an outcome, it is forced to
 * disk and renamed. After a run that stopped it stays, with all whole lines.
 *
 * <p>A file that is there is never truncated. Without a further word an existing file, or a {@code
 * .partial} that an earlier run left, is refused; {@link Builder#append()} keeps its lines in
 * front, {@link Builder#overwrite()} moves it out of the way. Nothing is made before the first
 * device, so a plan leaves no trace.
 *
 * <p>For one run. Not thread-safe; the engine calls it from one thread at a time.
 */
public final class JsonFileSink implements Sink {

  private static final String CREATE = "create-partial-file";
  private static final String LINE = ", line ";

  private final Path file;
  private final PartialFile partial;
  private final DevicePrinter printer = new DevicePrinter(true);
  private final Indexes stored = new Indexes();
  private boolean created;
  private boolean own;
  private boolean finished;

  private JsonFileSink(Path file, PartialFile partial) {
    this.file = file;
    this.partial = partial;
  }

  /**
   * A sink for a file that is not there yet.
   *
   * @param file the file
   * @return the sink
   * @throws ConfigurationException if the file, or its {@code .partial}, exists; or its directory
   *     does not, or cannot be written
   */
  public static JsonFileSink of(Path file) {
    return builder(file).build();
  }

  /**
   * Starts a sink.
   *
   * @param file the file
   * @return a builder
   */
  public static Builder builder(Path file) {
    return new Builder(file);
  }

  /** Warns of fields that JSON cannot hold. */
  @Override
  public List<Finding> probe(EndDevice device, Call call) {
    return Losses.of(device);
  }

  @Override
  public Receipt store(Delivery delivery, StepLog steps, Call call) {
    if (stored.contains(delivery.index())) {
      return new Receipt(file.toString());
    }
    if (finished) {
      throw MigrationException.builder(Stage.DELIVER, "write the device to " + file)
          .device(delivery.origin())
          .because("the file was finished")
          .remedy("Open a sink for each run.")
          .build();
    }
    try {
      own |= delivery.earlier().isPresent() || steps.wasIntended(CREATE);
      boolean first = !created;
      if (first) {
        steps.intend(CREATE);
        created = true;
      }
      long line =
          partial.append(
              out -> printer.printLine(delivery.device(), out),
              delivery.earlier().map(this::lineOf).orElse(0L),
              own);
      if (first) {
        steps.done(CREATE);
      }
      stored.add(delivery.index());
      return new Receipt(file + LINE + line);
    } catch (IOException e) {
      throw new DeliveryRefusedException(
          MigrationException.builder(Stage.DELIVER, "write the device to " + partial.path())
              .device(delivery.origin())
              .because(PartialFile.reason(e))
              .remedy("The file holds whole lines only. Remove the cause, and go on.")
              .cause(e));
    }
  }

  private long lineOf(Receipt receipt) {
    String location = receipt.location();
    int number = location.lastIndexOf(LINE);
    try {
      return number < 0 ? 0 : Long.parseLong(location.substring(number + LINE.length()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public void finish(Completion completion) {
    try {
      if (completion.complete()) {
        partial.complete(own);
        finished = true;
      } else {
        partial.stop();
      }
    } catch (IOException e) {
      throw MigrationException.builder(Stage.DELIVER, "finish " + file)
          .because(PartialFile.reason(e))
          .remedy("The devices are in " + partial.path() + ".")
          .cause(e)
          .build();
    }
  }

  @Override
  public String identity() {
    return "json file " + file.toAbsolutePath().normalize();
  }

  /** Closes the file; without {@link #finish} it stays {@code .partial}. */
  @Override
  public void close() {
    try {
      partial.stop();
    } catch (IOException e) {
      throw MigrationException.builder(Stage.DELIVER, "close " + partial.path())
          .because(PartialFile.reason(e))
          .cause(e)
          .build();
    }
  }

  /** Builds a {@link JsonFileSink}. Not thread-safe. */
  public static final class Builder {
    private final Path file;
    private boolean append;
    private boolean overwrite;
    private boolean resume;

    private Builder(Path file) {
      this.file = file;
    }

    /**
     * Keeps the lines of an existing file in front. They are copied; the existing file changes only
     * when all is complete.
     *
     * @return this builder
     */
    public Builder append() {
      this.append = true;
      return this;
    }

    /**
     * Replaces an existing file, and the {@code .partial} of an earlier run. They are kept under
     * the next free name that ends in {@code .backup}; the existing file gives way only when all is
     * complete.
     *
     * @return this builder
     */
    public Builder overwrite() {
      this.overwrite = true;
      return this;
    }

    /**
     * Goes on with the file of a run that is resumed: with its {@code .partial}, or with the file
     * itself if the run had finished it. Lines that are there already are compared, not written
     * again. What turns out to be of another run is kept under the next free name that ends in
     * {@code .backup}. Say {@link #append()} or {@link #overwrite()} too if the run did.
     *
     * @return this builder
     */
    public Builder resume() {
      this.resume = true;
      return this;
    }

    /**
     * Makes the sink.
     *
     * @return a new sink
     * @throws ConfigurationException if the file cannot become what is asked for
     */
    public JsonFileSink build() {
      if (append && overwrite) {
        throw new ConfigurationException(
            "write devices to " + file,
            "\"append\" and \"overwrite\" exclude each other; leave one out");
      }
      PartialFile partial = new PartialFile(file, append, overwrite, resume);
      @Nullable String problem = partial.problem();
      if (problem != null) {
        throw new ConfigurationException("write devices to " + file, problem);
      }
      return new JsonFileSink(file, partial);
    }
  }
}
