package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Status;

/** What the end of a run means for the exit code. */
final class Endings {

  private Endings() {}

  static int code(MigrationReport report) {
    if (neverStarted(report)) {
      return ExitCode.NOT_STARTED;
    }
    return report.isComplete() ? ExitCode.DONE : ExitCode.DEVICES_LEFT;
  }

  /** Whether the run ended before anything was listed: there is nothing to sum up then. */
  static boolean neverStarted(MigrationReport report) {
    return report.total() == 0 && report.failure().isPresent();
  }

  /** Says why a run ended early; a failure of a device stands with the device. */
  static void printFailure(Shell shell, MigrationReport report, boolean verbose) {
    if (report.failure().isEmpty()) {
      return;
    }
    MigrationException failure = report.failure().get();
    if (failure.device().isEmpty() || report.count(Status.FAILED) == 0) {
      shell
          .err()
          .println("lw-migrate: " + Redaction.ofMessage(String.valueOf(failure.getMessage())));
    }
    if (verbose) {
      Redaction.printStackTrace(failure, shell.err());
    }
  }
}
