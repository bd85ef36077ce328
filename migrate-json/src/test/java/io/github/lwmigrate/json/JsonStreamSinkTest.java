package io.github.lwmigrate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Sinks;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Sink;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JsonStreamSinkTest {

  private final Call call = Call.standalone();

  @Test
  void devices_are_lines_that_are_out_once_they_are_stored() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Sink sink = JsonStreamSink.to(new BufferedOutputStream(bytes))) {
      sink.store(Devices.delivery(0, "a"), Devices.STEPS, call);
      assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(Devices.json("a") + "\n");
      sink.store(Devices.delivery(1, "b"), Devices.STEPS, call);
      sink.store(Devices.delivery(1, "b"), Devices.STEPS, call);
      sink.finish(new Completion(true, 2, 0));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(Devices.json("a") + "\n" + Devices.json("b") + "\n");
  }

  @Test
  void a_full_disk_fails_the_device() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "the system has no /dev/full");
    try (OutputStream out = new FileOutputStream(full.toFile());
        Sink sink = JsonStreamSink.to(out)) {
      assertThatExceptionOfType(MigrationException.class)
          .isThrownBy(() -> sink.store(Devices.delivery(0, "a"), Devices.STEPS, call))
          .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.DELIVER))
          .withMessageContaining("wells/a")
          .withMessageContaining("No space left");
    }
  }

  @Test
  void a_stream_that_hides_its_failures_fails_the_device_too() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "the system has no /dev/full");
    try (PrintStream out =
            new PrintStream(new FileOutputStream(full.toFile()), true, StandardCharsets.UTF_8);
        Sink sink = JsonStreamSink.to(out)) {
      assertThatExceptionOfType(MigrationException.class)
          .isThrownBy(() -> sink.store(Devices.delivery(0, "a"), Devices.STEPS, call))
          .withMessageContaining("its reader has gone");
    }
  }

  @Test
  void a_pipe_whose_reader_has_gone_fails_the_device() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/true")), "the system has no /bin/true");
    Process reader = new ProcessBuilder("/bin/true").start();
    assertThat(reader.waitFor(60, TimeUnit.SECONDS)).isTrue();
    OutputStream pipe = reader.getOutputStream();
    Sink sink = JsonStreamSink.to(pipe);
    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> sink.store(Devices.delivery(0, "a"), Devices.STEPS, call))
        .satisfies(e -> assertThat(e.device()).contains(Devices.device("a").ref()));
  }

  @Test
  void the_sink_of_standard_output_is_found_by_its_name() {
    try (Sink sink = Sinks.open("json", Map.of())) {
      assertThat(sink).isInstanceOf(JsonStreamSink.class);
    }
  }
}
