package io.github.lwmigrate.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.RunProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells a run from its journal. */
public final class JournalReport {

  private static final int PAGE = 500;

  private JournalReport() {}

  /**
   * The report of a run.
   *
   * @param journal the journal of the run
   * @param listener takes each outcome in listing order
   * @return the report, without outcomes
   */
  public static MigrationReport of(Journal journal, Consumer<? super Outcome> listener) {
    Tally tally = new Tally(false);
    List<JournaledDevice> page = journal.page(0, PAGE);
    while (!page.isEmpty()) {
      for (JournaledDevice device : page) {
        Outcome outcome = outcome(journal, device);
        tally.add(outcome);
        listener.accept(outcome);
      }
      page = journal.page(page.get(page.size() - 1).index() + 1, PAGE);
    }
    Optional<RunDescription> run = journal.run();
    RunProgress progress = journal.progress();
    Duration elapsed =
        run.isPresent() && progress.endedAt().isPresent()
            ? Duration.between(run.get().startedAt(), progress.endedAt().get())
            : Duration.ZERO;
    return new MigrationReport(
        run.map(RunDescription::id).orElse(""),
        tally.counts(),
        tally.answeredByBoth(),
        List.of(),
        tally.findings(),
        List.of(),
        progress.listingComplete(),
        false,
        Optional.empty(),
        0,
        elapsed);
  }

  private static Outcome outcome(Journal journal, JournaledDevice device) {
    Status status = status(device);
    return new Outcome(
        device.index(),
        device.device(),
        device.label(),
        status,
        OriginSilence.isKnown(
            journal.steps(device.index()), device.findings(), device.sessionMoves()),
        device.findings(),
        Optional.empty(),
        device.receipt(),
        status == Status.FAILED ? device.failure().map(JournalReport::failure) : Optional.empty());
  }

  private static MigrationException failure(String recorded) {
    return MigrationException.builder(Stage.REPORT, "finish the device")
        .because(recorded.endsWith(".") ? recorded.substring(0, recorded.length() - 1) : recorded)
        .build();
  }

  private static Status status(JournaledDevice device) {
    if (device.failure().isPresent()) {
      return Status.FAILED;
    }
    DeviceState state = device.state();
    return switch (state) {
      case LISTED, RECORDED -> Status.NOT_STARTED;
      case FROZEN, DELIVERED, DESTROYED -> Status.UNFINISHED;
      case DONE -> Status.DONE;
      case REJECTED -> Status.REJECTED;
      case SKIPPED -> Status.SKIPPED;
      case RESTORED -> Status.RESTORED;
    };
  }
}
