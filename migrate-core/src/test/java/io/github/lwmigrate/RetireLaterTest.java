package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that a run has delivered are retired later. */
@Timeout(120)
class RetireLaterTest {

  private final Scene scene = Scene.with("otaa-1");

  @Test
  void deliveredDevice_isRetired_andTheJournalSaysSo() {
    assertThat(scene.run(Scene.leaving()).answeredByBoth()).isEqualTo(1);
    MigrationReport report = scene.retire(Scene.deleting());
    assertThat(report.counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(report.answeredByBoth()).isZero();
    assertThat(scene.network.changes)
        .containsExactly("first-delete otaa-1", "second-delete otaa-1");
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.DONE);
    assertThat(MigrationReport.of(scene.journal, outcome -> {}).answeredByBoth()).isZero();
  }

  @Test
  void retiring_needsNoSink_andStoresNothing() {
    scene.run(Scene.leaving());
    MigrationReport report =
        Migration.from(scene.network.client(CrashPoint.never(), 1))
            .policy(Scene.deleting().build())
            .journal(scene.journal)
            .build()
            .retire(Selection.all());
    assertThat(report.counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.target.stored).hasSize(1);
  }

  @Test
  void retiredTwice_isHarmless() {
    scene.run(Scene.leaving());
    scene.retire(Scene.deleting());
    assertThat(scene.retire(Scene.deleting()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.network.changes).hasSize(2);
  }

  @Test
  void deviceThatTheRunFroze_isDeletedLater() {
    scene.run(Scene.freezing());
    MigrationReport report = scene.retire(Scene.freezingAndDeleting());
    assertThat(report.counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.network.changes)
        .containsExactly("silence otaa-1", "first-delete otaa-1", "second-delete otaa-1");
  }

  @Test
  void freezeThatWasUndoneByHand_isDoneAgain() {
    scene.run(Scene.freezing());
    scene.network.registration("otaa-1").silent = false;
    assertThat(scene.retire(Scene.freezing()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.isSilent("otaa-1")).isTrue();
    assertThat(scene.retire(Scene.freezing()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.network.changes).containsExactly("silence otaa-1", "silence otaa-1");
  }

  @Test
  void deviceThatSomebodyElseDeleted_isSkipped_andNotCountedAsAnswered() {
    scene.run(Scene.leaving());
    scene.network.devices.remove("otaa-1");
    for (int attempt = 0; attempt < 2; attempt++) {
      MigrationReport report = scene.retire(Scene.deleting());
      assertThat(report.counts()).isEqualTo(Map.of(Status.SKIPPED, 1L));
      assertThat(report.outcomes().get(0).findings())
          .extracting(Finding::code)
          .containsExactly(FindingCodes.DEVICE_GONE);
      assertThat(report.answeredByBoth()).isZero();
    }
    assertThat(MigrationReport.of(scene.journal, outcome -> {}).answeredByBoth()).isZero();

    // Made again by hand, it is answered again.
    scene.network.add(FakeNetwork.device("otaa-1", true));
    MigrationReport again = scene.retire(MigrationPolicy.withoutSession().disableDownlinks());
    assertThat(again.counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(again.findings()).isEmpty();
    assertThat(scene.isSilent("otaa-1")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true, downlink", "true, join", "false, join"})
  void sessionThatWentOnAtTheOrigin_isRefused(boolean session, String event) {
    MigrationPolicy.Builder policy =
        session ? MigrationPolicy.withSession().leaveOriginLive() : Scene.leaving();
    scene.run(policy);
    if (event.equals("join")) {
      scene.network.join("otaa-1");
    } else {
      scene.network.downlink("otaa-1");
    }
    MigrationReport report = scene.retire(Scene.deleting());
    assertRejected(report, FindingCodes.ORIGIN_CHANGED);
    assertThat(scene.network.changes).isEmpty();
    assertThat(report.answeredByBoth()).isEqualTo(1);
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.DONE);
  }

  @Test
  void countersThatWentOn_doNotMatterWhereTheSessionStayedBehind() {
    scene.run(Scene.leaving());
    scene.network.downlink("otaa-1");
    scene.network.uplink("otaa-1");
    assertThat(scene.retire(Scene.deleting()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
  }

  @Test
  void deviceThatWasNotDelivered_isRefused() {
    scene.target.storing(Scene.uncertain());
    scene.run(Scene.leaving());
    assertRejected(scene.retire(Scene.deleting()), FindingCodes.NOT_DELIVERED);
    assertThat(scene.network.changes).isEmpty();
  }

  @Test
  void deviceThatTheRunDoesNotHave_isRefused() {
    scene.run(Scene.leaving());
    MigrationReport report =
        retire(
            Selection.devices(new DeviceRef("app-1", "otaa-9"), new DeviceRef("app-2", "otaa-1")));
    assertThat(report.counts()).isEqualTo(Map.of(Status.REJECTED, 2L));
    assertRejected(report, FindingCodes.DEVICE_NOT_FOUND);
    assertThat(scene.network.changes).isEmpty();
  }

  @Test
  void selection_isKeptToTheLetter() {
    Scene several = Scene.with("abp-1", "abp-2", "abp-3", "abp-4");
    several
        .network
        .add(FakeNetwork.device("abp-3", false).withApplicationId("app-2"))
        .add(FakeNetwork.device("abp-4", false).withApplicationId("app-2"));
    several.run(Scene.leaving());
    Migration migration = several.migration(Scene.deleting(), CrashPoint.never()).build();
    assertThat(migration.retire(Selection.applications("app-3")).total()).isZero();
    assertThat(migration.retire(Selection.applications("app-2").first(1)).total()).isEqualTo(1);
    assertThat(several.network.devices.keySet().stream().filter(several.network::holds))
        .containsExactly("abp-1", "abp-2", "abp-4");
    DeviceRef second = new DeviceRef("app-1", "abp-2");
    assertThat(migration.retire(Selection.devices(second, second)).counts())
        .isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(several.network.devices.keySet().stream().filter(several.network::holds))
        .containsExactly("abp-1", "abp-4");
    // Without application, the only one is meant; here there are two.
    assertThat(migration.retire(Selection.deviceIds(List.of("abp-1"))).counts())
        .isEqualTo(Map.of(Status.REJECTED, 1L));
    assertThat(several.network.holds("abp-1")).isTrue();
  }

  @Test
  void deviceWithoutApplication_isTheOneOfTheOnlyApplication() {
    scene.run(Scene.leaving());
    assertThat(retire(Selection.deviceIds(List.of("otaa-1"))).counts())
        .isEqualTo(Map.of(Status.DONE, 1L));
  }

  @Test
  void deletionThatBeganBefore_isNotContinuedByAPolicyThatOnlyFreezes() {
    scene.network.on("before second-delete", Scene.lost());
    scene.run(Scene.deleting());
    scene.network.calm();
    assertRejected(
        scene.retire(MigrationPolicy.withoutSession().disableDownlinks()),
        FindingCodes.ORIGIN_CHANGED);
    assertThat(scene.network.changes).containsExactly("first-delete otaa-1");
    assertThat(scene.retire(Scene.deleting()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
  }

  @Test
  void journalAndPolicy_areLookedAtFirst() {
    scene.run(Scene.leaving());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Migration.from(new FakeSource(1, 1))
                    .policy(Scene.leaving().build())
                    .journal(scene.journal)
                    .build()
                    .retire(Selection.all()))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p -> assertThat(p).startsWith("the source is not that of the run"),
                        p -> assertThat(p).contains("say how devices are retired")));
  }

  @Test
  void retirementThatWasInterrupted_goesOnAlsoWhenTheRunIsResumed() {
    scene.target = new FakeSink().keeping();
    scene.run(Scene.leaving());
    CrashPoint crash = CrashPoint.at("after first-delete");
    scene.migration(Scene.deleting(), crash).build().retire(Selection.all());
    MigrationReport resumed = scene.resume(Scene.leaving());
    assertThat(resumed.counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(resumed.answeredByBoth()).isZero();
    assertThat(scene.network.changes)
        .containsExactly("first-delete otaa-1", "second-delete otaa-1");
  }

  @Test
  void failure_stopsTheOthers() {
    Scene several = Scene.with("abp-1", "abp-2", "abp-3");
    several.run(Scene.leaving());
    several.network.on("before first-delete", Scene.lost());
    MigrationReport report = several.retire(Scene.deleting());
    assertThat(report.count(Status.FAILED)).isEqualTo(1);
    assertThat(report.count(Status.UNFINISHED)).isEqualTo(2);
    assertThat(report.isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "leaving, deleting, 1",
    "leaving, freezing, 1",
    "freezing, freezingAndDeleting, 1",
    "leaving, freezingAndDeleting, 2",
  })
  void killedAnywhere_retiringAgainEndsAsIfNothingHadHappened(
      String run, String retire, int concurrency) {
    for (int point = 0; ; point++) {
      Scene killed = Scene.with("abp-1", "otaa-1");
      killed.concurrency = concurrency;
      killed.run(policy(run));
      EndDevice original = killed.journal.revisions(1).get(0).original();
      CrashPoint crash = CrashPoint.at(point);
      MigrationReport first =
          killed.migration(policy(retire), crash).build().retire(Selection.all());
      if (crash.name().equals("never")) {
        assertThat(first.counts()).isEqualTo(Map.of(Status.DONE, 2L));
        assertThat(point).isGreaterThan(8);
        return;
      }
      String where = point + " (" + crash.name() + ")";
      MigrationReport report = killed.retire(policy(retire));
      assertThat(report.counts()).as(where).isEqualTo(Map.of(Status.DONE, 2L));
      assertThat(report.answeredByBoth()).as(where).isZero();
      assertThat(killed.network.holds("abp-1")).as(where).isEqualTo(!retire.endsWith("eleting"));
      assertThat(killed.journal.revisions(1).get(0).original()).as(where).isEqualTo(original);

      // What was done in the part that was killed can be put back all the same.
      assertThat(killed.rollback().counts()).as(where).isEqualTo(Map.of(Status.RESTORED, 2L));
      assertThat(killed.network.holds("otaa-1") && !killed.isSilent("otaa-1")).as(where).isTrue();
      assertThat(killed.atOrigin("otaa-1")).as(where).isEqualTo(original);
    }
  }

  private static MigrationPolicy.Builder policy(String name) {
    return switch (name) {
      case "leaving" -> Scene.leaving();
      case "freezing" -> Scene.freezing();
      case "deleting" -> Scene.deleting();
      default -> Scene.freezingAndDeleting();
    };
  }

  private MigrationReport retire(Selection selection) {
    return scene.migration(Scene.deleting(), CrashPoint.never()).build().retire(selection);
  }

  private static void assertRejected(MigrationReport report, String code) {
    assertThat(report.outcomes().get(0).status()).isEqualTo(Status.REJECTED);
    assertThat(report.outcomes().get(0).findings())
        .satisfiesOnlyOnce(
            finding -> {
              assertThat(finding.code()).isEqualTo(code);
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.remedy()).isNotEmpty();
            });
  }
}
