package io.github.lwmigrate.json;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.json.internal.DeviceParser;
import io.github.lwmigrate.json.internal.Mismatch;
import io.github.lwmigrate.json.internal.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads devices one after the other from an input of any length, in memory that does not grow with
 * it. Not thread-safe.
 *
 * <p>The input is a sequence of JSON objects with nothing but white space between, or one array of
 * them; in UTF-8, or in UTF-16 as Windows shells write it, with or without a byte order mark.
 */
public final class DeviceJsonReader implements AutoCloseable {

  private final InputStream in;
  private final ReadOptions options;
  private @Nullable DeviceParser parser;
  private long index = -1;
  private boolean ended;

  private DeviceJsonReader(InputStream in, ReadOptions options) {
    this.in = in;
    this.options = options;
  }

  /**
   * A reader by {@link ReadOptions#strict()}.
   *
   * @param in the input; closed with the reader
   * @return the reader; nothing is read yet
   */
  public static DeviceJsonReader of(InputStream in) {
    return of(in, ReadOptions.strict());
  }

  /**
   * A reader.
   *
   * @param in the input; closed with the reader
   * @param options how to read
   * @return the reader; nothing is read yet
   */
  public static DeviceJsonReader of(InputStream in, ReadOptions options) {
    return new DeviceJsonReader(in, options);
  }

  /**
   * Reads the next device.
   *
   * <p>After a {@link DeviceJsonException} reading can go on: the next call finds the device behind
   * the broken one. Where the text is no JSON, that is the next line which starts with an object.
   *
   * @return the device; empty at the end of the input
   * @throws DeviceJsonException if what follows is not a device
   * @throws MigrationException if the input fails
   */
  public Optional<JsonDevice> next() {
    if (ended) {
      return Optional.empty();
    }
    try {
      DeviceParser current = parser();
      index++;
      if (!current.next()) {
        ended = true;
        return Optional.empty();
      }
      return Optional.of(
          new JsonDevice(
              index, current.line(), current.column(), current.device(), current.notices()));
    } catch (Mismatch e) {
      throw new DeviceJsonException(index, e.line(), e.column(), e.path(), e.expected());
    } catch (IOException e) {
      ended = true;
      throw failed(e);
    }
  }

  private DeviceParser parser() throws IOException {
    DeviceParser current = parser;
    if (current == null) {
      current = DeviceParser.of(Texts.decode(in), options);
      parser = current;
    }
    return current;
  }

  private static MigrationException failed(IOException e) {
    return MigrationException.builder(Stage.READ, "read devices from JSON")
        .because("the input failed: " + e.getMessage())
        .cause(e)
        .build();
  }

  /**
   * Closes the input.
   *
   * @throws MigrationException if that fails
   */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
