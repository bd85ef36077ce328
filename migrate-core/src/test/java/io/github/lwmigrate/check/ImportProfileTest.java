package io.github.lwmigrate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.FieldPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportProfileTest {

  private record Case(String name, EndDevice device, List<String> expected) {}

  @Test
  void check_everyCase_findsAllErrorsAndNoOthers() throws IOException {
    List<Case> cases = cases();
    for (Case device : cases) {
      List<Finding> findings = TestDevices.findings(DeviceChecks.importProfile(), device.device());
      assertThat(TestDevices.named(findings, Severity.ERROR))
          .as(device.name())
          .containsExactlyInAnyOrderElementsOf(device.expected());
    }
    assertThat(cases).hasSizeGreaterThan(70);
  }

  @Test
  void check_everyCase_findingsNameKnownCodesAndFields() throws Exception {
    Set<String> codes = codes();
    for (Case device : cases()) {
      for (Finding finding :
          TestDevices.findings(DeviceChecks.migrationProfile(), device.device())) {
        assertThat(codes).contains(finding.code());
        assertThat(finding.message()).endsWith(".");
        assertThat(finding.remedy()).endsWith(".");
        if (!finding.field().isEmpty() && !isInsideAList(finding.field())) {
          assertThatCode(() -> FieldPath.ofDevice(finding.field())).doesNotThrowAnyException();
        }
      }
    }
  }

  /** Paths of field masks end at lists and maps; those of findings say which field in them. */
  private static boolean isInsideAList(String field) {
    return field.contains("channels.") || field.startsWith("locations.");
  }

  @Test
  void codes_areLowerCaseWordsJoinedByHyphens_eachOnce() throws Exception {
    Set<String> seen = new HashSet<>();
    for (Field constant : FindingCodes.class.getFields()) {
      String code = (String) Objects.requireNonNull(constant.get(null));
      assertThat(code).matches("[a-z0-9]+(-[a-z0-9]+)*");
      assertThat(seen.add(code)).as(code).isTrue();
    }
  }

  @Test
  void formatter_isMeasuredInBytes() {
    EndDevice device = TestDevices.good("otaa");
    EndDevice.Builder fits = device.toBuilder();
    fits.getFormattersBuilder().setUpFormatterParameter("x".repeat(40_960));
    EndDevice.Builder longer = device.toBuilder();
    longer.getFormattersBuilder().setUpFormatterParameter("\u00e9".repeat(20_481));
    longer.getFormattersBuilder().setDownFormatterParameter("\u00e9".repeat(20_481));
    assertThat(errors(fits.build())).isEmpty();
    assertThat(errors(longer.build()))
        .containsExactly(
            "formatter-too-long@formatters.up_formatter_parameter",
            "formatter-too-long@formatters.down_formatter_parameter");
  }

  @Test
  void messageProfile_judgesFieldsThatAnImportOverwrites() {
    EndDevice device =
        TestDevices.changed(TestDevices.good("otaa"), "network_server_address: \"http://x/y\"");
    assertThat(errors(device)).isEmpty();
    assertThat(
            TestDevices.named(
                TestDevices.findings(DeviceChecks.messageProfile(), device), Severity.ERROR))
        .containsExactly("invalid-field@network_server_address");
  }

  @Test
  void messageProfile_saysNothingAboutRulesOfServers() {
    EndDevice device =
        TestDevices.changed(
            TestDevices.good("abp"), "-session ; serial_number: \"0123456789abcdefg\"");
    assertThat(TestDevices.findings(DeviceChecks.messageProfile(), device)).isEmpty();
  }

  private static List<String> errors(EndDevice device) {
    return TestDevices.named(
        TestDevices.findings(DeviceChecks.importProfile(), device), Severity.ERROR);
  }

  private static Set<String> codes() throws IllegalAccessException {
    Set<String> codes = new HashSet<>();
    for (Field constant : FindingCodes.class.getFields()) {
      codes.add((String) Objects.requireNonNull(constant.get(null)));
    }
    return codes;
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ImportProfileTest.class.getResourceAsStream("import-profile.tsv")),
                StandardCharsets.UTF_8))) {
      for (String line : reader.lines().filter(text -> !text.startsWith("#")).toList()) {
        String[] cells = line.split("\t", -1);
        EndDevice device = TestDevices.good(cells[1]);
        cases.add(
            new Case(
                cells[0],
                cells.length > 3 ? TestDevices.changed(device, cells[3]) : device,
                cells[2].equals("-") ? List.of() : List.of(cells[2].split(" ", -1))));
      }
    }
    return cases;
  }
}
