package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.journal.Journal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code report}: what a run came to, device by device. */
final class ReportCommand extends RunCommand {

  ReportCommand(Shell shell) {
    super(
        shell,
        "report",
        "Shows what a run came to, device by device, also while it goes on. Holds no key.");
  }

  @Override
  void addTo(CommandSpec spec) {
    VerdictForm.addWithCsv(spec);
  }

  @Override
  public int run(ParseResult given) {
    Verdicts verdicts = VerdictForm.of(shell, given);
    try (Journal journal = runs(given).look(runId(given))) {
      MigrationReport report = MigrationReport.of(journal, verdicts);
      verdicts.finish(report);
    }
    return ExitCode.DONE;
  }
}
