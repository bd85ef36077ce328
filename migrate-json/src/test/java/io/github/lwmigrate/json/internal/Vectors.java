package io.github.lwmigrate.json.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.json.DeviceJson;
import io.github.lwmigrate.json.ReadOptions;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Recorded behaviour of the real programs, and what the codec does with it. */
final class Vectors {
  private static final ReadOptions REPORTING =
      ReadOptions.strict().leaveOutUnknownFields().takeLastOfDuplicates();

  private static final Set<String> MAPS =
      Set.of(
          "attributes",
          "locations",
          "rejected_data_rate_ranges",
          "sizes",
          "provisioning_data",
          "decoded_payload");

  private Vectors() {}

  /** The rows of a file, or a skipped test where there are no recordings. */
  static List<JsonObject> rows(String file) throws IOException {
    String folder = System.getProperty("lwmigrate.conformance", "");
    assumeTrue(!folder.isBlank(), "no folder of recordings is given");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(folder, file))),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  static @Nullable String text(JsonObject row, String name) {
    return row.has(name) && row.get(name).isJsonPrimitive() ? row.get(name).getAsString() : null;
  }

  static EndDevice message(@Nullable String wire) throws InvalidProtocolBufferException {
    return wire == null
        ? EndDevice.getDefaultInstance()
        : EndDevice.parseFrom(Base64.getDecoder().decode(wire));
  }

  static String write(EndDevice device) {
    return DeviceJson.write(io.github.lwmigrate.device.EndDevice.of(device));
  }

  static EndDevice read(String json) {
    return DeviceJson.read(json, REPORTING).device().toProto();
  }

  /** JSON as a value: numbers by value, the order of members left aside. */
  static JsonElement value(String json) {
    return normal(JsonParser.parseString(json));
  }

  /**
   * The names of fields in their order. Maps, whose order is free in the recordings, are left out.
   */
  static List<String> names(String json) {
    List<String> names = new ArrayList<>();
    collect(JsonParser.parseString(json), names);
    return names;
  }

  private static void collect(JsonElement element, List<String> names) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(child -> collect(child, names));
    } else if (element.isJsonObject()) {
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(
              entry -> {
                names.add(entry.getKey());
                if (!MAPS.contains(entry.getKey())) {
                  collect(entry.getValue(), names);
                }
              });
    }
  }

  private static JsonElement normal(JsonElement element) {
    if (element.isJsonObject()) {
      JsonObject object = new JsonObject();
      element.getAsJsonObject().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> object.add(entry.getKey(), normal(entry.getValue())));
      return object;
    }
    if (element.isJsonArray()) {
      JsonArray array = new JsonArray();
      element.getAsJsonArray().forEach(child -> array.add(normal(child)));
      return array;
    }
    if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
      return new JsonPrimitive(
          "number " + new BigDecimal(element.getAsString()).stripTrailingZeros());
    }
    return element;
  }
}
