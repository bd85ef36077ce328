package io.github.lwmigrate.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.RandomDevices;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.EndDevice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomDevicesCheckTest {

  @Test
  void anyDevice_isJudgedInEveryProfile_eachViolationOnce() {
    RandomDevices devices = new RandomDevices(20261120);
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      EndDevice device = devices.next();
      List<Finding> findings =
          TestDevices.findings(DeviceChecks.migrationProfile(), device.toProto());
      assertThat(findings).doesNotHaveDuplicates();
      findings.forEach(finding -> codes.add(finding.code()));
      List<String> message =
          TestDevices.named(
              TestDevices.findings(DeviceChecks.messageProfile(), device.toProto()),
              Severity.ERROR);
      assertThat(message)
          .containsAll(
              TestDevices.named(findings, Severity.ERROR).stream()
                  .filter(named -> named.startsWith("invalid-field@"))
                  .toList());
    }
    assertThat(codes).hasSizeGreaterThan(30);
  }

  @Test
  void anyFinding_holdsNoValueOfTheDevice() {
    RandomDevices devices = new RandomDevices(7);
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      TestDevices.findings(DeviceChecks.migrationProfile(), devices.next().toProto())
          .forEach(finding -> texts.add(finding.message()));
    }
    // Constant texts, one for each field at most: nothing of three hundred random devices is in
    // them.
    assertThat(texts).hasSizeLessThan(400);
  }
}
