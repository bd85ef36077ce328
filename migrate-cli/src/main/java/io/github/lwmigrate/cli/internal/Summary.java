package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.MigrationReport.FindingSummary;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Status;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a run came to, for a person: counts, findings by code, and what the owner has to do. */
final class Summary {

  private Summary() {}

  static void print(PrintStream to, MigrationReport report) {
    print(to, report, word(Status.DONE));
  }

  /**
   * Sums a run up.
   *
   * @param done what became of devices that came to their end
   */
  static void print(PrintStream to, MigrationReport report, String done) {
    to.println(counts(report, done));
    findings(
        to,
        "Findings",
        report,
        summary -> summary.severity() != Severity.ADVICE && summary.severity() != Severity.NOTICE);
    findings(to, "Notices", report, summary -> summary.severity() == Severity.NOTICE);
    findings(to, "What to do next", report, summary -> summary.severity() == Severity.ADVICE);
    if (report.cancelled()) {
      to.println("The run was cancelled before its end.");
    } else if (!report.listingComplete()) {
      to.println("Not every device was listed: the run ended early.");
    }
  }

  private static String counts(MigrationReport report, String done) {
    List<String> parts = new ArrayList<>();
    for (Status status : Status.values()) {
      if (report.count(status) > 0) {
        parts.add(report.count(status) + " " + (status == Status.DONE ? done : word(status)));
      }
    }
    return Texts.count(report.total(), "device")
        + (parts.isEmpty() ? "" : ": " + String.join(", ", parts))
        + " ("
        + Texts.time(report.elapsed())
        + ", "
        + Texts.count(report.remoteCalls(), "call")
        + ").";
  }

  static String word(Status status) {
    return switch (status) {
      case PLANNED -> "accepted";
      case DONE -> "exported";
      case REJECTED -> "rejected";
      case SKIPPED -> "skipped";
      case FAILED -> "failed";
      case NOT_STARTED -> "not started";
      case UNFINISHED -> "unfinished";
      case RESTORED -> "put back";
    };
  }

  private static void findings(
      PrintStream to,
      String heading,
      MigrationReport report,
      Predicate<? super FindingSummary> chosen) {
    List<FindingSummary> findings = report.findings().stream().filter(chosen).toList();
    if (findings.isEmpty()) {
      return;
    }
    to.println(heading + ":");
    for (FindingSummary summary : findings) {
      Finding example = summary.example();
      to.println(
          "  "
              + (summary.severity().compareTo(Severity.WARNING) >= 0
                  ? summary.severity().id() + " "
                  : "")
              + summary.code()
              + (example.field().isEmpty() ? "" : " at " + example.field())
              + ", "
              + Texts.count(summary.devices(), "device")
              + (summary.devices() > 1 ? ", first " : " ")
              + Redaction.label(summary));
      to.println("    " + example.message());
      if (!example.remedy().isEmpty()) {
        to.println("    -> " + example.remedy());
      }
      if (summary.severity() == Severity.CONFIRM) {
        to.println("    -> If that is wanted, repeat with --acknowledge " + summary.code());
      }
    }
  }
}
