package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One path for plan and run, listing order, concurrency within its bounds, progress. */
@Timeout(60)
class EngineOrderTest {

  private static final MigrationPolicy POLICY = MigrationPolicy.withoutSession().build();

  @Test
  void plan_saysOfEveryDeviceWhatARunWouldDo_andStoresNothing() {
    FakeSink sink =
        new FakeSink(3)
            .probing(
                (device, findings) -> {
                  if (device.deviceId().endsWith("5")) {
                    findings.accept(Finding.of(Severity.ERROR, "taken", "ids", "taken"));
                  }
                });
    FakeSource source =
        new FakeSource(300, 4)
            .reading(
                (i, call) ->
                    switch (i % 20) {
                      case 3 -> Reading.gone("gone");
                      case 4 -> Reading.of(FakeSource.device(i - 1));
                      case 6 -> Reading.of(FakeSource.device(i).withDeviceId("dev_" + i));
                      case 7 -> throw new IllegalStateException("told to");
                      case 8 -> Reading.of(FakeSource.device(0));
                      default -> Reading.of(FakeSource.device(i));
                    });
    List<Delivery> planned = new ArrayList<>();
    Migration migration =
        Migration.from(source)
            .to(sink)
            .policy(MigrationPolicy.withoutSession().onFailure(OnFailure.CONTINUE).build())
            .checks(
                List.of(
                    (candidate, findings) -> {
                      if (candidate.original().deviceId().endsWith("9")) {
                        findings.accept(Finding.of(Severity.CONFIRM, "odd", "", "a nine"));
                      }
                    }))
            .clock(() -> Instant.EPOCH)
            .onPlanned(planned::add)
            .build();
    MigrationReport plan = migration.plan(Selection.all());
    assertThat(sink.stored).isEmpty();
    assertThat(sink.finished).isEmpty();
    assertThat(planned).hasSize((int) plan.count(Status.PLANNED));
    List<Delivery> shown = List.copyOf(planned);
    MigrationReport run = migration.run(Selection.all());
    assertThat(verdicts(plan)).isEqualTo(verdicts(run));
    assertThat(plan.count(Status.PLANNED)).isEqualTo(run.count(Status.DONE)).isPositive();
    assertThat(planned).as("a run tells nothing to the listener of plans").hasSize(shown.size());
    assertThat(sink.stored).containsExactlyInAnyOrderElementsOf(shown);
  }

  private static List<String> verdicts(MigrationReport report) {
    return report.outcomes().stream()
        .map(
            outcome ->
                outcome.index()
                    + " "
                    + (outcome.status() == Status.PLANNED ? Status.DONE : outcome.status())
                    + " "
                    + outcome.findings()
                    + " "
                    + outcome.exported())
        .toList();
  }

  @Test
  void plan_needsNoSink_aRunDoes() {
    Migration migration =
        Migration.from(new FakeSource(5, 1)).policy(POLICY).checks(List.of()).build();
    assertThat(migration.plan(Selection.all()).count(Status.PLANNED)).isEqualTo(5);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> migration.run(Selection.all()))
        .withMessageContaining("to(...)");
  }

  @Test
  void plan_asksTheSinkFromAsManyThreadsAsARun() {
    CyclicBarrier together = new CyclicBarrier(3);
    FakeSink sink = new FakeSink(3).probing((device, findings) -> await(together));
    MigrationReport plan = migration(new FakeSource(9, 1), sink).plan(Selection.all());
    assertThat(plan.count(Status.PLANNED)).isEqualTo(9);
  }

  @Test
  void reading_usesAllThreadsOfTheSource_neverMore_andStoresInListingOrder() {
    int threads = 4;
    CyclicBarrier together = new CyclicBarrier(threads);
    AtomicInteger reading = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    FakeSource source =
        new FakeSource(80, threads)
            .reading(
                (i, call) -> {
                  most.accumulateAndGet(reading.incrementAndGet(), Math::max);
                  await(together);
                  reading.decrementAndGet();
                  return Reading.of(FakeSource.device(i));
                });
    FakeSink sink = new FakeSink();
    assertThat(migration(source, sink).run(Selection.all()).isComplete()).isTrue();
    assertThat(most).hasValue(threads);
    assertThat(sink.ids()).isEqualTo(ids(80));
  }

  @Test
  void storing_usesAllThreadsOfTheSink_neverMore_andTellsOutcomesInListingOrder() {
    int threads = 4;
    CyclicBarrier together = new CyclicBarrier(threads);
    AtomicInteger storing = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    FakeSink sink =
        new FakeSink(threads)
            .storing(
                (delivery, call) -> {
                  most.accumulateAndGet(storing.incrementAndGet(), Math::max);
                  await(together);
                  storing.decrementAndGet();
                });
    MigrationReport report = migration(new FakeSource(80, 2), sink).run(Selection.all());
    assertThat(report.isComplete()).isTrue();
    assertThat(most).hasValue(threads);
    assertThat(report.outcomes().stream().map(outcome -> outcome.origin().deviceId()))
        .isEqualTo(ids(80));
  }

  @Test
  void anyOrderOfReading_givesListingOrder() {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] spins = IntStream.range(0, 200).map(i -> random.nextInt(20_000)).toArray();
      FakeSource source =
          new FakeSource(200, 5)
              .reading(
                  (i, call) -> {
                    for (int spin = 0; spin < spins[i]; spin++) {
                      Thread.onSpinWait();
                    }
                    return Reading.of(FakeSource.device(i));
                  });
      FakeSink sink = new FakeSink();
      MigrationReport report = migration(source, sink).run(Selection.all());
      assertThat(sink.ids()).isEqualTo(ids(200));
      assertThat(report.outcomes().stream().map(outcome -> outcome.origin().deviceId()))
          .isEqualTo(ids(200));
    }
  }

  @Test
  void slowFirstDevice_readingRunsAheadOnlyAsFarAsTheBuffer() throws InterruptedException {
    int devices = 10_000;
    CountDownLatch release = new CountDownLatch(1);
    Set<Integer> listed = ConcurrentHashMap.newKeySet();
    Set<Integer> read = ConcurrentHashMap.newKeySet();
    FakeSource source =
        new FakeSource(devices, 3)
            .beforeListing(listed::add)
            .reading(
                (i, call) -> {
                  if (i == 0) {
                    await(release);
                  }
                  read.add(i);
                  return Reading.of(FakeSource.device(i));
                });
    FakeSink sink = new FakeSink();
    MigrationRun run = migration(source, sink).start(Selection.all());
    Thread lister = threadOf(run, "-list");
    while (lister.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(listed.size()).isLessThan(100);
    assertThat(read.size()).isLessThan(100);
    release.countDown();
    assertThat(run.await().count(Status.DONE)).isEqualTo(devices);
  }

  private static Thread threadOf(MigrationRun run, String suffix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals("lw-migrate-" + run.id().substring(0, 8) + suffix))
        .findAny()
        .orElseThrow();
  }

  @Test
  void listeners_areCalledByOneThreadAtATime_progressAddsUp() {
    List<Progress> heard = new ArrayList<>();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    FakeSource source =
        new FakeSource(50, 4) {
          @Override
          public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
            call.expectDevices(50);
            super.list(selection, receiver, call);
          }
        }.reading(
            (i, call) -> {
              call.countRemoteCall();
              return i == 9 ? Reading.gone("gone") : Reading.of(FakeSource.device(i));
            });
    MigrationReport report =
        Migration.from(source)
            .to(new FakeSink(4))
            .policy(POLICY)
            .checks(List.of())
            .onOutcome(outcome -> threads.add(Thread.currentThread()))
            .onProgress(
                progress -> {
                  threads.add(Thread.currentThread());
                  heard.add(progress);
                })
            .build()
            .run(Selection.all().first(40));
    assertThat(threads).hasSize(1);
    assertThat(heard.stream().map(Progress::finished))
        .isEqualTo(IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList());
    assertThat(heard)
        .allSatisfy(
            progress -> {
              assertThat(progress.total()).hasValue(40);
              assertThat(progress.finished()).isLessThanOrEqualTo(progress.listed());
              assertThat(progress.counts().values().stream().mapToLong(Long::longValue).sum())
                  .isEqualTo(progress.finished());
            });
    assertThat(report.remoteCalls()).isEqualTo(40);
    assertThat(report.counts()).isEqualTo(Map.of(Status.DONE, 39L, Status.SKIPPED, 1L));
  }

  @Test
  void progress_tellsPaceAndTimeLeft() {
    Progress progress =
        new Progress(60, OptionalLong.of(100), 40, Map.of(), 80, Duration.ofSeconds(20));
    assertThat(progress.devicesPerSecond()).isEqualTo(2);
    assertThat(progress.timeLeft()).contains(Duration.ofSeconds(30));
    Progress start = new Progress(0, OptionalLong.of(100), 0, Map.of(), 0, Duration.ZERO);
    assertThat(start.devicesPerSecond()).isZero();
    assertThat(start.timeLeft()).isEmpty();
    assertThat(
            new Progress(5, OptionalLong.empty(), 5, Map.of(), 0, Duration.ofSeconds(1)).timeLeft())
        .isEmpty();
  }

  @Test
  void summary_countsDevicesNotFindings_heaviestFirst_withAnExample() {
    MigrationReport report =
        Migration.from(new FakeSource(10, 2))
            .policy(POLICY)
            .checks(
                List.of(
                    (candidate, findings) -> {
                      findings.accept(Finding.of(Severity.NOTICE, "seen", "", "a"));
                      findings.accept(Finding.of(Severity.NOTICE, "seen", "", "b"));
                      if (candidate.original().deviceId().equals("dev-6")) {
                        findings.accept(Finding.of(Severity.ERROR, "bad", "name", "c"));
                      }
                    }))
            .discardOutcomes()
            .build()
            .plan(Selection.all());
    assertThat(report.outcomes()).isEmpty();
    assertThat(report.total()).isEqualTo(10);
    assertThat(report.findings())
        .extracting(
            summary ->
                summary.code()
                    + " "
                    + summary.devices()
                    + " "
                    + summary.example().message()
                    + " "
                    + summary.exampleLabel())
        .containsExactly("bad 1 c app-1/dev-6", "seen 10 a app-1/dev-0");
  }

  @Test
  void confirm_rejectsUntilItIsAcknowledgedByItsCode() {
    for (boolean acknowledged : new boolean[] {false, true}) {
      MigrationPolicy.Builder policy = MigrationPolicy.withoutSession();
      if (acknowledged) {
        policy.acknowledge("odd-device");
      }
      MigrationReport report =
          Migration.from(new FakeSource(1, 1))
              .policy(policy.build())
              .checks(
                  List.of(
                      (candidate, findings) ->
                          findings.accept(
                              Finding.of(Severity.CONFIRM, "odd-device", "", "is it?"))))
              .build()
              .plan(Selection.all());
      assertThat(report.count(acknowledged ? Status.PLANNED : Status.REJECTED)).isEqualTo(1);
      assertThat(report.findings()).hasSize(1);
    }
  }

  @Test
  void delivery_saysWhenTheDeviceWasRead_andOriginAndRulesAreApplied() {
    FakeSink sink = new FakeSink();
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    Migration.from(new FakeSource(1, 1))
        .to(sink)
        .policy(MigrationPolicy.withoutSession().deviceIdPrefix("eu").build())
        .checks(List.of())
        .clock(() -> now)
        .build()
        .run(Selection.all());
    Delivery delivery = sink.stored.get(0);
    assertThat(delivery.recordedAt()).isEqualTo(now);
    assertThat(delivery.origin().deviceId()).isEqualTo("dev-0");
    assertThat(delivery.device().deviceId()).isEqualTo("eu-dev-0");
    assertThat(delivery.index()).isZero();
  }

  @Test
  void sinkThatFinds_rejectsBeforeItStores() {
    FakeSink sink =
        new FakeSink()
            .probing(
                (device, findings) ->
                    findings.accept(Finding.of(Severity.ERROR, "taken", "ids", "taken")));
    MigrationReport report = migration(new FakeSource(4, 1), sink).run(Selection.all());
    assertThat(report.count(Status.REJECTED)).isEqualTo(4);
    assertThat(sink.stored).isEmpty();
    assertThat(sink.finished).containsExactly(new Completion(true, 0, 0));
  }

  @Test
  void pacer_replacesWaiting() {
    AtomicReference<Duration> waited = new AtomicReference<>(Duration.ZERO);
    FakeSource source =
        new FakeSource(3, 1)
            .reading(
                (i, call) -> {
                  call.pause(Duration.ofDays(1));
                  return Reading.of(FakeSource.device(i));
                });
    MigrationReport report =
        Migration.from(source)
            .policy(POLICY)
            .checks(List.of())
            .pacer(time -> waited.accumulateAndGet(time, Duration::plus))
            .build()
            .plan(Selection.all());
    assertThat(report.isComplete()).isTrue();
    assertThat(waited).hasValue(Duration.ofDays(3));
  }

  @Test
  void twoRuns_sideBySide_doNotMix() {
    FakeSink first = new FakeSink(2);
    FakeSink second = new FakeSink(2);
    MigrationRun one = migration(new FakeSource(500, 2), first).start(Selection.all());
    MigrationRun two = migration(new FakeSource(300, 2), second).start(Selection.all());
    assertThat(one.id()).isNotEqualTo(two.id());
    assertThat(one.await().count(Status.DONE)).isEqualTo(500);
    assertThat(two.await().count(Status.DONE)).isEqualTo(300);
    assertThat(first.stored).hasSize(500);
    assertThat(second.stored).hasSize(300);
  }

  @Test
  void build_tellsEveryMistakeAtOnce() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Migration.from(new FakeSource(1, 0))
                    .to(new FakeSink(-1))
                    .timeout(Duration.ZERO)
                    .build())
        .satisfies(e -> assertThat(e.problems()).hasSize(4));
  }

  private static Migration migration(FakeSource source, FakeSink sink) {
    return Migration.from(source).to(sink).policy(POLICY).checks(List.of()).build();
  }

  private static List<String> ids(int devices) {
    return IntStream.range(0, devices).mapToObj(i -> "dev-" + i).toList();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
