package io.github.lwmigrate.json;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.internal.DeviceParser;
import io.github.lwmigrate.json.internal.DevicePrinter;
import io.github.lwmigrate.json.internal.MessagePlan;
import io.github.lwmigrate.json.internal.Mismatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Single devices as The Things Stack device JSON. Thread-safe.
 *
 * <p>What is written is canonical: fields in the order in which The Things Stack declares them,
 * maps in the order of their keys, no white space. It holds the device's keys in plain text.
 *
 * <p>What is read is all that the importer of The Things Stack reads, except that numbers which the
 * importer would silently change are refused; and besides, the {@code {"value": ...}} form of
 * wrapped values that The Things Stack wrote before 3.12, and time stamps with an offset.
 */
public final class DeviceJson {

  private DeviceJson() {}

  /**
   * Writes a device.
   *
   * @param device the device
   * @return one JSON object on one line, without a line end
   * @throws MigrationException if a field holds what JSON cannot say, such as a duration of over
   *     292 years
   */
  public static String write(EndDevice device) {
    return new DevicePrinter(false).print(device);
  }

  /**
   * What {@link #write} leaves out: fields that a newer server has sent and that this version knows
   * by number only.
   *
   * @param device the device
   * @return field mask paths that end in {@code #} and the number of the field; empty if JSON holds
   *     the whole device
   */
  public static List<String> fieldsLeftOut(EndDevice device) {
    return MessagePlan.unknownFields(device.toProto());
  }

  /**
   * Reads a device by {@link ReadOptions#strict()}.
   *
   * @param json one JSON object
   * @return the device
   * @throws DeviceJsonException if the text is anything else
   */
  public static EndDevice read(String json) {
    return read(json, ReadOptions.strict()).device();
  }

  /**
   * Reads a device.
   *
   * @param json one JSON object
   * @param options how to read
   * @return the device, and what was passed over
   * @throws DeviceJsonException if the text is anything else
   */
  public static JsonDevice read(String json, ReadOptions options) {
    DeviceParser parser = DeviceParser.ofOne(json, options);
    try {
      if (!parser.next()) {
        throw new DeviceJsonException(0, 1, 1, "", "an object");
      }
      JsonDevice device =
          new JsonDevice(0, parser.line(), parser.column(), parser.device(), parser.notices());
      parser.end();
      return device;
    } catch (Mismatch e) {
      throw new DeviceJsonException(0, e.line(), e.column(), e.path(), e.expected());
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail", e);
    }
  }
}
