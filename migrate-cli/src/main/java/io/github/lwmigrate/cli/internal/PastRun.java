package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.RunDescription;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParseResult;

/**
 * A run of this program that is taken up again: its journal, and the command that began it, parsed
 * anew.
 *
 * @param journal the journal; closed by whoever opened it
 * @param run what the run is
 * @param command the command that began it
 * @param given its options and arguments
 */
record PastRun(Journal journal, RunDescription run, MigrateCommand command, ParseResult given) {

  /**
   * Finds the command again.
   *
   * @param more flags that were not in the journal, or count instead of those that are
   */
  static PastRun of(Shell shell, Journal journal, List<String> more) {
    RunDescription run =
        journal
            .run()
            .orElseThrow(
                () ->
                    new UsageException(
                        journal.location() + " holds no run; nothing was begun with it."));
    List<String> arguments = new ArrayList<>(RunContext.arguments(run));
    if (arguments.isEmpty()) {
      throw new UsageException(
          "run "
              + run.id()
              + " was not begun by this program, but by one that embeds the library; go on with"
              + " it there.");
    }
    arguments.addAll(more);
    ParseResult given = Program.parse(RunContext.shell(shell, run), arguments);
    while (given.hasSubcommand()) {
      given = given.subcommand();
    }
    if (given.commandSpec().userObject() instanceof MigrateCommand command) {
      return new PastRun(journal, run, command, given);
    }
    throw new UsageException("run " + run.id() + " was begun by a command of another version.");
  }

  /** Opens the source for devices that the journal has. */
  Origin openListed() {
    return command.openListed(given);
  }

  /**
   * Opens the source to go on with the run. Ids that came from standard input are needed once more
   * where it stopped before all were listed.
   */
  Origin open() {
    return journal.progress().listingComplete() ? openListed() : command.open(given);
  }
}
