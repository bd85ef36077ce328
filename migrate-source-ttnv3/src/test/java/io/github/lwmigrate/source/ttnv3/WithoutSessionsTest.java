package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WithoutSessionsTest {

  private final Origin origin = Origin.of(network -> network, source -> source.withoutSessions());

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
  void keysThatAnAbpDeviceKeeps_stillMatter() {
    origin.stack.put(Devices.abp("dev-1"));
    origin.stack.faults().on("AsEndDeviceRegistry/Get").always().keyEncryptionKeyMissing();

    assertThat(origin.read("dev-1").findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR);
  }
}
