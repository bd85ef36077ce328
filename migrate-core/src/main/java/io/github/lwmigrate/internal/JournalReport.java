package io.github.lwmigrate.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.DeviceRef;
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
    for (JournaledDevice device : journal.devices()) {
      Outcome outcome = outcome(journal, device);
      tally.add(outcome);
      listener.accept(outcome);
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
    return new Outcome(
        device.index(),
        device.device(),
        device.label(),
        status(device),
        OriginSilence.isKnown(
            journal.steps(device.index()), device.findings(), device.sessionMoves()),
        device.findings(),
        Optional.empty(),
        device.receipt(),
        device.failure().map(reason -> failure(device.device(), reason)));
  }

  private static MigrationException failure(DeviceRef device, String recorded) {
    return MigrationException.builder(Stage.REPORT, "finish the device")
        .device(device)
        .because(recorded.endsWith(".") ? recorded.substring(0, recorded.length() - 1) : recorded)
        .build();
  }

  private static Status status(JournaledDevice device) {
    if (device.failure().isPresent()) {
      return Status.FAILED;
    }
    DeviceState state = device.state();
    return switch (state) {
      case LISTED -> Status.NOT_STARTED;
      // From here on a call may have been made that only its network knows of.
      case RECORDED, FROZEN, DELIVERED, DESTROYED -> Status.UNFINISHED;
      case DONE -> Status.DONE;
      case REJECTED -> Status.REJECTED;
      case SKIPPED -> Status.SKIPPED;
      case RESTORED -> Status.RESTORED;
    };
  }
}
