package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.journal.sqlite.JournalDirectory.Run;
import java.util.List;

/** What the program says of runs and their journals. */
final class RunTexts {

  private static final int MOST_UNFINISHED = 3;
  private static final int MOST_APPEARED = 5;

  private RunTexts() {}

  /** Runs that stopped in the middle are named at the next start, with the ways on. */
  static void unfinished(Shell shell, Runs runs) {
    List<Run> unfinished = runs.unfinished();
    if (unfinished.size() > MOST_UNFINISHED) {
      shell.notice(
          unfinished.size()
              + " runs have not come to their end; \""
              + shell.name()
              + " runs\" lists them.");
      return;
    }
    for (Run entry : unfinished) {
      shell.notice(
          "run %s has not come to its end. \"%s resume %s\" goes on with it, \"%s rollback %s\" puts its devices back, \"%s report %s\" shows it."
              .formatted(
                  entry.id(),
                  shell.name(),
                  entry.id(),
                  shell.name(),
                  entry.id(),
                  shell.name(),
                  entry.id()));
    }
  }

  /** What the user can do with the run, after its summary. */
  static void ended(Shell shell, Runs runs, MigrationReport report) {
    String id = report.runId();
    if (report.answeredByBoth() > 0) {
      shell.notice(
          "the origin may still answer "
              + Texts.count(report.answeredByBoth(), "exported device")
              + ".");
    }
    appeared(shell, report);
    if (left(report) == 0) {
      shell
          .err()
          .printf(
              "Run %s is kept in %s; it holds keys. \"%s report %s\" shows it, \"%s rollback %s\""
                  + " puts the origin back.%n",
              id, runs.path(), shell.name(), id, shell.name(), id);
    } else {
      shell
          .err()
          .printf(
              "Run %s has not come to its end; its journal is in %s. Go on with \"%s resume %s\","
                  + " or put the devices back with \"%s rollback %s\".%n",
              id, runs.path(), shell.name(), id, shell.name(), id);
    }
  }

  /** Devices with which a resumed run would go on. */
  private static long left(MigrationReport report) {
    return report.count(Status.FAILED)
        + report.count(Status.NOT_STARTED)
        + report.count(Status.UNFINISHED)
        + (report.listingComplete() && report.failure().isEmpty() ? 0 : 1);
  }

  private static void appeared(Shell shell, MigrationReport report) {
    List<?> devices = report.appeared();
    if (!devices.isEmpty()) {
      String more = devices.size() > MOST_APPEARED ? ", ..." : "";
      shell.notice(
          "devices came into being at the origin during the run, and are not exported: "
              + String.join(
                  ", ", devices.stream().limit(MOST_APPEARED).map(Object::toString).toList())
              + more);
    }
  }
}
