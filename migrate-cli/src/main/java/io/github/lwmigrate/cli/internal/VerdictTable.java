package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.EndDevice;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** A line for each device, then the summary. Holds no key. */
final class VerdictTable implements Verdicts {

  private static final String ROW = "%-40s %-11s %-10s %s%n";

  private final PrintStream out;
  private boolean headed;

  VerdictTable(PrintStream out) {
    this.out = out;
  }

  @Override
  public void accept(Outcome outcome) {
    if (!headed) {
      headed = true;
      out.printf(ROW, "DEVICE", "VERDICT", "ACTIVATION", "FINDINGS");
    }
    out.printf(
        ROW, name(outcome), Summary.word(outcome.status()), activation(outcome), codes(outcome));
    outcome.failure().map(MigrationException::getMessage).ifPresent(this::indented);
    outcome.findings().stream()
        .filter(finding -> finding.severity().compareTo(Severity.CONFIRM) >= 0)
        .map(Finding::toString)
        .forEach(this::indented);
  }

  private void indented(String text) {
    out.println("    " + text);
  }

  /** The label, and the id where the label is a place in a file. */
  private static String name(Outcome outcome) {
    String id = outcome.exported().map(EndDevice::deviceId).orElse(outcome.origin().deviceId());
    return Redaction.id(
        outcome, outcome.label().endsWith(id) ? outcome.label() : outcome.label() + " " + id);
  }

  private static String activation(Outcome outcome) {
    return outcome.exported().map(EndDevice::activation).map(Enum::name).orElse("-");
  }

  private static String codes(Outcome outcome) {
    String codes =
        outcome.findings().stream()
            .filter(finding -> finding.severity() != Severity.NOTICE)
            .map(Finding::code)
            .distinct()
            .collect(Collectors.joining(", "));
    return codes.isEmpty() ? "-" : codes;
  }

  @Override
  public void finish(MigrationReport report) {
    if (headed) {
      out.println();
    }
    if (!Endings.neverStarted(report)) {
      Summary.print(out, report);
    }
    out.flush();
  }
}
