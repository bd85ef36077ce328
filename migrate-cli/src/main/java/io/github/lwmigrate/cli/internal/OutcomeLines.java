package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Status;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Names on standard error each device that was not delivered, and with {@code --verbose} every
 * device. Lines are kept until the end of the run, so that they do not mix with the progress;
 * beyond a number of them only their count is kept.
 */
final class OutcomeLines implements Consumer<Outcome> {

  private static final int MOST_KEPT = 50;

  private final PrintStream err;
  private final boolean verbose;
  private final List<String> kept = new ArrayList<>();
  private long dropped;

  OutcomeLines(PrintStream err, boolean verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  @Override
  public void accept(Outcome outcome) {
    if (verbose) {
      lines(outcome).forEach(err::println);
    } else if (outcome.status() != Status.DONE && outcome.status() != Status.PLANNED) {
      if (kept.size() < MOST_KEPT) {
        kept.addAll(lines(outcome));
      } else {
        dropped++;
      }
    }
  }

  void printKept() {
    kept.forEach(err::println);
    if (dropped > 0) {
      err.println("... and " + Texts.count(dropped, "device") + " more; --verbose names them all.");
    }
  }

  private List<String> lines(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add(Summary.word(outcome.status()) + " " + Redaction.label(outcome) + reason(outcome));
    for (Finding finding : outcome.findings()) {
      boolean decides = finding.severity().compareTo(Severity.CONFIRM) >= 0;
      if (verbose || decides || outcome.status() == Status.SKIPPED) {
        lines.add("  " + finding);
      }
    }
    return lines;
  }

  private static String reason(Outcome outcome) {
    return outcome.failure().map(MigrationException::getMessage).map(": "::concat).orElse("");
  }
}
