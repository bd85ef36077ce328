package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.StepState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run changed at the origin is put back. */
@Timeout(120)
class RollbackTest {

  private final Scene scene = Scene.with("otaa-1");

  @Test
  void frozenDevice_isAsBefore_andBothNetworksAreNamed() {
    scene.run(Scene.freezing());
    MigrationReport report = scene.rollback();
    assertThat(report.counts()).isEqualTo(Map.of(Status.RESTORED, 1L));
    assertThat(scene.isSilent("otaa-1")).isFalse();
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.RESTORED);
    assertThat(report.outcomes().get(0).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(FindingCodes.ORIGIN_RESTORED_BESIDE_TARGET);
              assertThat(finding.message()).contains("entry 1");
            });
    assertThat(report.answeredByBoth()).isEqualTo(1);
    MigrationReport told = MigrationReport.of(scene.journal, outcome -> {});
    assertThat(told.counts()).isEqualTo(report.counts());
    assertThat(told.answeredByBoth()).isEqualTo(1);
  }

  @Test
  void deletedDevice_isMadeAgain_asItWas_lastStepFirst() {
    EndDevice before = scene.atOrigin("otaa-1");
    scene.run(Scene.freezingAndDeleting());
    scene.network.changes.clear();
    assertThat(scene.rollback().counts()).isEqualTo(Map.of(Status.RESTORED, 1L));
    assertThat(scene.network.changes)
        .containsExactly(
            "restore second-delete otaa-1",
            "restore first-delete otaa-1",
            "restore silence otaa-1");
    assertThat(scene.network.holds("otaa-1") && !scene.isSilent("otaa-1")).isTrue();
    assertThat(scene.atOrigin("otaa-1")).isEqualTo(before);
  }

  @Test
  void deletedDevice_goesOnWhereTheTargetIs() {
    Scene several = Scene.with("abp-1", "otaa-1");
    several.run(Scene.deleting());
    EndDevice latest = FakeNetwork.device("otaa-1", true);
    List<EndDevice> asked = Collections.synchronizedList(new ArrayList<>());
    several
        .migration(Scene.leaving(), CrashPoint.never())
        .build()
        .rollback(
            Selection.devices(new DeviceRef("app-1", "otaa-1")),
            exported -> {
              asked.add(exported);
              return Optional.of(latest);
            });
    assertThat(several.atOrigin("otaa-1")).isSameAs(latest);
    assertThat(asked).containsExactly(several.target.stored.get(1).device());
    assertThat(several.network.holds("abp-1")).isFalse();
  }

  @Test
  void twiceInARow_theSecondOneFindsNothingToDo() {
    scene.run(Scene.freezing());
    scene.rollback();
    scene.network.changes.clear();
    assertThat(scene.rollback().counts()).isEqualTo(Map.of(Status.SKIPPED, 1L));
    assertThat(scene.network.changes).isEmpty();
  }

  @Test
  void deviceThatNothingWasDoneTo_isSkipped_andStaysDelivered() {
    scene.network.on("before first-delete", Scene.lost());
    scene.run(Scene.deleting());
    scene.network.calm();
    assertThat(scene.rollback().counts()).isEqualTo(Map.of(Status.SKIPPED, 1L));
    assertThat(scene.network.changes).isEmpty();
    assertThat(scene.state("otaa-1")).isEqualTo(DeviceState.DELIVERED);
    scene.target = new FakeSink().keeping();
    assertThat(scene.resume(Scene.deleting()).counts()).isEqualTo(Map.of(Status.DONE, 1L));
    assertThat(scene.target.stored).isEmpty();
  }

  @Test
  void runThatLeftTheOrigin_hasNothingToPutBack() {
    scene.run(Scene.leaving());
    assertThat(scene.rollback().counts()).isEqualTo(Map.of(Status.SKIPPED, 1L));
  }

  @Test
  void stepOfWhichOnlyTheOriginKnows_isPutBackToo() {
    scene.runUntil("after first-delete", Scene.freezingAndDeleting());
    assertThat(scene.journal.steps(0))
        .extracting(step -> step.state())
        .containsExactly(StepState.APPLIED, StepState.PLANNED, StepState.PLANNED);
    assertThat(scene.rollback().counts()).isEqualTo(Map.of(Status.RESTORED, 1L));
    assertThat(scene.network.holds("otaa-1") && !scene.isSilent("otaa-1")).isTrue();
  }

  @Test
  void latestThatThrows_failsTheDevice_andChangesNothing() {
    scene.run(Scene.deleting());
    MigrationReport report =
        scene
            .migration(Scene.leaving(), CrashPoint.never())
            .build()
            .rollback(
                Selection.all(),
                exported -> {
                  throw Scene.failure();
                });
    assertThat(report.counts()).isEqualTo(Map.of(Status.FAILED, 1L));
    assertThat(scene.network.holds("otaa-1")).isFalse();
    assertThat(scene.rollback().counts()).isEqualTo(Map.of(Status.RESTORED, 1L));
  }

  @Test
  void unknownDevice_isRejected_andASourceThatChangesNothingIsRefused() {
    scene.run(Scene.freezing());
    Migration migration = scene.migration(Scene.leaving(), CrashPoint.never()).build();
    assertThat(
            migration
                .rollback(
                    Selection.devices(new DeviceRef("app-1", "otaa-2")), d -> Optional.empty())
                .counts())
        .isEqualTo(Map.of(Status.REJECTED, 1L));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Migration.from(new FakeSource(1, 1))
                    .policy(Scene.leaving().build())
                    .journal(scene.journal)
                    .build()
                    .rollback(Selection.all(), device -> Optional.empty()))
        .satisfies(e -> assertThat(e.problems()).hasSize(2));
  }

  @ParameterizedTest
  @CsvSource({"freezing, 1", "freezingAndDeleting, 1", "deleting, 1", "freezingAndDeleting, 2"})
  void killedAnywhere_puttingBackAgainEndsAsIfNothingHadHappened(String run, int concurrency) {
    for (int point = 0; ; point++) {
      Scene killed = Scene.with("abp-1", "otaa-1");
      killed.concurrency = concurrency;
      EndDevice before = killed.atOrigin("otaa-1");
      killed.run(policy(run));
      CrashPoint crash = CrashPoint.at(point);
      MigrationReport first = killed.rollback(crash);
      if (crash.name().equals("never")) {
        assertThat(first.counts()).isEqualTo(Map.of(Status.RESTORED, 2L));
        assertThat(point).isGreaterThan(6);
        return;
      }
      String where = point + " (" + crash.name() + ")";
      MigrationReport report = killed.rollback();
      assertThat(report.count(Status.RESTORED) + report.count(Status.SKIPPED))
          .as(where)
          .isEqualTo(2);
      for (String id : List.of("abp-1", "otaa-1")) {
        assertThat(killed.network.holds(id) && !killed.isSilent(id)).as(where).isTrue();
        assertThat(killed.state(id)).as(where).isEqualTo(DeviceState.RESTORED);
      }
      assertThat(killed.atOrigin("otaa-1")).as(where).isEqualTo(before);
      assertThat(MigrationReport.of(killed.journal, outcome -> {}).answeredByBoth())
          .as(where)
          .isEqualTo(2);

      killed.target = new FakeSink();
      assertThat(killed.resume(policy(run)).counts()).as(where).isEqualTo(Map.of(Status.DONE, 2L));
      assertThat(killed.target.ids()).as(where).containsExactly("abp-1", "otaa-1");
    }
  }

  @ParameterizedTest
  @CsvSource({"freezing", "freezingAndDeleting", "deleting"})
  void killedAnywhere_resumingInstead_claimsNothingThatIsNotSo(String run) {
    for (int point = 0; ; point++) {
      Scene killed = Scene.with("abp-1", "otaa-1");
      killed.target = new FakeSink().keeping();
      killed.run(policy(run));
      CrashPoint crash = CrashPoint.at(point);
      killed.rollback(crash);
      if (crash.name().equals("never")) {
        return;
      }
      String where = point + " (" + crash.name() + ")";
      assertNoSilenceIsClaimed(where, killed);
      for (Outcome outcome : killed.resume(policy(run)).outcomes()) {
        if (outcome.status() == Status.FAILED) {
          assertThat(outcome.failure().orElseThrow())
              .as(where)
              .hasMessageContaining("Roll it back to the end");
        } else if (outcome.status() == Status.DONE) {
          assertThat(killed.network.downlink(outcome.origin().deviceId())).as(where).isFalse();
        }
      }
      assertNoSilenceIsClaimed(where, killed);
      killed.rollback();
      assertThat(killed.resume(policy(run)).counts()).as(where).isEqualTo(Map.of(Status.DONE, 2L));
    }
  }

  private static void assertNoSilenceIsClaimed(String where, Scene scene) {
    MigrationReport.of(
        scene.journal,
        outcome -> {
          if (outcome.retired()) {
            String id = outcome.origin().deviceId();
            assertThat(scene.isSilent(id) || !scene.network.holds(id)).as(where).isTrue();
          }
        });
  }

  private static MigrationPolicy.Builder policy(String name) {
    return switch (name) {
      case "freezing" -> Scene.freezing();
      case "deleting" -> Scene.deleting();
      default -> Scene.freezingAndDeleting();
    };
  }
}
