package io.github.lwmigrate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.DeliveryRefusedException;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.testkit.RecordedSteps;
import io.github.lwmigrate.testkit.TestCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileSinkResumeTest {

  private static final Completion COMPLETE = new Completion(true, 3, 0);
  private static final List<String> IDS = List.of("a", "b", "c");

  @TempDir Path folder;

  private final TestCall call = TestCall.create();
  private final RecordedSteps steps = new RecordedSteps();
  private final List<Receipt> receipts = new ArrayList<>();
  private Path file;
  private Path partial;

  @BeforeEach
  void file() {
    file = folder.resolve("devices.json");
    partial = folder.resolve("devices.json.partial");
  }

  private static String lines(List<String> ids) {
    return ids.stream().map(id -> Devices.json(id) + "\n").reduce("", String::concat);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** A run that dies after so many devices, of which the journal knows fewer. */
  private void die(JsonFileSink.Builder sink, int stored, int known) {
    Sinks.storing(sink.build(), IDS.subList(0, stored), steps, call)
        .limit(known)
        .forEach(receipts::add);
  }

  private void resume(JsonFileSink.Builder builder) {
    try (JsonFileSink sink = builder.resume().build()) {
      for (int i = 0; i < IDS.size(); i++) {
        sink.store(delivery(i), steps, call);
      }
      sink.finish(COMPLETE);
    }
  }

  private Delivery delivery(int index) {
    Delivery first = Devices.delivery(index, IDS.get(index));
    return new Delivery(
        index,
        first.origin(),
        first.device(),
        first.recordedAt(),
        index < receipts.size() ? Optional.of(receipts.get(index)) : Optional.empty());
  }

  /** What the test needs of a sink that is never closed. */
  private static final class Sinks {
    static Stream<Receipt> storing(
        JsonFileSink sink, List<String> ids, RecordedSteps steps, TestCall call) {
      List<Receipt> receipts = new ArrayList<>();
      for (String id : ids) {
        receipts.add(sink.store(Devices.delivery(receipts.size(), id), steps, call));
      }
      sink.close();
      return receipts.stream();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whatIsThere_isNotWrittenAgain(int stored) throws IOException {
    for (int known = 0; known <= stored; known++) {
      die(JsonFileSink.builder(file), stored, known);
      resume(JsonFileSink.builder(file));
      assertThat(Files.readString(file)).as("known %s", known).isEqualTo(lines(IDS));
      assertThat(names()).containsExactly("devices.json");
      Files.delete(file);
      receipts.clear();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"ids\":{\"dev", "\0\0\0\0\0\0", ""})
  void aTornLine_isWrittenAnew(String rest) throws IOException {
    die(JsonFileSink.builder(file), 2, 2);
    Files.writeString(partial, rest, StandardOpenOption.APPEND);
    resume(JsonFileSink.builder(file));
    assertThat(Files.readString(file)).isEqualTo(lines(IDS));
    assertThat(names()).containsExactly("devices.json");
  }

  @Test
  void aLineThatWasRecordedAnew_givesWay() throws IOException {
    die(JsonFileSink.builder(file), 1, 1);
    Files.writeString(
        partial, "{\"ids\":{\"device_id\":\"b-as-it-was\"}}\n", StandardOpenOption.APPEND);
    resume(JsonFileSink.builder(file));
    assertThat(Files.readString(file)).isEqualTo(lines(IDS));
    assertThat(names()).containsExactly("devices.json");
  }

  @Test
  void aPartialFileOfAnotherRun_isKept() throws IOException {
    String foreign = "{\"ids\":{\"device_id\":\"foreign\"}}\n";
    Files.writeString(partial, foreign);
    resume(JsonFileSink.builder(file));
    assertThat(Files.readString(file)).isEqualTo(lines(IDS));
    assertThat(names()).containsExactly("devices.json", "devices.json.partial.backup");
    assertThat(Files.readString(folder.resolve("devices.json.partial.backup"))).isEqualTo(foreign);
  }

  @Test
  void aFileThatWasFinished_staysAsItIs() throws IOException {
    try (JsonFileSink sink = JsonFileSink.of(file)) {
      for (int i = 0; i < IDS.size(); i++) {
        receipts.add(sink.store(delivery(i), steps, call));
      }
      sink.finish(COMPLETE);
    }
    Object before = Files.readAttributes(file, "fileKey,lastModifiedTime");
    resume(JsonFileSink.builder(file));
    assertThat(Files.readAttributes(file, "fileKey,lastModifiedTime").toString())
        .isEqualTo(String.valueOf(before));
    assertThat(Files.readString(file)).isEqualTo(lines(IDS));
    assertThat(names()).containsExactly("devices.json");
  }

  @Test
  void aFileOfSomebodyElse_isRefused() throws IOException {
    die(JsonFileSink.builder(file), 2, 2);
    Files.delete(partial);
    Files.writeString(file, "{\"ids\":{\"device_id\":\"foreign\"}}\n");
    assertThatExceptionOfType(DeliveryRefusedException.class)
        .isThrownBy(() -> resume(JsonFileSink.builder(file)))
        .withMessageContaining(file.toString());
    assertThat(Files.readString(file)).contains("foreign");
    assertThat(names()).containsExactly("devices.json");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void appending_goesOnBehindWhatWasThere(int stored) throws IOException {
    String old = "{\"ids\":{\"device_id\":\"old\"}}";
    Files.writeString(file, old, StandardCharsets.UTF_8);
    die(JsonFileSink.builder(file).append(), stored, Math.max(0, stored - 1));
    resume(JsonFileSink.builder(file).append());
    assertThat(Files.readString(file)).isEqualTo(old + "\n" + lines(IDS));
    assertThat(names()).containsExactly("devices.json");
  }

  @Test
  void appending_finishedBefore_staysAsItIs() throws IOException {
    Files.writeString(file, "{\"ids\":{\"device_id\":\"old\"}}\n");
    try (JsonFileSink sink = JsonFileSink.builder(file).append().build()) {
      for (int i = 0; i < IDS.size(); i++) {
        receipts.add(sink.store(delivery(i), steps, call));
      }
      sink.finish(COMPLETE);
    }
    String before = Files.readString(file);
    resume(JsonFileSink.builder(file).append());
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(names()).containsExactly("devices.json");
  }

  @Test
  void overwriting_keepsOneBackup() throws IOException {
    String old = "{\"ids\":{\"device_id\":\"old\"}}\n";
    Files.writeString(file, old);
    die(JsonFileSink.builder(file).overwrite(), 2, 1);
    resume(JsonFileSink.builder(file).overwrite());
    assertThat(Files.readString(file)).isEqualTo(lines(IDS));
    assertThat(names()).containsExactly("devices.json", "devices.json.backup");
    assertThat(Files.readString(folder.resolve("devices.json.backup"))).isEqualTo(old);
  }
}
