package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WithoutSessionsTest {

  private final Origin origin = Origin.of(network -> network);

  @BeforeEach
  void leaveSessionsBehind() {
    origin.call.movesSessions = false;
  }

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void sessionThatDiffers_doesNotRejectADeviceThatCanJoin() {
    origin.stack.put(Devices.otaa("dev-1"));
    origin.stack.separateSessions(Origin.APP, "dev-1");

    assertThat(origin.read("dev-1").findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.NOTICE);
  }

  @Test
  void run_saysWhetherSessionsMove() {
    origin.stack.put(Devices.otaa("dev-1"));
    origin.stack.separateSessions(Origin.APP, "dev-1");

    assertThat(sessionFinding(MigrationPolicy.withoutSession())).isEqualTo(Severity.NOTICE);
    assertThat(sessionFinding(MigrationPolicy.withSession().leaveOriginLive()))
        .isEqualTo(Severity.ERROR);
  }

  private Severity sessionFinding(MigrationPolicy.Builder policy) {
    return Migration.from(origin.source)
        .policy(policy.build())
        .pacer(time -> {})
        .build()
        .plan(Selection.all())
        .outcomes()
        .get(0)
        .findings()
        .stream()
        .filter(finding -> finding.code().equals("session-differs"))
        .findFirst()
        .orElseThrow()
        .severity();
  }

  @Test
  void keysThatAnAbpDeviceKeeps_stillMatter() {
    origin.stack.put(Devices.abp("dev-1"));
    origin.stack.faults().on("AsEndDeviceRegistry/Get").always().keyEncryptionKeyMissing();

    assertThat(origin.read("dev-1").findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR);
  }
}
