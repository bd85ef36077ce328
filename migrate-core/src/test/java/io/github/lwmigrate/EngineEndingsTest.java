package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens: the run ends, and every listed device has exactly one outcome, in order. */
@Timeout(60)
class EngineEndingsTest {

  private static final int DEVICES = 200;

  private final FakeSink sink = new FakeSink();
  private final List<Outcome> heard = new ArrayList<>();

  @Test
  void everythingWorks_isComplete() {
    MigrationReport report = run(new FakeSource(DEVICES, 4), OnFailure.STOP);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.count(Status.DONE)).isEqualTo(DEVICES);
    assertThat(report.orThrow()).isSameAs(report);
    assertThat(sink.finished).containsExactly(new Completion(true, DEVICES, 0));
    assertThat(report.outcomes())
        .allSatisfy(
            outcome -> {
              assertThat(outcome.receipt()).isPresent();
              assertThat(outcome.failure()).isEmpty();
            });
  }

  @Test
  void failingRead_stop_startsNoFurtherDevice() {
    FakeSource source =
        new FakeSource(DEVICES, 4)
            .reading((i, call) -> i == 20 ? fail() : Reading.of(FakeSource.device(i)));
    MigrationReport report = run(source, OnFailure.STOP);
    assertThat(report.count(Status.FAILED)).isEqualTo(1);
    assertThat(report.count(Status.NOT_STARTED)).isPositive();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.failure()).isPresent();
    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(report::orThrow)
        .satisfies(e -> assertThat(e.device()).contains(new DeviceRef("app-1", "dev-20")));
    assertThat(sink.finished).singleElement().matches(completion -> !completion.complete());
    assertThat(sink.finished.get(0).delivered()).isEqualTo(sink.stored.size());
    assertThat(sink.finished.get(0).missing()).isEqualTo(DEVICES - sink.stored.size());
  }

  @Test
  void failingRead_continue_goesOnWithTheNext() {
    FakeSource source =
        new FakeSource(DEVICES, 4)
            .reading((i, call) -> i % 10 == 0 ? fail() : Reading.of(FakeSource.device(i)));
    MigrationReport report = run(source, OnFailure.CONTINUE);
    assertThat(report.counts())
        .isEqualTo(Map.of(Status.FAILED, (long) DEVICES / 10, Status.DONE, DEVICES * 9L / 10));
    assertThat(report.failure()).isEmpty();
    assertThat(sink.finished).containsExactly(new Completion(false, 180, 20));
  }

  @Test
  void deviceThatIsGone_isSkippedWithTheReason_andNothingIsMissing() {
    FakeSource source =
        new FakeSource(DEVICES, 4)
            .reading(
                (i, call) ->
                    i == 3 ? Reading.gone("deleted meanwhile") : Reading.of(FakeSource.device(i)));
    MigrationReport report = run(source, OnFailure.STOP);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.outcomes().get(3).status()).isEqualTo(Status.SKIPPED);
    assertThat(report.outcomes().get(3).findings())
        .extracting(Finding::code, Finding::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(FindingCodes.DEVICE_GONE, "deleted meanwhile"));
    assertThat(sink.finished.get(0).complete()).isTrue();
  }

  @Test
  void unexpectedThrowable_becomesAFailureWithStageAndDevice() {
    FakeSource source =
        new FakeSource(DEVICES, 4)
            .reading(
                (i, call) -> {
                  if (i == 5) {
                    throw new AssertionError("not even a runtime exception");
                  }
                  return Reading.of(FakeSource.device(i));
                });
    MigrationReport report = run(source, OnFailure.CONTINUE);
    MigrationException failure = report.outcomes().get(5).failure().orElseThrow();
    assertThat(failure.stage()).isEqualTo(Stage.READ);
    assertThat(failure.device()).contains(new DeviceRef("app-1", "dev-5"));
    assertThat(failure).hasCauseInstanceOf(AssertionError.class);
    assertThat(failure.getMessage()).contains("AssertionError").doesNotContain("not even");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rule", "check", "probe", "store"})
  void whateverThrowsForOneDevice_onlyThatOneFails(String where) {
    sink.storing((delivery, call) -> maybeFail(where, "store", delivery.index() == 7))
        .probing(
            (device, findings) -> maybeFail(where, "probe", device.deviceId().equals("dev-7")));
    MigrationReport report =
        Migration.from(new FakeSource(DEVICES, 4))
            .to(sink)
            .policy(
                MigrationPolicy.withoutSession()
                    .onFailure(OnFailure.CONTINUE)
                    .rule(
                        (device, findings) -> {
                          maybeFail(where, "rule", device.deviceId().equals("dev-7"));
                          return device;
                        })
                    .build())
            .checks(
                List.of(
                    (candidate, findings) ->
                        maybeFail(where, "check", candidate.exported().deviceId().equals("dev-7"))))
            .onOutcome(heard::add)
            .build()
            .run(Selection.all());
    assertWhole(report, DEVICES);
    assertThat(report.outcomes().get(7).status()).isEqualTo(Status.FAILED);
    assertThat(report.outcomes().get(7).failure().orElseThrow().stage())
        .isEqualTo(
            switch (where) {
              case "rule" -> Stage.TRANSFORM;
              case "check" -> Stage.CHECK;
              default -> Stage.DELIVER;
            });
    assertThat(report.count(Status.DONE)).isEqualTo(DEVICES - 1);
    assertThat(sink.finished).containsExactly(new Completion(false, DEVICES - 1, 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failingListing_keepsWhatWasListed(boolean stop) {
    FakeSource source =
        new FakeSource(DEVICES, 4)
            .beforeListing(
                i -> {
                  if (i == 50) {
                    throw MigrationException.builder(Stage.LIST, "list page 2").build();
                  }
                });
    MigrationReport report = run(source, stop ? OnFailure.STOP : OnFailure.CONTINUE, 50);
    assertThat(report.listingComplete()).isFalse();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.failure().orElseThrow().stage()).isEqualTo(Stage.LIST);
    if (!stop) {
      assertThat(report.count(Status.DONE)).isEqualTo(50);
    }
    assertThat(sink.finished).singleElement().matches(completion -> !completion.complete());
  }

  @Test
  void failingFinish_isTheFailureOfTheRun() {
    sink.finishing(
        () -> {
          throw MigrationException.builder(Stage.DELIVER, "rename the file").build();
        });
    MigrationReport report = run(new FakeSource(3, 1), OnFailure.STOP, 3);
    assertThat(report.count(Status.DONE)).isEqualTo(3);
    assertThat(report.isComplete()).isFalse();
    assertThat(report.failure().orElseThrow()).hasMessageContaining("rename the file");
  }

  @Test
  void cancel_endsTheListing_andStartsNothingMore() {
    CompletableFuture<MigrationRun> run = new CompletableFuture<>();
    AtomicInteger reads = new AtomicInteger();
    AtomicInteger lateReads = new AtomicInteger();
    AtomicBoolean cancelled = new AtomicBoolean();
    FakeSource source =
        new FakeSource(Integer.MAX_VALUE, 2)
            .reading(
                (i, call) -> {
                  if (cancelled.get()) {
                    lateReads.incrementAndGet();
                  }
                  if (reads.incrementAndGet() == 10) {
                    run.join().cancel();
                    cancelled.set(true);
                  }
                  call.throwIfCancelled();
                  return Reading.of(FakeSource.device(i));
                });
    run.complete(migration(source, OnFailure.STOP).start(Selection.all()));
    MigrationReport report = run.join().await();
    assertThat(report.cancelled()).isTrue();
    assertThat(report.listingComplete()).isFalse();
    assertThat(report.count(Status.FAILED)).isZero();
    assertThat(lateReads.get()).as("the other reader was on its way").isLessThanOrEqualTo(1);
    assertWhole(report, (int) report.total());
    assertThatExceptionOfType(CancelledException.class).isThrownBy(report::orThrow);
    assertThat(sink.finished).singleElement().matches(completion -> !completion.complete());
  }

  @Test
  void cancel_whenEverythingListedIsStored_isNotComplete() {
    CompletableFuture<MigrationRun> run = new CompletableFuture<>();
    CountDownLatch stored = new CountDownLatch(5);
    FakeSource source =
        new FakeSource(DEVICES, 1)
            .beforeListing(
                i -> {
                  if (i == 5) {
                    await(stored);
                    run.join().cancel();
                  }
                });
    Migration migration =
        Migration.from(source)
            .to(sink)
            .policy(MigrationPolicy.withoutSession().build())
            .checks(List.of())
            .onOutcome(outcome -> stored.countDown())
            .build();
    run.complete(migration.start(Selection.all()));
    MigrationReport report = run.join().await();
    assertThat(report.counts()).isEqualTo(Map.of(Status.DONE, 5L));
    assertThat(report.isComplete()).isFalse();
    assertThat(sink.finished).containsExactly(new Completion(false, 5, 0));
  }

  @Test
  void interruptedWaiting_cancels_andKeepsTheFlag() {
    FakeSource source = new FakeSource(Integer.MAX_VALUE, 2);
    MigrationRun run = migration(source, OnFailure.STOP).start(Selection.all());
    Thread.currentThread().interrupt();
    MigrationReport report = run.await();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.cancelled()).isTrue();
  }

  @Test
  void pause_endsEarlyWhenTheRunIsCancelled() {
    CompletableFuture<MigrationRun> run = new CompletableFuture<>();
    CountDownLatch reading = new CountDownLatch(1);
    FakeSource source =
        new FakeSource(1, 1)
            .reading(
                (i, call) -> {
                  reading.countDown();
                  call.pause(Duration.ofDays(1));
                  return fail();
                });
    run.complete(migration(source, OnFailure.STOP).start(Selection.all()));
    await(reading);
    run.join().cancel();
    assertThat(run.join().await().count(Status.NOT_STARTED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outcome", "progress"})
  void throwingListener_stopsTheRun_andIsNamed(String which) {
    AtomicInteger calls = new AtomicInteger();
    Runnable listener =
        () -> {
          if (calls.incrementAndGet() == 5) {
            throw new IllegalStateException("listener");
          }
        };
    MigrationReport report =
        Migration.from(new FakeSource(DEVICES, 4))
            .to(sink)
            .policy(MigrationPolicy.withoutSession().build())
            .checks(List.of())
            .onOutcome(outcome -> runIf(which.equals("outcome"), listener))
            .onProgress(progress -> runIf(which.equals("progress"), listener))
            .build()
            .run(Selection.all());
    assertThat(calls.get()).as("a listener that threw is not called again").isEqualTo(5);
    assertIndexes(report.outcomes(), DEVICES);
    assertThat(report.failure().orElseThrow().stage()).isEqualTo(Stage.REPORT);
    assertThat(report.failure().orElseThrow()).hasRootCauseMessage("listener");
    assertThat(report.count(Status.NOT_STARTED)).isPositive();
    assertThat(sink.finished.get(0).complete()).isFalse();
  }

  @Test
  void limit_takesTheFirstOnes_andIsComplete() {
    MigrationReport report =
        migration(new FakeSource(Integer.MAX_VALUE, 4), OnFailure.STOP)
            .run(Selection.all().first(30));
    assertWhole(report, 30);
    assertThat(report.isComplete()).isTrue();
    assertThat(sink.stored).hasSize(30);
    assertThat(sink.finished).containsExactly(new Completion(true, 30, 0));
  }

  @Test
  void limit_holdsAlsoForASourceThatKeepsTheReceiversException() {
    FakeSource stubborn =
        new FakeSource(DEVICES, 4) {
          @Override
          public void list(
              Selection selection,
              java.util.function.Consumer<? super Listed> receiver,
              io.github.lwmigrate.spi.Call call) {
            super.list(
                selection,
                entry -> {
                  try {
                    receiver.accept(entry);
                  } catch (RuntimeException e) {
                    assertThat(e).isNotNull();
                  }
                },
                call);
          }
        };
    MigrationReport report = migration(stubborn, OnFailure.STOP).run(Selection.all().first(30));
    assertWhole(report, 30);
  }

  @Test
  void entryWithAnError_isRejectedWithoutBeingRead() {
    AtomicInteger reads = new AtomicInteger();
    FakeSource source =
        new FakeSource(1, 1) {
          @Override
          public void list(
              Selection selection,
              java.util.function.Consumer<? super Listed> receiver,
              io.github.lwmigrate.spi.Call call) {
            receiver.accept(
                Listed.of(DeviceRef.ofDevice(""))
                    .labelled("line 4")
                    .with(Finding.of(Severity.ERROR, "bad-line", "", "no JSON")));
          }
        }.reading(
            (i, call) -> {
              reads.incrementAndGet();
              return fail();
            });
    MigrationReport report = run(source, OnFailure.STOP, 1);
    assertThat(reads).hasValue(0);
    assertThat(report.outcomes().get(0).status()).isEqualTo(Status.REJECTED);
    assertThat(report.outcomes().get(0).label()).isEqualTo("line 4");
    assertThat(report.failure()).as("a rejected device does not stop a run").isEmpty();
    assertThat(sink.finished.get(0).complete()).isTrue();
  }

  private MigrationReport run(FakeSource source, OnFailure onFailure) {
    return run(source, onFailure, DEVICES);
  }

  private MigrationReport run(FakeSource source, OnFailure onFailure, int devices) {
    MigrationReport report = migration(source, onFailure).run(Selection.all());
    assertWhole(report, devices);
    return report;
  }

  private Migration migration(FakeSource source, OnFailure onFailure) {
    return Migration.from(source)
        .to(sink)
        .policy(MigrationPolicy.withoutSession().onFailure(onFailure).build())
        .checks(List.of())
        .onOutcome(heard::add)
        .build();
  }

  private void assertWhole(MigrationReport report, int devices) {
    assertIndexes(report.outcomes(), devices);
    assertThat(heard).isEqualTo(report.outcomes());
    assertThat(report.total()).isEqualTo(devices);
    assertThat(sink.stored.stream().map(delivery -> delivery.index()))
        .isEqualTo(
            report.outcomes().stream()
                .filter(outcome -> outcome.status() == Status.DONE)
                .map(Outcome::index)
                .toList());
  }

  private static void assertIndexes(List<Outcome> outcomes, int devices) {
    assertThat(outcomes.stream().map(Outcome::index))
        .isEqualTo(LongStream.range(0, devices).boxed().toList());
  }

  private static void maybeFail(String where, String here, boolean device) {
    if (where.equals(here) && device) {
      throw new IllegalStateException("told to");
    }
  }

  private static void runIf(boolean condition, Runnable action) {
    if (condition) {
      action.run();
    }
  }

  private static Reading fail() {
    throw MigrationException.builder(Stage.READ, "read the device")
        .device(new DeviceRef("app-1", "dev-20"))
        .build();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
