package io.github.lwmigrate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Sources;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonSourceTest {

  @TempDir private Path folder = Path.of("");

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("devices.json"), text);
  }

  private static List<Listed> list(Source source, Selection selection) {
    List<Listed> entries = new ArrayList<>();
    source.list(selection, entries::add, Call.standalone());
    return entries;
  }

  @Test
  void devices_are_listed_with_their_lines_and_read_without_another_look() throws IOException {
    Path file = file(Devices.json("a") + "\n\n" + Devices.json("b") + "\n");
    try (Source source = JsonSource.of(file)) {
      List<Listed> entries = list(source, Selection.all());
      assertThat(entries)
          .extracting(entry -> entry.ref().toString(), Listed::label)
          .containsExactly(tuple("wells/a", "line 1"), tuple("wells/b", "line 3"));
      Files.delete(file);
      assertThat(source.read(entries.get(1), Call.standalone()).device())
          .contains(Devices.device("b"));
    }
  }

  @Test
  void a_source_lists_as_often_as_it_is_asked() throws IOException {
    try (Source source = JsonSource.of(file(Devices.json("a")))) {
      assertThat(list(source, Selection.all())).hasSize(1);
      assertThat(list(source, Selection.all())).hasSize(1);
      assertThat(source.identity())
          .isEqualTo("json " + folder.toAbsolutePath().resolve("devices.json"));
    }
  }

  @Test
  void what_cannot_be_read_is_an_entry_that_is_rejected() throws IOException {
    Path file =
        file(
            Devices.json("a")
                + "\n{\"supports_join\":1}\n{\"name\":\"x\n"
                + Devices.json("b")
                + "\n");
    try (Source source = JsonSource.of(file)) {
      List<Listed> entries = list(source, Selection.all());
      assertThat(entries)
          .extracting(Listed::label)
          .containsExactly("line 1", "line 2", "line 3", "line 4");
      assertThat(entries.get(1).findings())
          .containsExactly(
              Finding.of(
                      Severity.ERROR,
                      FindingCodes.UNREADABLE_JSON,
                      "supports_join",
                      "line 2, column 18: expected true or false.")
                  .withRemedy("Correct the input at this place."));
      assertThat(entries.get(2).findings())
          .extracting(Finding::code)
          .containsExactly(FindingCodes.UNREADABLE_JSON);
    }
  }

  @Test
  void what_was_passed_over_is_a_warning() throws IOException {
    Path file = file("{\"nmae\":\"x\",\"description\":\"1\",\"description\":\"2\"}");
    try (Source source = JsonSource.of(file)) {
      List<Listed> entries = list(source, Selection.all());
      assertThat(entries.get(0).findings())
          .extracting(Finding::severity, Finding::code, Finding::field)
          .containsExactly(
              tuple(Severity.WARNING, FindingCodes.UNKNOWN_FIELD, "nmae"),
              tuple(Severity.WARNING, FindingCodes.DUPLICATE_FIELD, "description"));
    }
    try (Source source = JsonSource.of(file, ReadOptions.strict())) {
      assertThat(list(source, Selection.all()).get(0).findings())
          .extracting(Finding::code)
          .containsExactly(FindingCodes.UNREADABLE_JSON);
    }
  }

  @Test
  void applications_are_selected_by_their_ids() throws IOException {
    String other = Devices.json("c").replace("wells", "tanks");
    try (Source source = JsonSource.of(file(Devices.json("a") + other + Devices.json("b")))) {
      assertThat(list(source, Selection.applications("tanks")))
          .extracting(entry -> entry.ref().toString())
          .containsExactly("tanks/c");
    }
  }

  @Test
  void chosen_devices_come_in_the_order_of_the_choice() throws IOException {
    try (Source source =
        JsonSource.of(file(Devices.json("a") + Devices.json("b") + Devices.json("c")))) {
      List<Listed> entries =
          list(
              source,
              Selection.devices(
                  new DeviceRef("wells", "c"),
                  DeviceRef.ofDevice("nowhere"),
                  DeviceRef.ofDevice("a")));
      assertThat(entries)
          .extracting(entry -> entry.ref().deviceId())
          .containsExactly("c", "nowhere", "a");
      Call call = Call.standalone();
      assertThat(source.read(entries.get(0), call).device()).contains(Devices.device("c"));
      assertThat(source.read(entries.get(1), call).device()).isEmpty();
      assertThat(source.read(entries.get(1), call).reason())
          .contains("There is no device of this id in", "devices.json");
    }
  }

  @Test
  void an_input_that_flows_by_is_listed_once() {
    InputStream in = new ByteArrayInputStream(Devices.json("a").getBytes(StandardCharsets.UTF_8));
    try (Source source = JsonSource.of(in, "standard input", ReadOptions.strict())) {
      assertThat(list(source, Selection.all())).hasSize(1);
      assertThatExceptionOfType(MigrationException.class)
          .isThrownBy(() -> list(source, Selection.all()))
          .withMessageContaining("standard input")
          .withMessageContaining("was read already")
          .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.LIST));
    }
  }

  @Test
  void files_that_cannot_be_read_are_refused_at_once() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> JsonSource.of(folder.resolve("none.json")))
        .withMessageContaining("none.json")
        .withMessageContaining("does not exist");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> JsonSource.of(folder))
        .withMessageContaining("is a directory");
  }

  @Test
  void a_source_is_found_by_its_name_and_opened_by_options() throws IOException {
    Path file = file("{\"supports_join\":null,\"nmae\":1}");
    try (Source source = Sources.open("json", Map.of("file", file.toString()))) {
      assertThat(codes(source)).containsExactly(FindingCodes.UNREADABLE_JSON);
    }
    try (Source source =
        Sources.open("json", Map.of("file", file.toString(), "accept-nulls", "true"))) {
      assertThat(codes(source)).containsExactly(FindingCodes.UNKNOWN_FIELD);
    }
    try (Source source =
        Sources.open(
            "json",
            Map.of(
                "file",
                file.toString(),
                "accept-nulls",
                "true",
                "refuse-unknown-fields",
                "true"))) {
      assertThat(codes(source)).containsExactly(FindingCodes.UNREADABLE_JSON);
    }
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Sources.open("json", Map.of()))
        .withMessageContaining("\"file\" is missing");
  }

  private static List<String> codes(Source source) {
    return list(source, Selection.all()).get(0).findings().stream().map(Finding::code).toList();
  }
}
