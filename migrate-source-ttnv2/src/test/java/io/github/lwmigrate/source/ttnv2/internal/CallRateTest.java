package io.github.lwmigrate.source.ttnv2.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.testkit.TestCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallRateTest {

  private final CallRate rate = new CallRate();
  private final TestCall call = TestCall.create();

  @Test
  void calls_areAFifthOfASecondApart() {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rate.waiting().await(call);
      times.add(sinceStart());
    }

    assertThat(times)
        .containsExactly(
            Duration.ZERO, Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(600));
  }

  @Test
  void aWriteThatFollowsAtOnce_isPaidForByTheNextCall() {
    rate.waiting().await(call);
    rate.atOnce().await(call);
    assertThat(sinceStart()).isZero();

    rate.waiting().await(call);
    assertThat(sinceStart()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void timeThatPassed_isNotSavedUp() {
    call.pause(Duration.ofHours(1));
    rate.waiting().await(call);
    call.pause(Duration.ofHours(1));
    Duration before = sinceStart();

    rate.waiting().await(call);
    rate.waiting().await(call);

    assertThat(sinceStart()).isEqualTo(before.plusMillis(200));
  }

  @Test
  void clockThatIsSetBack_doesNotStopCalls() {
    call.pause(Duration.ofHours(1));
    rate.waiting().await(call);
    TestCall earlier = TestCall.create();

    rate.waiting().await(earlier);

    assertThat(earlier.paused()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void cancelledRun_takesNoTurn() {
    call.cancel();

    assertThatThrownBy(() -> rate.atOnce().await(call)).isInstanceOf(CancelledException.class);
  }

  private Duration sinceStart() {
    return Duration.between(Instant.EPOCH, call.clock().instant());
  }
}
