package io.github.lwmigrate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Sink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Sink} keeps to. Extend it in a test class of your own and give it a fixture, as
 * with {@link SourceContract}.
 *
 * <p>Each test is named by a rule: K1 is about storing, K2 about probing, K3 about finishing, K4
 * about the sink itself, K5 about errors and cancelling. A rule that the fixture gives no means to
 * test is skipped.
 */
@Timeout(120)
public abstract class SinkContract {

  private static final int DEVICES = 5;

  private @Nullable SinkFixture made;

  /** For subclasses. */
  protected SinkContract() {}

  /**
   * Makes an empty target for one test.
   *
   * @return a new fixture
   * @throws Exception if it cannot be made
   */
  protected abstract SinkFixture fixture() throws Exception;

  @BeforeEach
  void makeFixture() throws Exception {
    made = fixture();
  }

  @AfterEach
  void closeFixture() {
    if (made != null) {
      made.close();
    }
  }

  private SinkFixture target() {
    SinkFixture fixture = made;
    if (fixture == null) {
      throw new IllegalStateException("the fixture is made before each test");
    }
    return fixture;
  }

  @Nested
  @DisplayName("K1 Storing")
  class Storing {

    @Test
    @DisplayName("K1.1 puts every device into the target, whole, each once")
    void whole() throws Exception {
      try (Sink sink = target().open()) {
        for (int i = 0; i < DEVICES; i++) {
          store(sink, i);
        }
        sink.finish(new Completion(true, DEVICES, 0));
      }
      assertHolds(DEVICES);
    }

    @Test
    @DisplayName("K1.2 gives a receipt that says where the device is")
    void receipt() throws Exception {
      try (Sink sink = target().open()) {
        assertThat(store(sink, 0).location()).as("the place in the receipt").isNotBlank();
      }
    }

    @Test
    @DisplayName("K1.3 the same delivery twice leaves one device")
    void twice() throws Exception {
      try (Sink sink = target().open()) {
        RecordedSteps steps = new RecordedSteps();
        sink.store(delivery(0), steps, TestCall.create());
        sink.store(delivery(0), steps, TestCall.create());
        store(sink, 1);
        sink.finish(new Completion(true, 2, 0));
      }
      assertHolds(2);
    }

    @Test
    @DisplayName("K1.4 the same delivery in a resumed run leaves one device")
    void resumed() throws Exception {
      assumeTrue(target().resumes(), "every run fills this target from the start");
      RecordedSteps steps = new RecordedSteps();
      try (Sink sink = target().open()) {
        sink.store(delivery(0), steps, TestCall.create());
      }
      try (Sink sink = target().open()) {
        sink.store(delivery(0), steps, TestCall.create());
        store(sink, 1);
        sink.finish(new Completion(true, 2, 0));
      }
      assertHolds(2);
    }

    @Test
    @DisplayName("K1.5 works from as many threads as the sink allows")
    void concurrent() throws Exception {
      int devices;
      try (Sink sink = target().open()) {
        devices = Math.max(1, Math.min(sink.maxConcurrency(), 32));
        List<Callable<Receipt>> tasks = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
          int number = i;
          tasks.add(() -> store(sink, number));
        }
        assertThat(Together.run(tasks)).as("receipts").hasSize(devices);
        sink.finish(new Completion(true, devices, 0));
      }
      assertHolds(devices);
    }

    @Test
    @DisplayName("K1.6 writes a step down before it says that it was done")
    void steps() throws Exception {
      try (Sink sink = target().open()) {
        RecordedSteps steps = new RecordedSteps();
        sink.store(delivery(0), steps, TestCall.create());
        assertThat(steps.mistakes()).isEmpty();
        assertThat(steps.done()).as("steps of a device that is stored").isEqualTo(steps.intended());
      }
    }
  }

  @Nested
  @DisplayName("K2 Probing")
  class Probing {

    @Test
    @DisplayName("K2.1 changes nothing")
    void changesNothing() throws Exception {
      List<EndDevice> before = target().stored();
      try (Sink sink = target().open()) {
        for (int i = 0; i < DEVICES; i++) {
          sink.probe(target().device(i), TestCall.create());
        }
      }
      assertThat(target().stored().equals(before))
          .as("the target holds what it held before probing")
          .isTrue();
    }

    @Test
    @DisplayName("K2.2 has nothing against a device that the target takes")
    void takesGoodDevices() throws Exception {
      try (Sink sink = target().open()) {
        assertThat(sink.probe(target().device(0), TestCall.create()))
            .extracting(Finding::severity)
            .doesNotContain(Severity.ERROR, Severity.CONFIRM);
        store(sink, 0);
      }
    }
  }

  @Nested
  @DisplayName("K3 Finishing")
  class Finishing {

    @Test
    @DisplayName("K3.1 a complete run leaves a target that looks complete")
    void complete() throws Exception {
      try (Sink sink = target().open()) {
        store(sink, 0);
        sink.finish(new Completion(true, 1, 0));
      }
      assertHolds(1);
      target()
          .looksComplete()
          .ifPresent(complete -> assertThat(complete).as("the target looks complete").isTrue());
    }

    @Test
    @DisplayName(
        "K3.2 a stopped run loses nothing, and leaves a target that does not look complete")
    void stopped() throws Exception {
      try (Sink sink = target().open()) {
        store(sink, 0);
        sink.finish(new Completion(false, 1, 2));
      }
      assertHolds(1);
      target()
          .looksComplete()
          .ifPresent(complete -> assertThat(complete).as("the target looks complete").isFalse());
    }

    @Test
    @DisplayName("K3.3 a run without devices can be finished")
    void empty() throws Exception {
      try (Sink sink = target().open()) {
        sink.finish(new Completion(true, 0, 0));
      }
      assertHolds(0);
    }
  }

  @Nested
  @DisplayName("K4 The sink")
  class TheSink {

    @Test
    @DisplayName("K4.1 allows at least one writer")
    void maxConcurrency() throws Exception {
      try (Sink sink = target().open()) {
        assertThat(sink.maxConcurrency()).isPositive();
      }
    }

    @Test
    @DisplayName("K4.2 tells its target from others by a text that stays the same")
    void identity() throws Exception {
      String first;
      try (Sink sink = target().open()) {
        first = sink.identity();
        assertThat(first).isNotBlank();
        assertThat(sink.identity()).isEqualTo(first);
      }
      assumeTrue(target().resumes(), "every run fills this target from the start");
      try (Sink other = target().open()) {
        assertThat(other.identity()).as("of another sink into this target").isEqualTo(first);
      }
    }

    @Test
    @DisplayName("K4.3 prints no secret, neither its own nor a device's")
    void printsNoSecret() throws Exception {
      Secrets secrets = secrets();
      try (Sink sink = target().open()) {
        List<Finding> findings = sink.probe(target().device(0), TestCall.create());
        assertThat(secrets.areIn(findings.toString())).as("a finding holds a secret").isFalse();
        assertThat(secrets.areIn(store(sink, 0).toString()))
            .as("the receipt holds a secret")
            .isFalse();
        assertThat(secrets.areIn(sink.identity())).as("its identity holds a secret").isFalse();
        assertThat(secrets.areIn(sink.toString())).as("its text form holds a secret").isFalse();
      }
    }

    @Test
    @DisplayName("K4.4 may be closed twice, finished or not")
    void closedTwice() throws Exception {
      Sink unused = target().open();
      unused.close();
      unused.close();
      assumeTrue(target().resumes(), "every run fills this target from the start");
      Sink used = target().open();
      store(used, 0);
      used.finish(new Completion(true, 1, 0));
      used.close();
      used.close();
      assertHolds(1);
    }
  }

  @Nested
  @DisplayName("K5 Errors and cancelling")
  class Errors {

    @Test
    @DisplayName("K5.1 errors of the target come as MigrationException and hold no secret")
    void failing() throws Exception {
      Sink failing = target().openFailing().orElse(null);
      assumeTrue(failing != null, "the fixture has no sink that fails");
      Throwable thrown;
      try (Sink sink = failing) {
        thrown =
            catchThrowable(
                () -> {
                  sink.store(delivery(0), new RecordedSteps(), TestCall.create());
                  sink.finish(new Completion(true, 1, 0));
                });
      }
      assertThat(thrown)
          .as("what a failing target makes the sink throw")
          .isInstanceOf(MigrationException.class)
          .isNotInstanceOf(CancelledException.class);
      assertThat(secrets().areIn(thrown)).as("the error or a cause holds a secret").isFalse();
    }

    @Test
    @DisplayName("K5.2 a cancelled run starts no call")
    void cancelled() throws Exception {
      try (Sink sink = target().open()) {
        assertStartsNothing(call -> sink.probe(target().device(0), call));
        assertStartsNothing(call -> sink.store(delivery(0), new RecordedSteps(), call));
      }
    }
  }

  private interface Attempt {
    void with(Call call);
  }

  private void assertStartsNothing(Attempt attempt) {
    TestCall call = TestCall.create();
    call.cancel();
    OptionalLong before = target().targetCalls();
    Throwable thrown = catchThrowable(() -> attempt.with(call));
    if (thrown != null) {
      assertThat(thrown).as("what ends a cancelled call").isInstanceOf(CancelledException.class);
    }
    assertThat(call.remoteCalls()).as("remote calls after cancelling").isZero();
    assertThat(target().targetCalls()).as("calls that the target saw").isEqualTo(before);
  }

  private Secrets secrets() {
    Secrets secrets = new Secrets();
    secrets.add(target().secrets());
    secrets.addKeysOf(target().device(0));
    return secrets;
  }

  private Receipt store(Sink sink, int number) {
    return sink.store(delivery(number), new RecordedSteps(), TestCall.create());
  }

  private Delivery delivery(int number) {
    EndDevice device = target().device(number);
    return new Delivery(
        number, new DeviceRef("origin-app", "origin-" + number), device, Instant.EPOCH);
  }

  private void assertHolds(int devices) throws Exception {
    List<EndDevice> stored = target().stored();
    assertThat(stored.stream().map(EndDevice::deviceId))
        .as("devices in the target")
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, devices)
                .mapToObj(i -> target().expected(target().device(i)).deviceId())
                .toList());
    for (int i = 0; i < devices; i++) {
      EndDevice expected = target().expected(target().device(i));
      assertThat(stored.stream().anyMatch(expected::equals))
          .as("device " + expected.deviceId() + " is stored as it was delivered")
          .isTrue();
    }
  }
}
