package io.github.lwmigrate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.MigrationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeviceJsonReaderTest {

  private static final String A = "{\"ids\":{\"device_id\":\"a\"}}";
  private static final String B = "{\"ids\":{\"device_id\":\"b\"}}";
  private static final String C = "{\"ids\":{\"device_id\":\"c\"}}";

  /** Ids in order; a refusal as its index, line, column and expectation. */
  private static List<String> outcomes(String text) {
    return outcomes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> outcomes(byte[] bytes) {
    List<String> outcomes = new ArrayList<>();
    try (DeviceJsonReader reader = DeviceJsonReader.of(new ByteArrayInputStream(bytes))) {
      while (true) {
        try {
          Optional<JsonDevice> next = reader.next();
          if (next.isEmpty()) {
            return outcomes;
          }
          JsonDevice device = next.get();
          outcomes.add(
              device.index()
                  + " "
                  + device.line()
                  + ":"
                  + device.column()
                  + " "
                  + device.device().deviceId());
        } catch (DeviceJsonException e) {
          outcomes.add(
              e.index()
                  + " "
                  + e.line()
                  + ":"
                  + e.column()
                  + " ! "
                  + e.field()
                  + ": "
                  + e.expected());
        }
      }
    }
  }

  @Test
  void objects_may_follow_each_other_with_any_white_space() {
    assertThat(outcomes(A + "\n" + B + "\r\n\n \t" + C + "\n"))
        .containsExactly("0 1:1 a", "1 2:1 b", "2 4:3 c");
    assertThat(outcomes(A + B + C)).containsExactly("0 1:1 a", "1 1:26 b", "2 1:51 c");
  }

  @Test
  void objects_may_be_printed_over_several_lines() {
    assertThat(
            outcomes("{\n \"ids\": {\n\"device_id\": \"a\"\n},\n\"mac_settings\":\n{\n}\n}\n" + B))
        .containsExactly("0 1:1 a", "1 9:1 b");
    assertThat(
            outcomes(
                "{\"ids\":{\"device_id\":\"a\"},\"queued_application_downlinks\":[\n{},\n{\n}\n]}"
                    + B))
        .containsExactly("0 1:1 a", "1 5:3 b");
  }

  @Test
  void objects_may_be_the_elements_of_one_array() {
    assertThat(outcomes("[" + A + ", " + B + "\n,\n" + C + "]\n"))
        .containsExactly("0 1:2 a", "1 1:29 b", "2 3:1 c");
    assertThat(outcomes(" \n[ ]")).isEmpty();
  }

  @Test
  void an_empty_input_has_no_devices() {
    assertThat(outcomes("")).isEmpty();
    assertThat(outcomes(" \r\n")).isEmpty();
  }

  @Test
  void inputs_of_windows_shells_are_read() {
    String text = "\uFEFF{\"ids\":{\"device_id\":\"a\"},\"name\":\"Süd 😀\"}\r\n" + B + "\r\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThat(outcomes(text.getBytes(charset))).containsExactly("0 1:1 a", "1 2:1 b");
      assertThat(outcomes(text.substring(1).getBytes(charset)))
          .containsExactly("0 1:1 a", "1 2:1 b");
    }
    try (DeviceJsonReader reader =
        DeviceJsonReader.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_16LE)))) {
      assertThat(reader.next().orElseThrow().device().toProto().getName()).isEqualTo("Süd 😀");
    }
  }

  @Test
  void bytes_that_are_no_text_spoil_one_device_alone() {
    byte[] bytes = (A + "\n{\"name\":\"\u00FC\"}\n" + B).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(outcomes(bytes))
        .containsExactly("0 1:1 a", "1 2:10 ! name: text in UTF-8 or UTF-16", "2 3:1 b");
    byte[] between = (A + "\u00FC\n" + B).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(outcomes(between)).containsExactly("0 1:1 a", "1 1:26 ! : an object", "2 2:1 b");
  }

  @Test
  void characters_beyond_the_basic_plane_are_text_whatever_their_halves() {
    String text = "{\"ids\":{\"device_id\":\"\uD83D\uDFFF\"}}";
    assertThat(outcomes(text)).containsExactly("0 1:1 \uD83D\uDFFF");
    assertThat(outcomes(text.getBytes(StandardCharsets.UTF_16BE)))
        .containsExactly("0 1:1 \uD83D\uDFFF");
  }

  @Test
  void a_wrong_value_spoils_its_device_alone() {
    assertThat(outcomes(A + "\n  {\"session\":\n{\"last_f_cnt_up\":-1}} " + B + "\n" + C))
        .containsExactly(
            "0 1:1 a",
            "1 3:18 ! session.last_f_cnt_up: a whole number from 0 to 4294967295, as digits",
            "2 3:23 b",
            "3 4:1 c");
  }

  @Test
  void text_that_is_no_json_spoils_one_device_alone() {
    String[] broken = {
      "{\"name\":\"x\" \"y\"}",
      "{\"name\":\"x\"",
      "{\"name\":\"x\",",
      "{\"name\":\"x",
      "{\"name\":\"x\\",
      "{\"ids\":{\"device_id\":\"x\"}",
      "{\"used_dev_nonces\":[1,2",
      "{\"name\":\"x\"]",
      "{\"name\":tRUE}",
      "{'name':'x'}",
      "{\"name\":\"x\\'\"} tail",
      "{\"name\":\"tab\there\"} \"more\"",
    };
    for (String text : broken) {
      List<String> outcomes = outcomes(A + "\n" + text + "\n" + B + "\n" + C + "\n");
      assertThat(outcomes).as(text).hasSize(4).startsWith("0 1:1 a").endsWith("2 3:1 b", "3 4:1 c");
      assertThat(outcomes.get(1)).as(text).matches("1 [23]:\\d+ ! .*: .+");
    }
  }

  @Test
  void a_broken_element_spoils_one_device_alone() {
    for (String text :
        List.of("{\"name\" 1}", "{\"name\":\"x\"", "{\"name\":\"x", "{\"name\":{}}")) {
      assertThat(outcomes("[\n" + A + ",\n" + text + ",\n" + B + ",\n" + C + "\n]\n"))
          .as(text)
          .hasSize(4)
          .startsWith("0 2:1 a")
          .endsWith("2 4:1 b", "3 5:1 c");
    }
  }

  @Test
  void what_is_no_object_is_refused() {
    assertThat(outcomes("null")).containsExactly("0 1:1 ! : an object");
    assertThat(outcomes(A + ",\n" + B))
        .containsExactly("0 1:1 a", "1 1:26 ! : an object", "2 2:1 b");
    assertThat(outcomes("[[" + A + "]]")).containsExactly("0 1:2 ! : an object");
    assertThat(outcomes("[" + A + " " + B + "]"))
        .containsExactly("0 1:2 a", "1 1:28 ! : a comma or the end of the array", "2 1:28 b");
    assertThat(outcomes("[" + A)).containsExactly("0 1:2 a", "1 1:27 ! : the array to be closed");
    assertThat(outcomes("[" + A + "]" + B))
        .containsExactly("0 1:2 a", "1 1:28 ! : nothing after the array");
  }

  @Test
  void deep_nesting_is_refused() {
    String deep = "{\"provisioning_data\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5000) + "}";
    assertThat(outcomes(deep + "\n" + B)).hasSize(2).endsWith("1 2:1 b");
  }

  @Test
  void long_inputs_are_read_as_a_stream() {
    byte[] line = (A + "\n").getBytes(StandardCharsets.UTF_8);
    int count = 200_000;
    Enumeration<InputStream> lines =
        Collections.enumeration(
            Collections.nCopies(count, line).stream()
                .map(bytes -> (InputStream) new ByteArrayInputStream(bytes))
                .toList());
    try (DeviceJsonReader reader = DeviceJsonReader.of(new SequenceInputStream(lines))) {
      long index = -1;
      for (Optional<JsonDevice> next = reader.next(); next.isPresent(); next = reader.next()) {
        index = next.get().index();
        assertThat(next.get().line()).isEqualTo(index + 1);
      }
      assertThat(index).isEqualTo(count - 1);
    }
  }

  @Test
  void a_device_is_handed_out_before_the_next_line_is_there() {
    AtomicBoolean asked = new AtomicBoolean();
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream((A + "\n").getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
              @Override
              public int read() {
                asked.set(true);
                return -1;
              }

              @Override
              public int read(byte[] bytes, int offset, int length) {
                return read();
              }
            });
    try (DeviceJsonReader reader = DeviceJsonReader.of(in)) {
      assertThat(reader.next()).isPresent();
      assertThat(asked).isFalse();
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void an_input_that_fails_ends_reading_with_its_reason() {
    InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    try (DeviceJsonReader reader = DeviceJsonReader.of(in)) {
      assertThatExceptionOfType(MigrationException.class)
          .isThrownBy(reader::next)
          .withMessageContaining("the disk is gone")
          .isNotInstanceOf(DeviceJsonException.class);
      assertThat(reader.next()).isEmpty();
    }
  }
}
