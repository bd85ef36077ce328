package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.spi.Sink;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code resume}: goes on with a run where it stopped. */
final class ResumeCommand extends RunCommand {

  ResumeCommand(Shell shell) {
    super(
        shell,
        "resume",
        "Goes on with a run that was interrupted or failed, by the command that began it. Devices"
            + " that went to standard output are all written again; a file goes on where it is.",
        "Keys are not in the journal: give them as before, by the environment or a file.");
  }

  @Override
  void addTo(CommandSpec spec) {
    spec.addPositional(
        Flags.moreArguments(
            "FLAG",
            "Flags of the first command that are to be given anew, behind \"--\": for example --"
                + " --ttnv3.app-api-key-file FILE, or -- --acknowledge CODE."));
  }

  @Override
  public int run(ParseResult given) {
    Runs runs = runs(given);
    MigrationReport report;
    try (Journal journal = runs.open(runId(given))) {
      List<String> more = new ArrayList<>(verbose(given));
      more.addAll(given.matchedPositionalValue(1, List.of()));
      PastRun past = PastRun.of(shell, journal, more);
      MigrateCommand command = past.command();
      OutputFlags output = OutputFlags.of(command.shell(), past.given());
      boolean shown = past.run().sink().equals(JournalSink.IDENTITY);
      if (output.isNowhere() && !shown) {
        throw new UsageException(OutputFlags.TERMINAL);
      }
      try (Origin origin = past.open();
          Sink sink = shown ? new JournalSink(past.run().id()) : output.resume(command.shell());
          KnownRuns known = command.known(origin, past.given())) {
        MigrationPolicy policy = command.policy(origin, past.given());
        Migration.Builder migration =
            command.migration(origin, policy, known).to(sink).journal(journal);
        report =
            command.watched(
                past.given(),
                migration,
                () -> migration.build().startResume(command.selection(origin, past.given())));
      }
    }
    RunTexts.ended(shell, runs, report);
    return Endings.code(report);
  }
}
