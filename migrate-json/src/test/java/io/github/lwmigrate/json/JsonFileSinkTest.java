package io.github.lwmigrate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.Duration;
import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Sinks;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileSinkTest {

  private static final Completion COMPLETE = new Completion(true, 1, 0);
  private static final Completion STOPPED = new Completion(false, 1, 1);

  @TempDir private Path folder = Path.of("");
  private Path file = folder;
  private final Call call = Call.standalone();

  @BeforeEach
  void nameFile() {
    file = folder.resolve("devices.json");
  }

  private void store(Sink sink, long index, String id) {
    sink.store(Devices.delivery(index, id), Devices.STEPS, call);
  }

  private static String lines(String... ids) {
    return Stream.of(ids).map(id -> Devices.json(id) + "\n").reduce("", String::concat);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void lines_are_in_a_partial_file_until_all_is_complete() throws IOException {
    try (Sink sink = JsonFileSink.of(file)) {
      assertThat(names()).isEmpty();
      store(sink, 0, "a");
      store(sink, 1, "b");
      assertThat(names()).containsExactly("devices.json.partial");
      assertThat(folder.resolve("devices.json.partial")).hasContent(lines("a", "b"));
      sink.finish(COMPLETE);
      assertThat(names()).containsExactly("devices.json");
    }
    assertThat(Files.readString(file)).isEqualTo(lines("a", "b"));
  }

  @Test
  void a_run_that_stopped_leaves_its_whole_lines() throws IOException {
    try (Sink sink = JsonFileSink.of(file)) {
      store(sink, 0, "a");
      sink.finish(STOPPED);
    }
    assertThat(names()).containsExactly("devices.json.partial");
    assertThat(folder.resolve("devices.json.partial")).hasContent(lines("a"));
  }

  @Test
  void a_run_that_was_not_finished_leaves_its_whole_lines() throws IOException {
    Sink sink = JsonFileSink.of(file);
    store(sink, 0, "a");
    sink.close();
    sink.close();
    assertThat(names()).containsExactly("devices.json.partial");
  }

  @Test
  void a_complete_run_without_devices_makes_an_empty_file() throws IOException {
    try (Sink sink = JsonFileSink.of(file)) {
      sink.finish(COMPLETE);
    }
    assertThat(file).isEmptyFile();
  }

  @Test
  void a_stopped_run_without_devices_leaves_nothing() throws IOException {
    try (Sink sink = JsonFileSink.of(file)) {
      sink.finish(STOPPED);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void only_the_owner_can_read_the_keys() throws IOException {
    assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
    try (Sink sink = JsonFileSink.of(file)) {
      store(sink, 0, "a");
      Path partial = folder.resolve("devices.json.partial");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(partial)))
          .isEqualTo("rw-------");
      sink.finish(COMPLETE);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_delivery_that_comes_twice_leaves_one_line() throws IOException {
    try (Sink sink = JsonFileSink.of(file)) {
      assertThat(sink.store(Devices.delivery(4, "a"), Devices.STEPS, call).location())
          .isEqualTo(file + ", line 1");
      store(sink, 4, "a");
      sink.finish(COMPLETE);
    }
    assertThat(Files.readString(file)).isEqualTo(lines("a"));
  }

  @Test
  void an_existing_file_is_refused_with_the_ways_on() throws IOException {
    Files.writeString(file, lines("old"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> JsonFileSink.of(file))
        .withMessageContaining("devices.json")
        .withMessageContaining("\"append\"")
        .withMessageContaining("\"overwrite\"");
    assertThat(Files.readString(file)).isEqualTo(lines("old"));
  }

  @Test
  void the_lines_of_an_earlier_run_are_refused_with_the_ways_on() throws IOException {
    Path partial = Files.writeString(folder.resolve("devices.json.partial"), lines("old"));
    for (JsonFileSink.Builder builder :
        List.of(JsonFileSink.builder(file), JsonFileSink.builder(file).append())) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(builder::build)
          .withMessageContaining("devices.json.partial")
          .withMessageContaining("\"overwrite\"");
    }
    assertThat(Files.readString(partial)).isEqualTo(lines("old"));
  }

  @Test
  void a_file_that_comes_into_being_meanwhile_is_not_touched() throws IOException {
    try (Sink sink = JsonFileSink.of(file)) {
      store(sink, 0, "a");
      Files.writeString(file, "other");
      assertThatExceptionOfType(MigrationException.class)
          .isThrownBy(() -> sink.finish(COMPLETE))
          .withMessageContaining("has come into being meanwhile")
          .withMessageContaining("devices.json.partial");
    }
    assertThat(Files.readString(file)).isEqualTo("other");
    assertThat(folder.resolve("devices.json.partial")).hasContent(lines("a"));
  }

  @Test
  void appending_keeps_the_lines_that_are_there_in_front() throws IOException {
    Files.writeString(file, Devices.json("old"));
    try (Sink sink = JsonFileSink.builder(file).append().build()) {
      assertThat(sink.store(Devices.delivery(0, "a"), Devices.STEPS, call).location())
          .endsWith("line 2");
      assertThat(Files.readString(file)).isEqualTo(Devices.json("old"));
      sink.finish(COMPLETE);
    }
    assertThat(Files.readString(file)).isEqualTo(lines("old", "a"));
    assertThat(names()).containsExactly("devices.json");
  }

  @Test
  void appending_to_nothing_makes_a_new_file() throws IOException {
    try (Sink sink = JsonFileSink.builder(file).append().build()) {
      store(sink, 0, "a");
      sink.finish(COMPLETE);
    }
    assertThat(Files.readString(file)).isEqualTo(lines("a"));
  }

  @Test
  void nothing_is_appended_to_a_list_or_another_encoding() throws IOException {
    for (byte[] content :
        List.of("[{}]".getBytes(StandardCharsets.UTF_8), "{}".getBytes(StandardCharsets.UTF_16))) {
      Files.write(file, content);
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> JsonFileSink.builder(file).append().build())
          .withMessageContaining("one object after the other");
    }
  }

  @Test
  void overwriting_keeps_backups() throws IOException {
    for (String id : List.of("first", "second", "third")) {
      Files.writeString(folder.resolve("devices.json.partial"), lines("partial-" + id));
      try (Sink sink = JsonFileSink.builder(file).overwrite().build()) {
        store(sink, 0, id);
        sink.finish(COMPLETE);
      }
    }
    assertThat(Files.readString(file)).isEqualTo(lines("third"));
    assertThat(names())
        .containsExactly(
            "devices.json",
            "devices.json.2.backup",
            "devices.json.backup",
            "devices.json.partial.2.backup",
            "devices.json.partial.3.backup",
            "devices.json.partial.backup");
    assertThat(folder.resolve("devices.json.backup")).hasContent(lines("first"));
    assertThat(folder.resolve("devices.json.2.backup")).hasContent(lines("second"));
  }

  @Test
  void a_stopped_run_does_not_replace_the_file() throws IOException {
    Files.writeString(file, lines("old"));
    try (Sink sink = JsonFileSink.builder(file).overwrite().build()) {
      store(sink, 0, "a");
      sink.finish(STOPPED);
    }
    assertThat(Files.readString(file)).isEqualTo(lines("old"));
    assertThat(names()).containsExactly("devices.json", "devices.json.partial");
  }

  @Test
  void a_device_that_json_cannot_hold_leaves_no_trace() throws IOException {
    EndDevice device =
        Devices.device("x")
            .with(
                change ->
                    change
                        .getMacSettingsBuilder()
                        .setClassBTimeout(Duration.newBuilder().setSeconds(Long.MAX_VALUE)));
    try (Sink sink = JsonFileSink.of(file)) {
      store(sink, 0, "a");
      assertThatExceptionOfType(MigrationException.class)
          .isThrownBy(
              () ->
                  sink.store(
                      new Delivery(1, device.ref(), device, Instant.EPOCH), Devices.STEPS, call))
          .withMessageContaining("mac_settings.class_b_timeout");
      store(sink, 2, "b");
      sink.finish(COMPLETE);
    }
    assertThat(Files.readString(file)).isEqualTo(lines("a", "b"));
  }

  @Test
  void a_full_disk_leaves_whole_lines() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/bash")), "the system has no bash to set a limit");
    Process process =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "ulimit -f 4 && exec \"$0\" -XX:-UsePerfData -cp \"$1\" \"$2\" \"$3\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                FillUp.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .containsPattern(
            "(?m)^\\d+ Could not write the device to .*devices.json.partial .*File too large");
    long stored = Long.parseLong(output.substring(0, output.indexOf(' ')));
    List<String> lines = Files.readAllLines(folder.resolve("devices.json.partial"));
    assertThat(stored).isPositive();
    assertThat(lines).hasSize((int) stored);
    assertThat(DeviceJson.read(lines.get(lines.size() - 1)).deviceId())
        .isEqualTo("device-" + (stored - 1));
  }

  @Test
  void a_place_that_cannot_be_written_is_refused_at_once() throws IOException {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> JsonFileSink.of(folder.resolve("none").resolve("devices.json")))
        .withMessageContaining("does not exist");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> JsonFileSink.builder(folder).overwrite().build())
        .withMessageContaining("is a directory");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> JsonFileSink.builder(file).overwrite().append().build())
        .withMessageContaining("exclude each other");
  }

  @Test
  void a_finished_file_takes_no_more_devices() {
    try (Sink sink = JsonFileSink.of(file)) {
      store(sink, 0, "a");
      sink.finish(COMPLETE);
      assertThatExceptionOfType(MigrationException.class)
          .isThrownBy(() -> store(sink, 1, "b"))
          .withMessageContaining("the file was finished");
    }
  }

  @Test
  void a_sink_is_found_by_its_name_and_opened_by_options() throws IOException {
    Files.writeString(file, lines("old"));
    try (Sink sink = Sinks.open("json", Map.of("file", file.toString(), "append", ""))) {
      store(sink, 0, "a");
      sink.finish(COMPLETE);
    }
    assertThat(Files.readString(file)).isEqualTo(lines("old", "a"));
    try (Sink sink = Sinks.open("json", Map.of("file", file.toString(), "overwrite", "true"))) {
      store(sink, 0, "b");
      sink.finish(COMPLETE);
    }
    assertThat(Files.readString(file)).isEqualTo(lines("b"));
  }
}
