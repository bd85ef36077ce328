package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.StepState;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped, and goes on. */
@Timeout(120)
class ResumeTest {

  private final Scene scene = Scene.with("otaa-1");

  @ParameterizedTest
  @ValueSource(strings = {"before silence", "before first-delete", "before second-delete"})
  void originChangedMeanwhile_nothingMoreIsChanged_untilItIsAsBefore(String point) {
    scene.runUntil(point, Scene.freezingAndDeleting());
    List<String> changes = List.copyOf(scene.network.changes);
    var before = scene.atOrigin("otaa-1");
    scene.network.join("otaa-1");

    for (int attempt = 0; attempt < 2; attempt++) {
      scene.target = new FakeSink();
      MigrationReport resumed = scene.resume(Scene.freezingAndDeleting());
      assertThat(resumed.count(Status.FAILED)).isEqualTo(1);
      assertThat(resumed.outcomes().get(0).findings())
          .extracting(Finding::code)
          .containsExactly(FindingCodes.ORIGIN_CHANGED);
      assertThat(resumed.failure().orElseThrow())
          .hasMessageContaining("app-1/otaa-1")
          .hasMessageContaining("put it back as it was and resume the run");
      assertThat(resumed.failure().orElseThrow().remedy().contains("roll it back first"))
          .isEqualTo(!changes.isEmpty());
      assertThat(scene.network.changes).isEqualTo(changes);
    }

    scene.network.registration("otaa-1").device = before;
    scene.target = new FakeSink();
    MigrationReport resumed = scene.resume(Scene.freezingAndDeleting());
    assertThat(resumed.counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(resumed.findings()).isEmpty();
    assertThat(MigrationReport.of(scene.journal, outcome -> {}).findings()).isEmpty();
    assertThat(scene.network.holds("otaa-1")).isFalse();
  }

  @Test
  void originThatWasFrozenInTime_mayHaveMovedBefore() {
    scene.network.on("before silence", scene.network::downlink);
    scene.runUntil("after silence", Scene.freezing());
    MigrationReport resumed = scene.resume(Scene.freezing());
    assertThat(resumed.counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.target.stored.get(0).device().toProto().getSession().getLastNFCntDown())
        .isEqualTo(8);
    assertThat(scene.network.changes).containsExactly("silence otaa-1");
  }

  @Test
  void otherSourceSinkAndPolicy_areRefusedWithBothTexts() {
    scene.runUntil("before Delivered", Scene.freezing());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Migration.from(new FakeSource(1, 1))
                    .to(
                        new FakeSink() {
                          @Override
                          public String identity() {
                            return "another sink";
                          }
                        })
                    .policy(Scene.leaving().build())
                    .journal(scene.journal)
                    .build()
                    .resume(Selection.all()))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p ->
                            assertThat(p)
                                .contains("source", "\"fake network\"", FakeSource.class.getName()),
                        p -> assertThat(p).contains("sink", "\"fake sink\"", "\"another sink\""),
                        p ->
                            assertThat(p)
                                .contains(
                                    "policy", "\"session, disable-downlinks\"", "\"no-session\"")));
  }

  @Test
  void anotherSelection_isRefusedWhileItWouldBeListed() {
    scene.runUntil("before list", Scene.freezing());
    Migration migration = scene.migration(Scene.freezing(), CrashPoint.never()).build();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> migration.resume(Selection.applications("app-2")))
        .withMessageContaining("\"all devices\" and is \"applications [app-2]\"");
    assertThat(migration.resume(Selection.all()).isComplete()).isTrue();
  }

  @Test
  void begunJournal_takesNoSecondRun_andAnEmptyOneNothingElse() {
    Migration migration = scene.migration(Scene.freezing(), CrashPoint.never()).build();
    for (var notYet :
        List.<ThrowingCallable>of(
            () -> migration.resume(Selection.all()),
            () -> migration.retire(Selection.all()),
            () -> migration.rollback(Selection.all(), device -> Optional.empty()))) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(notYet)
          .withMessageContaining("name the one of the run with journal(...)");
    }
    String run = migration.run(Selection.all()).runId();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> migration.run(Selection.all()))
        .withMessageContaining(run)
        .withMessageContaining("resume(...) goes on with it");
    assertThat(migration.resume(Selection.all()).runId()).isEqualTo(run);
  }

  @Test
  void resume_needsTheSinkOfTheRun() {
    scene.run(Scene.leaving());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Migration.from(scene.network.client(CrashPoint.never(), 1))
                    .policy(Scene.leaving().build())
                    .journal(scene.journal)
                    .build()
                    .resume(Selection.all()))
        .withMessageContaining("name the one of the run with to(...)");
  }

  @Test
  void recordedDevice_isNotHeldAgainstWhatTheRunItselfStored() {
    scene.runUntil("after silence", Scene.freezing());
    scene.target =
        new FakeSink()
            .probing(
                (device, findings) ->
                    findings.accept(Finding.of(Severity.ERROR, "exists", "", "It exists.")));
    assertThat(scene.resume(Scene.freezing()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
  }

  @Test
  void failedDevice_collidesWithALaterOneThatWasDelivered() {
    Scene twins = new Scene();
    twins.network.add(FakeNetwork.device("first", true)).add(FakeNetwork.device("second", true));
    twins.options =
        builder -> builder.policy(renamed(Scene.deleting()).onFailure(OnFailure.CONTINUE).build());
    twins.network.on(
        "read",
        id -> {
          if (id.equals("first")) {
            throw Scene.failure();
          }
        });
    assertThat(twins.run(Scene.deleting()).counts())
        .isEqualTo(Map.of(Status.FAILED, 1L, Status.DONE, 1L));
    twins.network.calm();
    twins.target = new FakeSink();
    MigrationReport resumed = twins.resume(Scene.deleting());
    assertThat(resumed.counts()).isEqualTo(Map.of(Status.REJECTED, 1L, Status.DONE, 1L));
    assertThat(resumed.outcomes().get(0).findings())
        .extracting(Finding::code)
        .containsExactly(FindingCodes.DEVICE_ID_COLLISION);
    assertThat(resumed.outcomes().get(0).findings().get(0).message()).contains("position 2");
    assertThat(twins.network.holds("first")).isTrue();
    assertThat(twins.target.ids()).containsExactly("twin");
  }

  private static MigrationPolicy.Builder renamed(MigrationPolicy.Builder policy) {
    return policy.deviceIds(Map.of("first", "twin", "second", "twin"));
  }

  @Test
  void doneDevice_whoseSecondDeliveryFailed_isDoneOnceItSucceeds() {
    scene.run(Scene.freezing());
    scene.target = new FakeSink().storing(Scene.refusing());
    assertThat(scene.resume(Scene.freezing()).counts()).isEqualTo(Map.of(Status.FAILED, 1L));
    assertThat(scene.isSilent("otaa-1")).isTrue();
    assertThat(told()).isEqualTo(Map.of(Status.FAILED, 1L));
    scene.target = new FakeSink();
    assertThat(scene.resume(Scene.freezing()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(told()).isEqualTo(Map.of(Status.DONE, 1L));
  }

  @Test
  void secondDelivery_stopsAfterAFailure_asTheFirstOne() {
    Scene many = Scene.with("abp-1", "abp-2", "abp-3", "abp-4");
    many.run(Scene.freezing());
    AtomicInteger calls = new AtomicInteger();
    many.target =
        new FakeSink()
            .storing(
                (delivery, call) -> {
                  calls.incrementAndGet();
                  throw Scene.failure();
                });
    MigrationReport resumed = many.resume(Scene.freezing());
    assertThat(resumed.counts()).isEqualTo(Map.of(Status.FAILED, 1L, Status.UNFINISHED, 3L));
    assertThat(calls.get()).isEqualTo(1);
    many.target = new FakeSink();
    assertThat(many.resume(Scene.freezing()).counts()).isEqualTo(Map.of(Status.DONE, 4L));
    assertThat(many.target.ids()).containsExactly("abp-1", "abp-2", "abp-3", "abp-4");
  }

  @Test
  void deliveryAgain_saysWhenItWasRecorded_andWhatTheSinkSaidFirst() {
    scene.run(Scene.freezing());
    Delivery first = scene.target.stored.get(0);
    scene.target = new FakeSink();
    scene.resume(Scene.freezing());
    Delivery again = scene.target.stored.get(0);
    assertThat(again.recordedAt()).isEqualTo(first.recordedAt());
    assertThat(again.device()).isEqualTo(first.device());
    assertThat(first.earlier()).isEmpty();
    assertThat(again.earlier()).isEqualTo(scene.journaled("otaa-1").receipt()).isPresent();
  }

  @Test
  void sinkThatKeeps_getsNothingTwice() {
    scene.target = new FakeSink().keeping();
    scene.run(Scene.freezing());
    scene.resume(Scene.freezing());
    assertThat(scene.target.ids()).containsExactly("otaa-1");
  }

  @Test
  void runThatWasPutBackAsAWhole_hasEnded() {
    scene.target.storing(Scene.uncertain());
    scene.run(Scene.freezing());
    assertThat(scene.journal.progress().endedAt()).isEmpty();
    assertThat(scene.rollback().counts()).isEqualTo(Map.of(Status.RESTORED, 1L));
    assertThat(scene.journal.progress().endedAt()).isPresent();
  }

  @Test
  void runOfWhichChosenDevicesWerePutBack_hasNotEnded() {
    scene.target.storing(Scene.uncertain());
    scene.run(Scene.freezing());
    scene
        .migration(Scene.leaving(), CrashPoint.never())
        .build()
        .rollback(
            Selection.devices(new DeviceRef("app-1", "otaa-1")), exported -> Optional.empty());
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.RESTORED);
    assertThat(scene.journal.progress().endedAt()).isEmpty();
  }

  @Test
  void rollbackThatWasInterrupted_isToBeFinishedFirst() {
    scene.target = new FakeSink().keeping();
    scene.run(Scene.freezingAndDeleting());
    scene.network.on("restore silence", Scene.lost());
    assertThat(scene.rollback().counts()).isEqualTo(Map.of(Status.FAILED, 1L));
    assertThat(scene.network.holds("otaa-1")).isTrue();
    assertThat(scene.journal.steps(0))
        .extracting(step -> step.state())
        .containsOnly(StepState.RESTORED);
    assertThat(MigrationReport.of(scene.journal, outcome -> {}).answeredByBoth()).isEqualTo(1);

    // The origin may go on with the session that the target has.
    MigrationReport refused = scene.resume(Scene.freezingAndDeleting());
    assertThat(refused.failure().orElseThrow())
        .hasMessageContaining("was being put back, and that was interrupted")
        .hasMessageContaining("Roll it back to the end");
    assertThat(scene.retire(Scene.deleting()).count(Status.FAILED)).isEqualTo(1);
    assertThat(scene.network.holds("otaa-1")).isTrue();

    scene.network.calm();
    assertThat(scene.rollback().counts()).isEqualTo(Map.of(Status.RESTORED, 1L));
    scene.network.downlink("otaa-1");
    MigrationReport resumed = scene.resume(Scene.freezingAndDeleting());
    assertThat(resumed.counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(resumed.answeredByBoth()).isZero();
    assertThat(scene.target.stored).hasSize(2);
    assertThat(scene.target.stored.get(1).device().toProto().getSession().getLastNFCntDown())
        .isEqualTo(8);
    assertThat(told()).isEqualTo(Map.of(Status.DONE, 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"before restore", "after restore"})
  void puttingBackAfterARefusal_interrupted_isResumedForward(String point) {
    scene.target.storing(Scene.refusing());
    scene.runUntil(point, Scene.freezing());
    scene.network.downlink("otaa-1");
    scene.target = new FakeSink();
    assertThat(scene.resume(Scene.freezing()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.isSilent("otaa-1")).isTrue();
    assertThat(scene.target.stored.get(0).device().toProto().getSession())
        .isEqualTo(scene.atOrigin("otaa-1").toProto().getSession());
  }

  @Test
  void deviceThatWasPutBack_isReadAnew_andNotHeldAgainstWhatWasRecorded() {
    scene.run(Scene.freezing());
    scene.rollback();
    scene.network.downlink("otaa-1");
    scene.network.on("before silence", scene.network::join);
    scene.target = new FakeSink();
    MigrationReport resumed = scene.resume(Scene.freezing());
    assertThat(resumed.counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.isSilent("otaa-1")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"STOP", "CONTINUE"})
  void failingListing_beginsNothing_andIsMadeAnew(OnFailure onFailure) {
    Scene broken = Scene.with("abp-1", "abp-2");
    broken.network.add(FakeNetwork.device("abp-3", false));
    AtomicReference<String> last = new AtomicReference<>("abp-2");
    broken.options =
        builder -> {
          var client = broken.network.client(CrashPoint.never(), 1);
          return Migration.from(new Interrupted(client, last::get))
              .to(broken.target)
              .policy(Scene.deleting().onFailure(onFailure).build())
              .journal(broken.journal)
              .checks(List.of());
        };
    List<Outcome> heard = Collections.synchronizedList(new ArrayList<>());
    MigrationReport report =
        broken
            .migration(Scene.deleting(), CrashPoint.never())
            .onOutcome(heard::add)
            .build()
            .run(Selection.all());
    assertThat(report.counts()).isEqualTo(Map.of(Status.NOT_STARTED, 2L));
    assertThat(report.listingComplete()).isFalse();
    assertThat(report.failure()).isPresent();
    assertThat(heard).extracting(Outcome::index).containsExactly(0L, 1L);
    assertThat(broken.network.changes).isEmpty();
    assertThat(broken.target.stored).isEmpty();

    broken.network.devices.remove("abp-1");
    last.set("");
    assertThat(broken.resume(Scene.deleting()).counts()).isEqualTo(Map.of(Status.DONE, 2L));
    assertThat(broken.target.ids()).containsExactly("abp-2", "abp-3");
  }

  /** A listing that breaks off after a device. */
  private record Interrupted(Source client, Supplier<String> last) implements Source {
    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      client.list(
          selection,
          listed -> {
            receiver.accept(listed);
            if (listed.ref().deviceId().equals(last.get())) {
              throw Scene.failure();
            }
          },
          call);
    }

    @Override
    public Reading read(Listed listed, Call call) {
      return client.read(listed, call);
    }

    @Override
    public Optional<Retirer> retirer() {
      return client.retirer();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "true, 3", "false, 1"})
  void cancelledAnywhere_everyOutcomeIsTrue_andTheResumedRunEndsAsIfNothingHadHappened(
      boolean session, int concurrency) {
    MigrationPolicy.Builder policy = session ? Scene.freezingAndDeleting() : Scene.deleting();
    CrashPoint all = CrashPoint.never();
    Scene undisturbed = Scene.with("abp-1", "otaa-1", "otaa-2");
    undisturbed.concurrency = concurrency;
    undisturbed.migration(policy, all).build().run(Selection.all());
    int points = all.passed().size();
    assertThat(points).isGreaterThan(20);
    for (int point = 0; point < points; point++) {
      Scene cancelled = Scene.with("abp-1", "otaa-1", "otaa-2");
      cancelled.concurrency = concurrency;
      List<MigrationRun> runs = new CopyOnWriteArrayList<>();
      CrashPoint crash = CrashPoint.at(point, () -> runs.forEach(MigrationRun::cancel));
      Migration migration = cancelled.migration(policy, crash).build();
      // The first point is passed before the run can be named.
      MigrationRun run = migration.start(Selection.all());
      runs.add(run);
      MigrationReport report = run.await();
      String where = point + " (" + crash.name() + ")";
      for (Outcome outcome : report.outcomes()) {
        assertTrue(where, cancelled, outcome);
      }
      assertThat(report.outcomes()).as(where).hasSize((int) cancelled.journal.progress().listed());
      assertThat(told(cancelled)).as(where).isEqualTo(report.counts());

      List<Delivery> before = List.copyOf(cancelled.target.stored);
      cancelled.target = new FakeSink();
      MigrationReport resumed = cancelled.resume(policy);
      assertThat(resumed.counts()).as(where).isEqualTo(Map.of(Status.DONE, 3L));
      assertThat(cancelled.target.ids()).as(where).isEqualTo(undisturbed.target.ids());
      assertThat(cancelled.target.stored)
          .as(where)
          .extracting(Delivery::device)
          .containsAll(before.stream().map(Delivery::device).toList());
      assertThat(cancelled.network.changes)
          .as(where)
          .containsExactlyInAnyOrderElementsOf(undisturbed.network.changes);
    }
  }

  private static void assertTrue(String where, Scene scene, Outcome outcome) {
    String id = outcome.origin().deviceId();
    boolean untouched =
        scene.network.changes.stream().noneMatch(change -> change.endsWith(" " + id))
            && !scene.target.ids().contains(id);
    switch (outcome.status()) {
      case NOT_STARTED -> assertThat(untouched).as("%s at %s", id, where).isTrue();
      case DONE -> assertThat(scene.network.holds(id)).as("%s at %s", id, where).isFalse();
      case UNFINISHED -> {}
      default -> throw new AssertionError(outcome + " at " + where);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "true, 3", "false, 1"})
  void journalThatFailsAnywhere_endsTheRun_andNothingMoreIsChanged(
      boolean session, int concurrency) {
    MigrationPolicy.Builder policy = session ? Scene.freezingAndDeleting() : Scene.deleting();
    policy.onFailure(OnFailure.CONTINUE);
    String[] ids = concurrency == 1 ? new String[] {"otaa-1"} : new String[] {"abp-1", "otaa-1"};
    for (int write = 0; ; write++) {
      Scene full = Scene.with(ids);
      full.concurrency = concurrency;
      FullDisk disk = new FullDisk(write, full);
      MigrationReport report =
          full.migration(policy, CrashPoint.never())
              .journal(full.journal.writing(disk))
              .build()
              .run(Selection.all());
      String where = "write " + write;
      if (!disk.isFull) {
        assertThat(write).isGreaterThan(4);
        assertThat(report.isComplete()).isTrue();
        return;
      }
      assertThat(report.failure().orElseThrow()).as(where).isInstanceOf(JournalException.class);
      assertThat(report.isComplete()).as(where).isFalse();
      if (concurrency == 1) {
        assertThat(full.network.changes).as(where).isEqualTo(disk.changes);
        assertThat(full.target.ids()).as(where).isEqualTo(disk.stored);
      }
      if (full.journal.progress().listingComplete()) {
        assertThat(report.outcomes()).as(where).hasSize(ids.length);
      }
      full.target = new FakeSink();
      MigrationReport resumed = full.resume(policy);
      assertThat(resumed.counts()).as(where).isEqualTo(Map.of(Status.DONE, (long) ids.length));
      assertThat(full.target.ids()).as(where).containsExactly(ids);
    }
  }

  /** Takes so many writes and no more. */
  private static final class FullDisk implements IntConsumer {
    private final int last;
    private final Scene scene;
    private boolean isFull;
    private List<String> changes = List.of();
    private List<String> stored = List.of();

    FullDisk(int last, Scene scene) {
      this.last = last;
      this.scene = scene;
    }

    @Override
    public synchronized void accept(int number) {
      if (number < last) {
        return;
      }
      if (!isFull) {
        isFull = true;
        changes = List.copyOf(scene.network.changes);
        stored = scene.target.ids();
      }
      throw new JournalException(
          JournalException.tried("write to the journal").because("the disk is full"));
    }
  }

  @Test
  void journalThatCannotBegin_nothingHappens() {
    Migration migration =
        scene
            .migration(Scene.freezing(), CrashPoint.never())
            .journal(scene.journal.writing(new FullDisk(-1, scene)))
            .build();
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> migration.run(Selection.all()));
    assertThat(scene.network.changes).isEmpty();
    assertThat(scene.target.stored).isEmpty();
  }

  @Test
  void unreadDevice_keepsWhatTheListingCarried() {
    scene.network.on("read", Scene.lost());
    scene.run(Scene.freezing());
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.LISTED);
    scene.network.calm();
    assertThat(scene.resume(Scene.freezing()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.journal.find(new DeviceRef("app-1", "otaa-1"))).isPresent();
  }

  private Map<Status, Long> told() {
    return told(scene);
  }

  private static Map<Status, Long> told(Scene scene) {
    return MigrationReport.of(scene.journal, outcome -> {}).counts();
  }
}
