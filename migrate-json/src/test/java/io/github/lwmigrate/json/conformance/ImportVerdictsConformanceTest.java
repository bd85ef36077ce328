package io.github.lwmigrate.json.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.check.Candidate;
import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.check.DeviceChecks;
import io.github.lwmigrate.json.DeviceJsonException;
import io.github.lwmigrate.json.DeviceJsonReader;
import io.github.lwmigrate.json.JsonDevice;
import io.github.lwmigrate.json.JsonNotice;
import io.github.lwmigrate.json.ReadOptions;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Device JSON and the profile "import" together judge as a real import did. */
@Tag("conformance")
class ImportVerdictsConformanceTest {
  private static final String TARGET = "needs the state of the target";
  private static final String STRICTER = "we refuse what would harm the device";

  /** Rows that are not decided by a device alone, or that we decide otherwise on purpose. */
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("id-taken", TARGET),
          Map.entry("eui-taken", TARGET),
          Map.entry("provisioner", TARGET + ": which provisioners it has"),
          Map.entry("macstate-eirp-nan", STRICTER + ": not a number"),
          Map.entry("macstate-eirp-huge", STRICTER + ": a power that would become zero"),
          Map.entry("fcnt-negative", STRICTER + ": a counter that would become another one"),
          Map.entry("freq-float", STRICTER + ": a frequency that would become another one"));

  private static final Pattern FIELD_VALUE = Pattern.compile("invalid value of field `([^`]+)`");
  private static final Pattern INVALID = Pattern.compile("\\(invalid `([^`\\[]+)");
  private static final List<String> ENVELOPES = List.of("end_device");

  @Test
  void importVerdicts_everyDevice_sameVerdictAndField() throws IOException {
    SoftAssertions all = new SoftAssertions();
    int judged = 0;
    for (JsonObject row : rows("import-verdicts.jsonl.gz")) {
      if (row.has("device")) {
        judge(row.get("label").getAsString(), row, all);
        judged++;
      }
    }
    all.assertAll();
    assertThat(judged).isGreaterThan(200);
  }

  @Test
  void versionTwoVerdicts_everyDevice_sameVerdictAndField() throws IOException {
    SoftAssertions all = new SoftAssertions();
    int judged = 0;
    for (JsonObject row : rows("v2-import-verdicts.jsonl.gz")) {
      judge(row.get("case").getAsString(), row, all);
      judged++;
    }
    all.assertAll();
    assertThat(judged).isGreaterThan(70);
  }

  @Test
  void verdictsOnRealExports_everyDevice_sameVerdictAndField() throws IOException {
    SoftAssertions all = new SoftAssertions();
    Map<String, JsonElement> devices = new HashMap<>();
    for (JsonObject row : rows("tool-export.jsonl.gz")) {
      if (row.has("json")) {
        devices.put(text(row, "run") + "/" + text(row, "device"), row.get("json"));
      }
    }
    int judged = 0;
    for (JsonObject row : rows("export-import-verdicts.jsonl.gz")) {
      String name = text(row, "run") + "/" + text(row, "label");
      row.add("device", devices.get(name));
      row.add("errors", row.get("stderr"));
      judge(name, row, all);
      judged++;
    }
    all.assertAll();
    assertThat(judged).isEqualTo(60);
  }

  private static String text(JsonObject row, String name) {
    return row.get(name).getAsString();
  }

  private static void judge(String name, JsonObject row, SoftAssertions all) {
    if (EXCEPTIONS.containsKey(name)) {
      return;
    }
    boolean accepted = row.get("verdict").getAsString().equals("accepted");
    List<String> fields = errorFields(row.get("device"));
    all.assertThat(fields.isEmpty()).as("%s: %s", name, fields).isEqualTo(accepted);
    String field = accepted ? "" : field(row.get("errors").getAsString());
    if (!field.isEmpty() && fields.size() == 1) {
      all.assertThat(fields.get(0)).as(name).matches(ours -> isSame(ours, field));
    }
  }

  /** The fields that reader and checks refuse, one for each error. */
  private static List<String> errorFields(JsonElement device) {
    byte[] json = device.toString().getBytes(StandardCharsets.UTF_8);
    JsonDevice read;
    try (DeviceJsonReader reader =
        DeviceJsonReader.of(
            new ByteArrayInputStream(json),
            ReadOptions.strict().leaveOutUnknownFields().takeLastOfDuplicates())) {
      read = reader.next().orElseThrow();
    } catch (DeviceJsonException e) {
      return List.of("");
    }
    List<Finding> findings = new ArrayList<>();
    for (JsonNotice notice : read.notices()) {
      if (notice.kind() == JsonNotice.Kind.SESSION_KEY_ID_NOT_GIVEN) {
        findings.add(Finding.of(Severity.ERROR, "", notice.field(), ""));
      }
    }
    Candidate candidate =
        new Candidate(read.device(), read.device(), MigrationPolicy.withoutSession().build());
    for (DeviceCheck check : DeviceChecks.importProfile()) {
      check.check(candidate, findings::add);
    }
    return findings.stream()
        .filter(finding -> finding.severity().compareTo(Severity.CONFIRM) >= 0)
        .map(Finding::field)
        .toList();
  }

  /** The field that the recorded error is about; empty if it names none. */
  private static String field(String errors) {
    Matcher value = FIELD_VALUE.matcher(errors);
    if (value.find()) {
      return value.group(1);
    }
    List<String> path = new ArrayList<>();
    Matcher invalid =
        INVALID.matcher(errors.substring(Math.max(0, errors.lastIndexOf("\nerror:"))));
    while (invalid.find()) {
      if (!ENVELOPES.contains(invalid.group(1))) {
        path.add(invalid.group(1));
      }
    }
    return String.join(".", path);
  }

  /** A server may name the parent or a part of the field that we name, and leaves choices out. */
  private static boolean isSame(String ours, String theirs) {
    String ourPath = ours.replace(".mode.", ".");
    String theirPath = theirs.replace(".mode.", ".");
    return ours.isEmpty()
        || ourPath.equals(theirPath)
        || ourPath.startsWith(theirPath + ".")
        || theirPath.startsWith(ourPath + ".");
  }

  private static List<JsonObject> rows(String name) throws IOException {
    String folder = System.getProperty("lwmigrate.conformance", "");
    assumeTrue(!folder.isBlank(), "no recorded vectors here");
    try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(Path.of(folder, "ttnv3", name))),
                    StandardCharsets.UTF_8));
        Stream<String> lines = reader.lines()) {
      return lines.map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }
}
