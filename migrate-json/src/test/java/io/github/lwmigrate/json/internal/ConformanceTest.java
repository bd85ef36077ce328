package io.github.lwmigrate.json.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.json.DeviceJsonException;
import io.github.lwmigrate.json.DeviceJsonReader;
import io.github.lwmigrate.json.JsonDevice;
import io.github.lwmigrate.json.ReadOptions;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The codec against recordings of the real programs. A row that goes otherwise has to fall under a
 * {@link Deviation}.
 */
@Tag("conformance")
class ConformanceTest {

  private final Map<Deviation, Integer> deviations = new EnumMap<>(Deviation.class);
  private final List<String> failures = new ArrayList<>();

  @Test
  void messages_are_written_and_read_back_as_recorded() throws IOException {
    for (JsonObject row : Vectors.rows("enddevice-json.jsonl.gz")) {
      String name = Objects.requireNonNull(Vectors.text(row, "name"));
      EndDevice message = Vectors.message(Vectors.text(row, "wire"));
      String json = Vectors.text(row, "json");
      checkWriting(name, message, json);
      if (json != null) {
        String wire =
            "ok".equals(Vectors.text(row, "roundtrip"))
                ? Vectors.text(row, "wire")
                : Vectors.text(row, "roundtrip_wire");
        boolean readable = "ok".equals(Vectors.text(row, "roundtrip")) || row.has("roundtrip_wire");
        checkReading(name, json, readable ? Vectors.message(wire) : null);
      }
    }
    report(Deviation.DURATION_OUT_OF_RANGE);
  }

  @Test
  void texts_are_read_or_refused_as_recorded() throws IOException {
    for (JsonObject row : Vectors.rows("enddevice-parse.jsonl.gz")) {
      String name = Objects.requireNonNull(Vectors.text(row, "name"));
      String wire = Vectors.text(row, "wire");
      // What cannot be sent on is no device either.
      boolean accepted = row.get("ok").getAsBoolean() && (wire == null || !wire.startsWith("ERR:"));
      String json = Vectors.text(row, "json");
      if (json == null) {
        byte[] bytes = Base64.getDecoder().decode(Vectors.text(row, "json_base64"));
        checkBytes(name, bytes, accepted);
      } else {
        checkReading(name, json, accepted ? Vectors.message(wire) : null);
      }
    }
    report(
        Deviation.MALFORMED_NUMBER,
        Deviation.HEXADECIMAL_OF_WRONG_LENGTH,
        Deviation.TEXT_AFTER_THE_OBJECT,
        Deviation.TIME_WITH_OFFSET,
        Deviation.WRAPPER_AS_OBJECT);
  }

  @Test
  void texts_and_messages_of_the_stack_agree() throws IOException {
    for (JsonObject row : Vectors.rows("ttnv3/codec.jsonl.gz")) {
      String name = Objects.requireNonNull(Vectors.text(row, "label"));
      EndDevice message =
          row.has("error")
              ? null
              : Vectors.message(Objects.requireNonNull(Vectors.text(row, "pb")));
      checkReading(name, Objects.requireNonNull(Vectors.text(row, "text")), message);
      if (message != null && row.has("json")) {
        checkWriting(name, message, row.get("json").toString());
      }
    }
    report(Deviation.MALFORMED_NUMBER, Deviation.TEXT_AFTER_THE_OBJECT);
  }

  @Test
  void enums_are_read_in_every_spelling() throws IOException {
    Map<String, EnumDescriptor> enums = enums();
    for (JsonObject row : Vectors.rows("enum-spellings.jsonl.gz")) {
      String json = Objects.requireNonNull(Vectors.text(row, "json"));
      EnumDescriptor type =
          Objects.requireNonNull(enums.get(Objects.requireNonNull(Vectors.text(row, "enum"))));
      Input in = new Input(new StringReader(json), 1, 1, ReadOptions.strict());
      Integer number;
      try {
        number = new EnumForm(type, Dialect.GENERATED).read(in);
      } catch (Mismatch e) {
        number = null;
      }
      Integer recorded = row.get("ok").getAsBoolean() ? row.get("number").getAsInt() : null;
      if (!Objects.equals(number, recorded)) {
        failures.add(type.getName() + " " + json + ": " + number);
      }
    }
    report();
  }

  private static Map<String, EnumDescriptor> enums() {
    Map<String, EnumDescriptor> enums = new LinkedHashMap<>();
    List<FileDescriptor> files = new ArrayList<>(List.of(EndDevice.getDescriptor().getFile()));
    for (int i = 0; i < files.size(); i++) {
      FileDescriptor file = files.get(i);
      file.getEnumTypes().forEach(type -> enums.put(type.getFullName(), type));
      file.getDependencies().stream().filter(next -> !files.contains(next)).forEach(files::add);
    }
    return enums;
  }

  private void checkWriting(String name, EndDevice message, @Nullable String recorded) {
    String written;
    try {
      written = Vectors.write(message);
    } catch (MigrationException e) {
      written = null;
    }
    boolean same =
        (recorded == null || written == null)
            ? Objects.equals(recorded, written)
            : Vectors.value(recorded).equals(Vectors.value(written))
                && Vectors.names(recorded).equals(Vectors.names(written));
    if (!same) {
      judge(
          name + ": recorded " + recorded + ", written " + written,
          Arrays.stream(Deviation.values())
              .filter(rule -> recorded != null && rule.writes(recorded))
              .findFirst());
    }
  }

  private void checkReading(String name, String json, @Nullable EndDevice recorded) {
    EndDevice read;
    try {
      read = Vectors.read(json);
    } catch (DeviceJsonException e) {
      if (recorded != null) {
        judge(
            name + ": " + json + " refused: " + e.getMessage(),
            Arrays.stream(Deviation.values()).filter(rule -> rule.refuses(json, e)).findFirst());
      }
      return;
    }
    if (recorded == null) {
      judge(
          name + ": " + json + " accepted as " + read,
          Arrays.stream(Deviation.values()).filter(rule -> rule.accepts(json)).findFirst());
    } else if (!recorded.equals(read)) {
      failures.add(name + ": " + json + " read as " + read);
    }
  }

  private void checkBytes(String name, byte[] bytes, boolean accepted) {
    Optional<JsonDevice> read;
    try {
      read = DeviceJsonReader.of(new ByteArrayInputStream(bytes)).next();
    } catch (DeviceJsonException e) {
      read = Optional.empty();
    }
    if (read.isPresent() != accepted) {
      failures.add(name + ": " + read);
    }
  }

  private void judge(String difference, Optional<Deviation> rule) {
    if (rule.isPresent()) {
      deviations.merge(rule.get(), 1, Integer::sum);
    } else {
      failures.add(difference);
    }
  }

  private void report(Deviation... expected) {
    System.out.println("Rows under a rule of deviation: " + deviations);
    assertThat(failures).isEmpty();
    assertThat(deviations).containsOnlyKeys(expected);
  }
}
