package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.InMemoryJournal;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that changes its origin, and an origin that goes on living meanwhile. */
@Timeout(60)
class RetiringRunTest {

  private final Scene scene = Scene.with("otaa-1");

  @Test
  void downlinkBetweenReadAndFreeze_isInWhatIsDelivered() {
    scene.network.on("before silence", scene.network::downlink);
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(report.count(Status.DONE)).isEqualTo(1);
    assertThat(delivered().toProto().getSession().getLastNFCntDown()).isEqualTo(8);
    assertThat(scene.journal.revisions(0))
        .extracting(revision -> revision.original().toProto().getSession().getLastNFCntDown())
        .containsExactly(7, 8);
  }

  @Test
  void newSessionBetweenReadAndFreeze_isWhatIsDelivered_andTheOldOneStaysInTheJournal() {
    EndDevice before = scene.atOrigin("otaa-1");
    scene.network.on("before silence", scene.network::join);
    assertThat(scene.run(Scene.freezing()).count(Status.DONE)).isEqualTo(1);
    assertThat(delivered().toProto().getSession().getKeys().getSessionKeyId().toStringUtf8())
        .isEqualTo("another session");
    assertThat(scene.journal.revisions(0).get(0).original()).isEqualTo(before);
  }

  @Test
  void uplinksAreDeliveredToo_butNeverCountAgainstADevice() {
    scene.network.on("read frozen", scene.network::uplink);
    assertThat(scene.run(Scene.freezing()).count(Status.DONE)).isEqualTo(1);
    assertThat(delivered().toProto().getSession().getLastFCntUp()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"1, DONE", "2, DONE", "3, REJECTED", "9, REJECTED"})
  void sessionThatGoesOnAlthoughFrozen_isReadAgainAtMostThreeTimes(int moves, Status expected) {
    AtomicInteger reads = new AtomicInteger();
    scene.network.on(
        "read frozen",
        id -> {
          if (reads.getAndIncrement() < moves) {
            scene.network.count(id);
          }
        });
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(report.count(expected)).isEqualTo(1);
    assertThat(reads.get()).isEqualTo(Math.min(moves + 1, 3));
    if (expected == Status.DONE) {
      assertThat(delivered().toProto().getSession())
          .isEqualTo(scene.atOrigin("otaa-1").toProto().getSession());
    } else {
      assertThat(report.outcomes().get(0).findings())
          .extracting(Finding::code)
          .containsOnlyOnce(FindingCodes.SESSION_UNSTABLE);
      assertThat(scene.target.stored).isEmpty();
      assertThat(scene.isSilent("otaa-1")).isFalse();
      assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.REJECTED);
      assertThat(report.outcomes().get(0).retired()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, DONE", "3, DONE", "4, REJECTED", "9, REJECTED"})
  void deviceThatChangesBeforeItIsFrozen_isPutBackAndReadAnew_atMostThreeTimes(
      int changes, Status expected) {
    AtomicInteger attempts = new AtomicInteger();
    scene.network.on(
        "before silence",
        id -> {
          if (attempts.getAndIncrement() < changes) {
            join(id, "session " + attempts);
            throw Scene.failure();
          }
        });
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(report.count(expected)).isEqualTo(1);
    assertThat(attempts.get()).isEqualTo(Math.min(changes + 1, 4));
    assertThat(scene.journal.revisions(0)).hasSize(attempts.get());
    assertThat(scene.isSilent("otaa-1")).isEqualTo(expected == Status.DONE);
    if (expected == Status.DONE) {
      assertThat(report.findings()).isEmpty();
      assertThat(delivered().toProto().getSession())
          .isEqualTo(scene.atOrigin("otaa-1").toProto().getSession());
      assertThat(scene.journal.steps(0))
          .extracting(step -> step.step().name() + " " + step.state())
          .containsExactly("silence APPLIED");
    } else {
      assertThat(report.outcomes().get(0).findings())
          .extracting(Finding::code)
          .containsOnlyOnce(FindingCodes.SESSION_UNSTABLE);
      assertThat(scene.target.stored).isEmpty();
      assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.REJECTED);
    }
  }

  @Test
  void deviceThatChangesBeforeItIsFrozen_andIsGoneThen_fails_andIsInTheJournal() {
    scene.network.on(
        "before silence",
        id -> {
          join(id, "another");
          scene.network.registration(id).inSecond = false;
          throw Scene.failure();
        });
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(report.outcomes().get(0).failure().orElseThrow())
        .hasMessageContaining("does not have it any more: It is not there.");
    assertThat(scene.journal.latest(0)).isPresent();
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.RESTORED);
  }

  @Test
  void deviceThatChangesBeforeItIsFrozen_andIsRefusedThen_isRejected_andLeftAsItIs() {
    scene.options =
        builder ->
            builder.checks(
                List.of(
                    (candidate, findings) -> {
                      if (scene.network.changes.contains("restore silence otaa-1")) {
                        findings.accept(Finding.of(Severity.ERROR, "too-late", "", "Too late."));
                      }
                    }));
    scene.network.on(
        "before silence",
        id -> {
          join(id, "another");
          throw Scene.failure();
        });
    assertThat(scene.run(Scene.freezing()).count(Status.REJECTED)).isEqualTo(1);
    assertThat(scene.isSilent("otaa-1")).isFalse();
    assertThat(scene.target.stored).isEmpty();
  }

  @Test
  void freezingThatFails_ofADeviceThatIsAsRecorded_isLeftForTheNextPartOfTheRun() {
    scene.network.on("before silence", Scene.lost());
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(report.count(Status.FAILED)).isEqualTo(1);
    assertThat(scene.network.changes).isEmpty();
    assertThat(scene.journal.revisions(0)).hasSize(1);
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.RECORDED);
  }

  @Test
  void freezingThatFails_andAnOriginThatDoesNotSayWhy_failsWithBoth() {
    scene.network.on("before silence", Scene.lost());
    scene.network.on("compare", Scene.lost());
    MigrationException failure =
        scene.run(Scene.freezing()).outcomes().get(0).failure().orElseThrow();
    assertThat(failure.getSuppressed()).hasSize(1);
  }

  private void join(String id, String session) {
    FakeNetwork.Registration registration = scene.network.registration(id);
    registration.device =
        registration.device.with(
            message ->
                message
                    .getSessionBuilder()
                    .getKeysBuilder()
                    .setSessionKeyId(ByteString.copyFromUtf8(session)));
  }

  @Test
  void originThatCannotBePutBack_afterAnUnstableSession_isTriedAgain() {
    scene.network.on("read frozen", scene.network::count);
    scene.network.on("restore silence", Scene.lost());
    assertThat(scene.run(Scene.freezing()).count(Status.FAILED)).isEqualTo(1);
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.FROZEN);
    scene.network.calm();
    MigrationReport resumed = scene.resume(Scene.freezing());
    assertThat(resumed.count(Status.DONE)).isEqualTo(1);
    assertThat(resumed.findings()).isEmpty();
  }

  @Test
  void deviceThatVanishesWhileItIsFrozen_fails_andIsInTheJournal() {
    scene.network.on("after silence", id -> scene.network.registration(id).inSecond = false);
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(report.outcomes().get(0).failure().orElseThrow())
        .hasMessageContaining("does not have it any more: It is not there.")
        .hasMessageContaining("The journal holds the device");
    assertThat(scene.journal.latest(0)).isPresent();
  }

  @Test
  void deviceThatIsRefusedOnlyAsItIsReadAgain_isPutBack() {
    scene.options =
        builder ->
            builder.checks(
                List.of(
                    (candidate, findings) -> {
                      if (candidate.original().toProto().getSession().getLastNFCntDown() > 7) {
                        findings.accept(Finding.of(Severity.ERROR, "too-far", "", "Too far."));
                      }
                    }));
    scene.network.on("before silence", scene.network::downlink);
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(report.count(Status.REJECTED)).isEqualTo(1);
    assertThat(scene.isSilent("otaa-1")).isFalse();
    assertThat(scene.target.stored).isEmpty();
  }

  @Test
  void whatTheListingFound_isStillSaidOfADeviceThatWasReadAgain() {
    FakeNetwork network = scene.network;
    network.on("before silence", network::downlink);
    var client = network.client(CrashPoint.never(), 1);
    MigrationReport report =
        Migration.from(new Noticing(client))
            .to(scene.target)
            .policy(Scene.freezing().build())
            .journal(scene.journal)
            .checks(List.of())
            .build()
            .run(Selection.all());
    assertThat(scene.journal.revisions(0)).hasSize(2);
    assertThat(report.outcomes().get(0).findings())
        .extracting(Finding::code)
        .containsExactly("listed-oddly");
  }

  /** A listing with something to say. */
  private record Noticing(Source client) implements Source {
    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      client.list(
          selection,
          listed ->
              receiver.accept(listed.with(Finding.of(Severity.NOTICE, "listed-oddly", "", "Odd."))),
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

  @Test
  void refusedDelivery_putsTheOriginBack_andTheResumedRunReadsAnew() {
    scene.target.storing(Scene.refusing());
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(report.count(Status.FAILED)).isEqualTo(1);
    assertThat(codes(report)).containsExactly(FindingCodes.ORIGIN_RESTORED);
    assertThat(scene.isSilent("otaa-1")).isFalse();
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.RESTORED);
    assertThat(report.answeredByBoth()).isZero();

    scene.network.downlink("otaa-1");
    scene.target = new FakeSink();
    MigrationReport resumed = scene.resume(Scene.freezing());
    assertThat(resumed.count(Status.DONE)).isEqualTo(1);
    assertThat(resumed.findings()).isEmpty();
    assertThat(delivered().toProto().getSession().getLastNFCntDown()).isEqualTo(8);
    assertThat(scene.isSilent("otaa-1")).isTrue();
  }

  @Test
  void uncertainDelivery_doesNotPutTheOriginBack() {
    scene.target.storing(Scene.uncertain());
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(report.count(Status.FAILED)).isEqualTo(1);
    assertThat(scene.isSilent("otaa-1")).isTrue();
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.FROZEN);

    scene.target = new FakeSink();
    assertThat(scene.resume(Scene.freezing()).count(Status.DONE)).isEqualTo(1);
    assertThat(scene.network.changes).containsExactly("silence otaa-1");
  }

  @Test
  void refusedDelivery_originCannotBePutBack_isSaid_untilItIsMended() {
    scene.target.storing(Scene.refusing());
    scene.network.on("restore silence", Scene.lost());
    MigrationReport report = scene.run(Scene.freezing());
    assertThat(codes(report)).containsExactly(FindingCodes.ORIGIN_NOT_RESTORED);
    assertThat(report.outcomes().get(0).failure().orElseThrow())
        .isInstanceOf(DeliveryRefusedException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

    scene.network.calm();
    scene.target = new FakeSink();
    MigrationReport resumed = scene.resume(Scene.freezing());
    assertThat(resumed.count(Status.DONE)).isEqualTo(1);
    assertThat(resumed.findings()).isEmpty();
    assertThat(MigrationReport.of(scene.journal, outcome -> {}).findings()).isEmpty();
  }

  @Test
  void refusedDelivery_ofADeviceWhoseOriginIsUntouched_changesNothing() {
    scene.target.storing(Scene.refusing());
    MigrationReport report = scene.run(Scene.deleting());
    assertThat(report.count(Status.FAILED)).isEqualTo(1);
    assertThat(report.findings()).isEmpty();
    assertThat(scene.network.changes).isEmpty();
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.RECORDED);
  }

  @Test
  void journalThatHoldsAnotherForm_nothingIsDestroyed() {
    scene.journal.reading(
        revision ->
            new Revision(
                revision.number(),
                revision.original(),
                revision.exported().withDeviceId("another"),
                revision.recordedAt()));
    MigrationReport report =
        Migration.from(scene.network.client(CrashPoint.never(), 1))
            .to(scene.target)
            .policy(Scene.deleting().build())
            .journal(scene.journal)
            .checks(List.of())
            .build()
            .run(Selection.all());
    assertThat(report.failure().orElseThrow())
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("another form than the one that was delivered")
        .hasMessageContaining("The device was not deleted.");
    assertThat(scene.network.holds("otaa-1")).isTrue();
  }

  @Test
  void originChangedBeforeItIsDestroyed_nothingIsDestroyed_andBothNetworksAreCounted() {
    scene.network.on("compare", scene.network::count);
    MigrationReport report = scene.run(Scene.deleting());
    assertThat(report.count(Status.FAILED)).isEqualTo(1);
    assertThat(codes(report)).containsExactly(FindingCodes.ORIGIN_CHANGED);
    assertThat(scene.network.changes).isEmpty();
    assertThat(report.answeredByBoth()).isEqualTo(1);
  }

  @Test
  void aStepThatFails_leavesTheDeviceForTheNextPartOfTheRun() {
    scene.network.on("before second-delete", Scene.lost());
    MigrationReport report = scene.run(Scene.freezingAndDeleting());
    assertThat(report.count(Status.FAILED)).isEqualTo(1);
    assertThat(scene.journal.steps(0))
        .extracting(step -> step.step().name() + " " + step.state())
        .containsExactly("silence APPLIED", "first-delete APPLIED", "second-delete PLANNED");
    scene.network.calm();
    scene.target = new FakeSink();
    assertThat(scene.resume(Scene.freezingAndDeleting()).count(Status.DONE)).isEqualTo(1);
    assertThat(scene.network.changes)
        .containsExactly("silence otaa-1", "first-delete otaa-1", "second-delete otaa-1");
  }

  @Test
  void gate_saysEverythingAtOnce() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Migration.from(new FakeSource(1, 1))
                    .to(new FakeSink())
                    .policy(
                        MigrationPolicy.withoutSession().clearKeys().deleteSourceDevice().build())
                    .build())
        .satisfies(
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p -> assertThat(p).contains("CLEAR_KEYS").contains("cannot do"),
                        p -> assertThat(p).contains("DELETE").contains("cannot do"),
                        p -> assertThat(p).contains("journal that survives a crash")));
  }

  @Test
  void gate_namesWhatTheSourceCanDo() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> scene.run(MigrationPolicy.withoutSession().clearKeys()))
        .withMessageContaining("it can do [DISABLE_DOWNLINKS, DELETE]");
  }

  @Test
  void gate_aJournalThatEndsWithTheProcess_isNone() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Migration.from(scene.network.client(CrashPoint.never(), 1))
                    .to(new FakeSink())
                    .policy(Scene.deleting().build())
                    .journal(new InMemoryJournal())
                    .build())
        .withMessageContaining("journal that survives a crash");
  }

  @Test
  void plan_needsNoJournal_assessesTheRetirement_andChangesNothing() {
    MigrationReport report =
        Migration.from(scene.network.client(CrashPoint.never(), 1))
            .policy(Scene.freezingAndDeleting().build())
            .checks(List.of())
            .build()
            .plan(Selection.all());
    assertThat(report.count(Status.PLANNED)).isEqualTo(1);
    assertThat(scene.network.changes).isEmpty();
  }

  @Test
  void plan_leavesTheJournalAlone() {
    scene.migration(Scene.freezing(), CrashPoint.never()).build().plan(Selection.all());
    assertThat(scene.journal.run()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"STOP", "CONTINUE"})
  void failure_devicesUnderWayAreFinished_andOnFailureDecidesOfTheOthers(OnFailure onFailure)
      throws InterruptedException {
    Scene many =
        Scene.with(IntStream.range(10, 99).mapToObj(i -> "abp-" + i).toArray(String[]::new));
    // The first device fails only when the second one is frozen.
    CountDownLatch secondIsFrozen = new CountDownLatch(1);
    many.network.on(
        "after silence",
        id -> {
          if (id.equals("abp-11")) {
            secondIsFrozen.countDown();
          }
        });
    many.target =
        new FakeSink(2)
            .storing(
                (delivery, call) -> {
                  if (delivery.index() == 0) {
                    await(secondIsFrozen);
                    throw Scene.failure();
                  }
                });
    MigrationReport report = many.run(Scene.freezing().onFailure(onFailure));
    assertThat(report.outcomes()).hasSize(89);
    assertThat(report.outcomes().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(report.outcomes().get(1).status()).isEqualTo(Status.DONE);
    assertThat(report.outcomes())
        .allSatisfy(
            outcome ->
                assertThat(many.isSilent(outcome.origin().deviceId()))
                    .isEqualTo(outcome.status() != Status.NOT_STARTED));
    if (onFailure == OnFailure.CONTINUE) {
      assertThat(report.counts()).isEqualTo(Map.of(Status.FAILED, 1L, Status.DONE, 88L));
    }
    many.target = new FakeSink();
    assertThat(many.resume(Scene.freezing()).counts()).isEqualTo(Map.of(Status.DONE, 89L));
    assertThat(many.target.ids())
        .containsExactlyElementsOf(IntStream.range(10, 99).mapToObj(i -> "abp-" + i).toList());
  }

  @Test
  void devicesThatAppearedMeanwhile_areReported() {
    scene.target.finishing(() -> scene.network.add(FakeNetwork.device("otaa-2", true)));
    assertThat(scene.run(Scene.deleting()).appeared())
        .containsExactly(new DeviceRef("app-1", "otaa-2"));
  }

  @Test
  void originThatCannotBeListedAgain_isStillACompleteRun() {
    scene.target.finishing(() -> scene.network.on("list", Scene.lost()));
    MigrationReport report = scene.run(Scene.deleting());
    assertThat(report.isComplete()).isTrue();
    assertThat(report.appeared()).isEmpty();
  }

  @Test
  void runThatLeavesTheOrigin_doesNotListTwice() {
    AtomicInteger listings = new AtomicInteger();
    scene.network.on("list", id -> listings.incrementAndGet());
    assertThat(scene.run(Scene.leaving()).isComplete()).isTrue();
    assertThat(listings.get()).isEqualTo(1);
  }

  @Test
  void runsSideBySide_doNotMix() {
    Scene other = Scene.with("abp-1", "abp-2");
    List<MigrationRun> second = new CopyOnWriteArrayList<>();
    scene.network.on(
        "before silence",
        id ->
            second.add(
                other
                    .migration(Scene.freezingAndDeleting(), CrashPoint.never())
                    .build()
                    .start(Selection.all())));
    MigrationReport first = scene.run(Scene.freezing());
    assertThat(first.total()).isEqualTo(1);
    assertThat(second.get(0).await().counts()).isEqualTo(Map.of(Status.DONE, 2L));
    assertThat(second.get(0).id()).isNotEqualTo(first.runId());
    assertThat(scene.target.ids()).containsExactly("otaa-1");
    assertThat(other.target.ids()).containsExactly("abp-1", "abp-2");
    assertThat(scene.journal.progress().listed()).isEqualTo(1);
  }

  private EndDevice delivered() {
    assertThat(scene.target.stored).hasSize(1);
    return scene.target.stored.get(0).device();
  }

  private static List<String> codes(MigrationReport report) {
    return report.outcomes().get(0).findings().stream().map(Finding::code).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
