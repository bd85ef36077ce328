package io.github.lwmigrate.source.ttnv2;

import static io.github.lwmigrate.source.ttnv2.Network.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.simulator.TtnV2Component;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.testkit.TestCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counters, devices that are gone or look so, faults that pass. */
class ReadingTest {

  private static final String GET = "ApplicationManager/GetDevice";
  private static final String UNKNOWN = "handler:device:my-app:dev-1 not found";

  private final Network network = Network.of(TestDevices.otaa(APP, "dev-1"));

  @org.junit.jupiter.api.AfterEach
  void close() {
    network.close();
  }

  @Test
  void counters_areThoseOfTheNetworkServer_notOfTheListing() {
    network.simulated.radio().uplink(APP, "dev-1", 4711);
    network.simulated.radio().downlink(APP, "dev-1");

    var device = Network.device(network.source.read(network.list().get(0), TestCall.create()));

    assertThat(device.session().orElseThrow().lastFCntUp()).isEqualTo(4711);
    assertThat(device.session().orElseThrow().lastNFCntDown()).isEqualTo(6);
  }

  @Test
  void withoutSessions_onlyAbpDevicesTakeACall() {
    network.simulated.put(
        TestDevices.with(TestDevices.abp(APP, "dev-2"), l -> l.setDevEui(TestDevices.devEui(2))));

    MigrationReport report =
        Migration.from(network.source)
            .policy(
                MigrationPolicy.withoutSession()
                    .abpSession(AbpSession.KEEP)
                    .leaveOriginLive()
                    .build())
            .pacer(pause -> {})
            .build()
            .plan(Selection.all());

    assertThat(report.count(Status.PLANNED)).isEqualTo(2);
    assertThat(network.calls()).containsExactly("GetDevicesForApplication", "GetDevice");
    assertThat(
            report.outcomes().get(1).exported().orElseThrow().session().orElseThrow().lastFCntUp())
        .isEqualTo(10);
  }

  @Test
  void twoExports_agreeButForTheTime() {
    var one = withoutTime(network.read("dev-1"));
    var other = withoutTime(network.read("dev-1"));

    assertThat(one.equals(other)).isTrue();
  }

  private static EndDevice withoutTime(Reading reading) {
    return Network.device(reading).with(device -> device.getSessionBuilder().clearStartedAt());
  }

  @Test
  void repeatedReading_ofAnEntry_hasTheTimeOfTheListing() {
    var listed = network.listed("dev-1");
    TestCall later = TestCall.create();
    later.pause(Duration.ofHours(1));

    var one = Network.device(network.source.read(listed, TestCall.create()));
    var other = Network.device(network.source.read(listed, later));

    assertThat(one.equals(other)).isTrue();
  }

  @Test
  void deviceThatIsNotFound_isAskedForAgain() {
    network.simulated.faults().on(GET).refused("NOT_FOUND", UNKNOWN);

    assertThat(network.read("dev-1").device()).isPresent();
  }

  @Test
  void deviceThatIsListedButNotFound_fails() {
    network.simulated.faults().on(GET).times(2).refused("NOT_FOUND", UNKNOWN);

    MigrationException e =
        catchThrowableOfType(MigrationException.class, () -> network.read("dev-1"));

    assertThat(e).hasMessageContaining("lists the device");
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void deviceThatIsNeitherFoundNorListed_isGone() {
    network.simulated.remove(APP, "dev-1");

    Reading reading = network.read("dev-1");

    assertThat(reading.device()).isEmpty();
    assertThat(reading.reason()).contains("does not know");
    assertThat(network.calls())
        .containsExactly("GetDevice", "GetDevice", "GetDevicesForApplication");
  }

  @Test
  void storageThatDoesNotAnswer_isNoAbsentDevice() {
    var listed = network.listed("dev-1");
    network.simulated.takeDown(TtnV2Component.HANDLER_STORAGE);

    assertThatThrownBy(() -> network.source.read(listed, TestCall.create()))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("storage");
  }

  @Test
  void sessionWhoseCountersTheNetworkLost_needsAWord() {
    network.simulated.loseInNetworkServer(APP, "dev-1");

    assertThat(Network.codes(network.read("dev-1").findings()))
        .contains(FindingCodes.SESSION_COUNTERS_SUSPECT);
  }

  @Test
  void templateThatTheUserNames_isNoDevice() {
    network.simulated.put(
        TestDevices.with(
            TestDevices.neverJoined(APP, "template"), l -> l.setDevEui(TestDevices.NO_EUI)));

    assertThat(network.read("template").reason()).contains("template");
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, transport is closing",
    "DEADLINE_EXCEEDED, context deadline exceeded",
    "ABORTED, try again",
    "RESOURCE_EXHAUSTED, Rate limit for client reached",
    "INTERNAL, Broker did not return device: Internal error: [ResourceExhausted] Rate limit",
    "INTERNAL, Broker did not return device: Internal error: [DeadlineExceeded] deadline",
  })
  void faultsThatPass_areRepeated(String code, String text) {
    network.simulated.faults().on(GET).times(3).refused(code, text);

    assertThat(network.read("dev-1").device()).isPresent();
    assertThat(network.calls()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, Unauthorized, access key",
    "INTERNAL, something else, address",
    "PERMISSION_DENIED, no rights, right",
  })
  void otherFaults_failAtOnce(String code, String text, String remedy) {
    network.simulated.faults().on(GET).always().refused(code, text);

    assertThatThrownBy(() -> network.read("dev-1"))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining(code)
        .hasMessageContaining(remedy);
    assertThat(network.calls()).hasSize(1);
  }

  @Test
  void refusalsThatDoNotEnd_endTheDevice() {
    network.simulated.faults().on(GET).always().rateLimited();
    var listed = network.listed("dev-1");
    TestCall call = TestCall.create();

    assertThatThrownBy(() -> network.source.read(listed, call))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("RESOURCE_EXHAUSTED");
    assertThat(call.paused()).isGreaterThan(Duration.ofMinutes(60));
    assertThat(network.calls()).hasSizeLessThan(60);
  }
}
