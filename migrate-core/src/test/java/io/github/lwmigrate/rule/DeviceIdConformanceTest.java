package io.github.lwmigrate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.stack.MessageRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ids that the published migration tool makes, and those it refuses. */
class DeviceIdConformanceTest {

  /** Where this SDK decides otherwise, with the rule by which it does. */
  private static final Map<String, String> DEVIATIONS =
      Map.of(
          "empty-id-zero-eui",
          "a zero EUI is absent, so that no id is made of it; several devices would get the same");

  /** A recorded refusal that comes before the first device here. */
  private static final Set<String> REFUSED_BY_THE_POLICY = Set.of("prefix-upper", "prefix-dash");

  record Row(String name, String prefix, EndDevice device, String output, boolean refused) {}

  record Expected(String deviceId, String applicationId, String oldId) {}

  @Test
  @DisplayName("device ids follow the tables in the project's own form")
  void ownVectors() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                DeviceIdConformanceTest.class.getResourceAsStream("device-ids.tsv"),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          String[] cell = line.split("\t", -1);
          rows.add(new Row(cell[0], cell[1], device(cell[2]), cell[3], cell[3].isEmpty()));
        }
      }
    }
    assertThat(rows).hasSizeGreaterThan(20);
    rows.forEach(DeviceIdConformanceTest::check);
  }

  @Test
  @Tag("conformance")
  @DisplayName("device ids follow the recorded runs")
  void recordedVectors() throws IOException {
    String folder = System.getProperty("lwmigrate.conformance", "");
    Assumptions.assumeTrue(!folder.isBlank(), "no folder of recordings was given");
    int rows = 0;
    try (InputStream file = Files.newInputStream(Path.of(folder, "export.jsonl.gz"));
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        check(
            new Row(
                text(line, "name"),
                text(line, "dev_id_prefix"),
                device(text(line, "wire")),
                text(line, "output").replace("\\\"", "\""),
                !line.contains("\"output\":")));
        rows++;
      }
    }
    assertThat(rows).isEqualTo(22);
  }

  private static void check(Row row) {
    var builder = MigrationPolicy.withoutSession();
    if (!row.prefix().isEmpty()) {
      builder.deviceIdPrefix(row.prefix());
    }
    if (REFUSED_BY_THE_POLICY.contains(row.name())) {
      assertThatExceptionOfType(ConfigurationException.class)
          .as(row.name())
          .isThrownBy(builder::build);
      return;
    }
    List<Finding> findings = new ArrayList<>();
    EndDevice device = row.device();
    for (DeviceRule rule : builder.build().rules()) {
      device = rule.apply(device, findings::add);
    }
    boolean refused =
        findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)
            || !MessageRules.check(device.toProto()).isEmpty();
    assertThat(refused)
        .as("%s is refused (%s)", row.name(), findings)
        .isEqualTo(row.refused() || DEVIATIONS.containsKey(row.name()));
    if (!refused) {
      assertThat(
              new Expected(
                  device.deviceId(),
                  device.applicationId(),
                  device.toProto().getAttributesOrDefault(AssignDeviceId.OLD_ID, "")))
          .as(row.name())
          .isEqualTo(
              new Expected(
                  text(row.output(), "device_id"),
                  text(row.output(), "application_id"),
                  text(row.output(), AssignDeviceId.OLD_ID)));
    }
  }

  private static EndDevice device(String wire) throws IOException {
    return EndDevice.of(
        io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.parseFrom(
            Base64.getDecoder().decode(wire)));
  }

  /** The text of a member; these lines have each name once. */
  private static String text(String json, String name) {
    Matcher member = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
    return member.find() ? member.group(1) : "";
  }
}
