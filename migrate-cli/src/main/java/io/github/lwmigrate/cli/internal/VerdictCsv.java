package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.spi.Receipt;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** A line of comma-separated values for each device (RFC 4180). Holds no key. */
final class VerdictCsv implements Verdicts {

  private final PrintStream out;
  private boolean headed;

  VerdictCsv(PrintStream out) {
    this.out = out;
  }

  @Override
  public void accept(Outcome outcome) {
    if (!headed) {
      headed = true;
      line(
          List.of(
              "index",
              "application_id",
              "device_id",
              "verdict",
              "retired",
              "findings",
              "receipt",
              "failure"));
    }
    line(
        List.of(
            String.valueOf(outcome.index()),
            outcome.origin().applicationId(),
            Redaction.id(outcome, outcome.origin().deviceId()),
            VerdictJson.verdict(outcome.status()),
            String.valueOf(outcome.retired()),
            outcome.findings().stream()
                .map(Finding::code)
                .distinct()
                .collect(Collectors.joining(" ")),
            outcome.receipt().map(Receipt::location).orElse(""),
            outcome
                .failure()
                .map(MigrationException::getMessage)
                .map(Redaction::ofMessage)
                .orElse("")));
  }

  private void line(List<String> values) {
    out.print(values.stream().map(VerdictCsv::quoted).collect(Collectors.joining(",")));
    out.print("\r\n");
  }

  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  @Override
  public void finish(MigrationReport report) {
    out.flush();
  }
}
