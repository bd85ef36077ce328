package io.github.lwmigrate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.OnFailure;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Completion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakesTest {

  @Test
  void wholeMigration_fromMemoryToMemory() {
    MemorySource source = MemorySource.of(device("b"), device("a"), device("c"), device("d"));
    source.failOn(
        new DeviceRef("app-1", "c"), MigrationException.builder(Stage.READ, "read it").build());
    RecordingSink sink = RecordingSink.withConcurrency(2);
    MigrationReport report =
        Migration.from(source)
            .to(sink)
            .policy(MigrationPolicy.withoutSession().onFailure(OnFailure.CONTINUE).build())
            .checks(List.of())
            .build()
            .run(Selection.all());
    assertThat(report.count(Status.DONE)).isEqualTo(3);
    assertThat(report.count(Status.FAILED)).isEqualTo(1);
    assertThat(sink.devices()).extracting(EndDevice::deviceId).containsExactly("a", "b", "d");
    assertThat(sink.deliveries())
        .extracting(delivery -> delivery.index())
        .containsExactly(0L, 1L, 3L);
    assertThat(sink.completion()).contains(new Completion(false, 3, 1));
  }

  @Test
  void device_removedOrReplaced_isReadAsItIsNow() {
    MemorySource source = MemorySource.of(device("a"), device("b"));
    source.put(device("a").withFrequencyPlanId("AS_923"));
    source.remove(new DeviceRef("app-1", "b"));
    RecordingSink sink = RecordingSink.create();
    Migration.from(source)
        .to(sink)
        .policy(MigrationPolicy.withoutSession().build())
        .checks(List.of())
        .build()
        .run(Selection.all());
    assertThat(sink.devices()).extracting(EndDevice::frequencyPlanId).containsExactly("AS_923");
  }

  @Test
  void call_passesTimeByPauses_andEndsWhenCancelled() {
    TestCall call = TestCall.withTimeout(Duration.ofSeconds(3));
    call.pause(Duration.ofHours(2));
    assertThat(call.clock().instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofHours(2)));
    assertThat(call.paused()).isEqualTo(Duration.ofHours(2));
    assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(call.expectedDevices()).isEmpty();
    call.expectDevices(7);
    assertThat(call.expectedDevices()).hasValue(7);
    assertThat(call.random().nextLong()).isEqualTo(TestCall.create().random().nextLong());
    call.cancel();
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> call.pause(Duration.ofSeconds(1)));
  }

  @Test
  void steps_doneWithoutBeingIntended_areAMistake() {
    RecordedSteps steps = new RecordedSteps();
    steps.intend("one");
    steps.done("one");
    steps.done("two");
    assertThat(steps.mistakes()).singleElement().asString().contains("two");
    assertThat(steps.wasIntended("one") && steps.wasDone("one")).isTrue();
    assertThat(steps.wasIntended("two")).isFalse();
  }

  private static EndDevice device(String id) {
    return EndDevice.of(
            io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder()
                .setSupportsJoin(true)
                .build())
        .withApplicationId("app-1")
        .withDeviceId(id);
  }
}
