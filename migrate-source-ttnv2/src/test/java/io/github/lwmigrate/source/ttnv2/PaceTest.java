package io.github.lwmigrate.source.ttnv2;

import static io.github.lwmigrate.source.ttnv2.Network.APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import io.github.lwmigrate.simulator.TtnV2RateLimit;
import io.github.lwmigrate.simulator.TtnV2Version;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.testkit.TestCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many calls a thousand devices take, and how long, by the clock of the network. */
class PaceTest {

  private static final int DEVICES = 1000;

  private final VirtualTime time = new VirtualTime();

  private Network network(TtnV2RateLimit limit) {
    return Network.of(
        SimulatedTtnV2.builder()
            .version(
                limit.equals(TtnV2RateLimit.FIVE_A_SECOND)
                    ? TtnV2Version.V2_10_4
                    : TtnV2Version.V2_10_0)
            .rateLimit(limit)
            .clock(time)
            .waiting(time::pause),
        settings -> settings.concurrency(1));
  }

  private MigrationReport plan(Network network, MigrationPolicy.Builder policy) {
    return Migration.from(network.source)
        .policy(policy.build())
        .clock(time)
        .pacer(time::pause)
        .build()
        .plan(Selection.all());
  }

  @Test
  void withSessions_aThousandDevicesTakeWhatFiveCallsASecondAllow() {
    try (Network network = network(TtnV2RateLimit.FIVE_A_SECOND)) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, DEVICES));

      MigrationReport report = plan(network, MigrationPolicy.withSession().leaveOriginLive());

      assertThat(report.count(Status.PLANNED)).isEqualTo(DEVICES);
      // Discovery, the application, the list, and each device.
      assertThat(network.simulated.operations()).hasSize(3 + DEVICES);
      assertThat(network.simulated.operations()).allMatch(Operation::isOk);
      Duration least = Duration.ofSeconds((DEVICES + 2) / 5);
      assertThat(time.passed()).isBetween(least.minusSeconds(1), least.plus(least.dividedBy(20)));
    }
  }

  @Test
  void withoutSessions_devicesThatJoinTakeNoCall() {
    try (Network network = network(TtnV2RateLimit.FIVE_A_SECOND)) {
      for (int i = 0; i < DEVICES; i++) {
        int number = i;
        network.simulated.put(
            TestDevices.with(
                TestDevices.otaa(APP, "dev-" + i),
                lorawan -> lorawan.setDevEui(TestDevices.devEui(number))));
      }

      MigrationReport report =
          plan(
              network,
              MigrationPolicy.withoutSession().abpSession(AbpSession.KEEP).leaveOriginLive());

      assertThat(report.count(Status.PLANNED)).isEqualTo(DEVICES);
      assertThat(network.simulated.operations())
          .extracting(Operation::method)
          .containsExactly(
              "Discovery/GetByAppID",
              "ApplicationManager/GetApplication",
              "ApplicationManager/GetDevicesForApplication");
      assertThat(time.passed()).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void otherProgramsThatShareTheLimit_areWaitedFor() {
    try (Network network = network(TtnV2RateLimit.FIVE_A_SECOND)) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, 50));
      network
          .simulated
          .faults()
          .on("ApplicationManager/GetDevice")
          .fromCall(10)
          .times(6)
          .rateLimited();

      MigrationReport report = plan(network, MigrationPolicy.withSession().leaveOriginLive());

      assertThat(report.count(Status.PLANNED)).isEqualTo(50);
    }
  }

  @Test
  void oldLimit_isWaitedOut() {
    try (Network network =
        network(new TtnV2RateLimit(300, Duration.ofHours(1), Duration.ZERO, true))) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, 350));

      MigrationReport report = plan(network, MigrationPolicy.withSession().leaveOriginLive());

      assertThat(report.count(Status.PLANNED)).isEqualTo(350);
      assertThat(time.passed()).isGreaterThan(Duration.ofMinutes(59));
      assertThat(network.simulated.operations()).hasSizeLessThan(400);
    }
  }

  @Test
  void applications_haveLimitsOfTheirOwn() {
    try (Network network = Network.of(TestDevices.otaa(APP, "dev-1"))) {
      network.simulated.addApplication("other-app", TtnV2Fleet.seeded(1, 1));
      var other = network.simulated.accessKey("other-app");
      try (TtnV2Source source =
          Network.builder(network.simulated)
              .application(APP, network.key::token)
              .application("other-app", other::token)
              .build()) {
        TestCall call = TestCall.create();

        Network.list(source, Selection.all(), call);

        // Three calls each; the first of each waits for nothing.
        assertThat(call.paused()).isLessThanOrEqualTo(Duration.ofMillis(800));
      }
    }
  }
}
