package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.check.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a journal tells of a run is what the run itself reported. */
class JournalReportTest {

  private final List<Outcome> told = new ArrayList<>();

  @Test
  void everyKindOfOutcome_isToldAsTheRunReportedIt() {
    Scene scene =
        Scene.with("abp-bad", "abp-gone", "abp-lost", "abp-refused", "otaa-done", "otaa-silent");
    scene.options = builder -> builder.checks(List.of(JournalReportTest::check));
    scene.network.on(
        "read",
        id -> {
          if (id.equals("abp-gone")) {
            scene.network.registration(id).inSecond = false;
          }
          if (id.equals("abp-lost")) {
            throw Scene.failure();
          }
        });
    scene.target.storing(
        (delivery, call) -> {
          if (delivery.device().deviceId().equals("abp-refused")) {
            Scene.refusing().accept(delivery, call);
          }
        });
    MigrationReport report = scene.run(Scene.freezing().onFailure(OnFailure.CONTINUE));
    assertThat(report.counts())
        .isEqualTo(
            Map.of(Status.REJECTED, 1L, Status.SKIPPED, 1L, Status.FAILED, 2L, Status.DONE, 2L));
    assertTold(scene, report);
    assertThat(told.get(2).failure().orElseThrow())
        .hasMessageContaining("app-1/abp-lost")
        .hasMessageContaining("the answer was lost")
        .satisfies(e -> assertThat(e.device()).contains(told.get(2).origin()));
  }

  private static void check(Candidate candidate, Consumer<? super Finding> findings) {
    String id = candidate.original().deviceId();
    if (id.equals("abp-bad")) {
      findings.accept(Finding.of(Severity.ERROR, "bad", "", "Bad."));
    }
    if (id.startsWith("otaa")) {
      findings.accept(Finding.of(Severity.NOTICE, "fine", "ids.device_id", "Fine: " + id));
    }
  }

  @Test
  void devicesOnBothNetworks_areCounted() {
    Scene scene = Scene.with("abp-1", "otaa-1");
    MigrationReport report = scene.run(Scene.leaving());
    assertThat(report.answeredByBoth()).isEqualTo(2);
    assertTold(scene, report);
  }

  @Test
  void runThatWasResumed_isToldAsAWhole() {
    Scene scene = Scene.with("abp-1", "otaa-1");
    scene.runUntil("before first-delete", Scene.freezingAndDeleting());
    scene.target = new FakeSink();
    MigrationReport resumed = scene.resume(Scene.freezingAndDeleting());
    assertTold(scene, resumed);
    assertThat(MigrationReport.of(scene.journal, outcome -> {}).isComplete()).isTrue();
  }

  @Test
  void runThatDied_deviceThatMayHaveBeenChanged_isUnfinished_notUntouched() {
    Scene scene = Scene.with("abp-1", "abp-2");
    scene.concurrency = 1;
    scene.runUntil("after silence", Scene.freezing());
    MigrationReport report = MigrationReport.of(scene.journal, told::add);
    assertThat(scene.isSilent("abp-1")).isTrue();
    assertThat(told.get(0).status()).isEqualTo(Status.UNFINISHED);
    assertThat(told.get(0).retired()).isFalse();
    assertThat(report.isComplete()).isFalse();
  }

  @Test
  void listingThatDied_isNotComplete() {
    Scene scene = Scene.with("abp-1");
    scene.runUntil("before Listed", Scene.freezing());
    MigrationReport report = MigrationReport.of(scene.journal, told::add);
    assertThat(report.listingComplete()).isFalse();
    assertThat(report.total()).isZero();
    assertThat(report.runId()).isEqualTo(scene.journal.run().orElseThrow().id());
  }

  @Test
  void originThatWasSilentBefore_isSilentAfterItWasPutBack() {
    Finding silent =
        Finding.of(Severity.NOTICE, FindingCodes.DOWNLINKS_ALREADY_DISABLED, "", "Silent.");
    Scene scene = Scene.with("abp-1");
    scene.options =
        builder -> builder.checks(List.of((candidate, findings) -> findings.accept(silent)));
    scene.run(Scene.deleting());
    MigrationReport report = scene.rollback();
    assertThat(report.outcomes().get(0).retired()).isTrue();
    assertThat(report.answeredByBoth()).isZero();
    assertThat(MigrationReport.of(scene.journal, outcome -> {}).answeredByBoth()).isZero();
  }

  private void assertTold(Scene scene, MigrationReport report) {
    MigrationReport of = MigrationReport.of(scene.journal, told::add);
    assertThat(of.runId()).isEqualTo(report.runId());
    assertThat(of.counts()).isEqualTo(report.counts());
    assertThat(of.answeredByBoth()).isEqualTo(report.answeredByBoth());
    assertThat(of.findings()).isEqualTo(report.findings());
    assertThat(of.listingComplete()).isEqualTo(report.listingComplete());
    assertThat(of.outcomes()).isEmpty();
    assertThat(told.stream().map(JournalReportTest::withoutForms).toList())
        .isEqualTo(report.outcomes().stream().map(JournalReportTest::withoutForms).toList());
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i).failure().isPresent())
          .isEqualTo(report.outcomes().get(i).failure().isPresent());
    }
  }

  private static Outcome withoutForms(Outcome outcome) {
    return new Outcome(
        outcome.index(),
        outcome.origin(),
        outcome.label(),
        outcome.status(),
        outcome.retired(),
        outcome.findings(),
        Optional.empty(),
        outcome.receipt(),
        Optional.empty());
  }
}
