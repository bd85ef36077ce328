package io.github.lwmigrate.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.MessageRules.Violation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class MessageRulesConformanceTest {
  private static final Pattern RANGE = Pattern.compile("(-?\\d+)(?:-|\\.\\.)(-?\\d*)");
  private static final Pattern AT_MOST = Pattern.compile("at most (\\d+) bytes");

  @Test
  void check_recordedDevices_sameVerdictAndField() throws IOException {
    List<JsonObject> rows = rows("validate.jsonl.gz");
    for (JsonObject row : rows) {
      EndDevice device =
          EndDevice.parseFrom(Base64.getDecoder().decode(row.get("wire").getAsString()));
      List<String> paths =
          MessageRules.check(device).stream().map(Violation::path).collect(Collectors.toList());
      String name = row.get("name").getAsString();
      if (row.get("ok").getAsBoolean()) {
        assertThat(paths).as(name).isEmpty();
      } else {
        String path = row.get("path").getAsString().replaceAll("\\[[^]]*]", "");
        assertThat(paths).as(name).contains(path);
      }
    }
    assertThat(rows).hasSizeGreaterThan(100);
  }

  @Test
  void check_recordedLimits_sameVerdicts() throws IOException {
    List<JsonObject> rows = rows("validate-rules.jsonl.gz");
    for (JsonObject row : rows) {
      String type = row.get("message").getAsString().substring("ttn.lorawan.v3.".length());
      String field = row.get("field").getAsString();
      if (!row.has("accepted_lengths") && !row.has("accepted") && !row.has("absent_ok")) {
        assertThatCode(() -> new RuleSample(type, field, "absent").violation())
            .doesNotThrowAnyException();
      }
      for (String form : samples(row, true)) {
        RuleSample sample = new RuleSample(type, field, form);
        if (form.equals("absent") && sample.isOfChoice()) {
          continue; // Another field of the choice was there.
        }
        assertThat(sample.violation()).as("%s.%s %s", type, field, form).isEmpty();
      }
      for (String form : samples(row, false)) {
        assertThat(new RuleSample(type, field, form).violation())
            .as("%s.%s %s", type, field, form)
            .isPresent();
      }
    }
    assertThat(rows).hasSizeGreaterThan(500);
  }

  private static List<String> samples(JsonObject row, boolean accepted) {
    List<String> forms = new ArrayList<>();
    flag(row, "absent_ok", "absent", accepted, forms);
    flag(row, "empty_message_ok", "empty", accepted, forms);
    JsonArray listed = row.getAsJsonArray(accepted ? "accepted" : "rejected");
    if (listed != null) {
      for (JsonElement element : listed) {
        String text = element.getAsString().replace("\n", "\\n");
        forms.add(text.startsWith("key:") ? "key " + text.substring(4) : "value " + text);
      }
    }
    if (row.has("accepted_lengths")) {
      String kind = row.get("kind").getAsString();
      String ranges = row.get("accepted_lengths").getAsString();
      boolean many = kind.startsWith("repeated") || kind.startsWith("map");
      String form =
          many ? "count" : kind.equals("string") || kind.equals("bytes") ? "len" : "value";
      int same = ranges.indexOf("varied ");
      limits(same < 0 ? ranges : ranges.substring(same + 7), form, row, accepted, forms);
    }
    for (JsonElement reason : reasons(row)) {
      String text = reason.getAsString();
      if (text.startsWith("element: ") && !text.contains("varied")) {
        String kind = row.get("kind").getAsString();
        limits(text.substring(9), kind.endsWith("string") ? "len" : "value", row, accepted, forms);
      }
    }
    return forms;
  }

  private static void flag(
      JsonObject row, String name, String form, boolean accepted, List<String> forms) {
    if (row.has(name) && row.get(name).getAsBoolean() == accepted) {
      forms.add(form);
    }
  }

  /** The ends of the ranges, and what lies next to them outside. */
  private static void limits(
      String ranges, String form, JsonObject row, boolean accepted, List<String> forms) {
    long next = ranges.startsWith("-") ? Long.MIN_VALUE : 0;
    for (String range : ranges.split(",", -1)) {
      Matcher matcher = RANGE.matcher(range);
      assertThat(matcher.matches()).as(range).isTrue();
      long low = Long.parseLong(matcher.group(1));
      boolean open = matcher.group(2).isEmpty();
      long high = open ? low + 2 : Long.parseLong(matcher.group(2));
      for (JsonElement reason : reasons(row)) {
        Matcher most = AT_MOST.matcher(reason.getAsString());
        high = most.find() ? Long.parseLong(most.group(1)) : high;
      }
      if (accepted) {
        forms.add(form + " " + low);
        forms.add(form + " " + high);
      } else {
        if (low > next && low > Integer.MIN_VALUE) {
          forms.add(form + " " + (low - 1));
        }
        if (!open && high < Integer.MAX_VALUE) {
          forms.add(form + " " + (high + 1));
        }
        next = high + 1;
      }
    }
  }

  private static JsonArray reasons(JsonObject row) {
    return row.has("reasons") ? row.getAsJsonArray("reasons") : new JsonArray();
  }

  private static List<JsonObject> rows(String name) throws IOException {
    String folder = System.getProperty("lwmigrate.conformance", "");
    assumeTrue(!folder.isBlank(), "no recorded vectors here");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(folder, name))),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> JsonParser.parseString(line).getAsJsonObject())
          .collect(Collectors.toList());
    }
  }
}
