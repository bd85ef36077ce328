package io.github.lwmigrate.cli.internal;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command about a run that its first argument names. */
abstract class RunCommand implements Command {

  final Shell shell;
  private final String name;
  private final String[] description;

  RunCommand(Shell shell, String name, String... description) {
    this.shell = shell;
    this.name = name;
    this.description = description;
  }

  @Override
  public final CommandSpec describe() {
    CommandSpec spec = Flags.command(this, name, description);
    spec.addPositional(
        Flags.argument(
            "RUN",
            "The run, as \"runs\" lists it; its first letters are enough if no other has them."));
    addTo(spec);
    Runs.addTo(spec);
    spec.addOption(Flags.flag(MigrateCommand.VERBOSE, "Names every device and every finding."));
    return spec;
  }

  /** Adds what this command takes beyond the run. */
  abstract void addTo(CommandSpec spec);

  final Runs runs(ParseResult given) {
    return Runs.of(shell, given);
  }

  final String runId(ParseResult given) {
    return given.matchedPositionalValue(0, "");
  }

  /** The flag of the command that is passed on to the one that began the run. */
  static List<String> verbose(ParseResult given) {
    return Flags.isOn(given, MigrateCommand.VERBOSE) ? List.of(MigrateCommand.VERBOSE) : List.of();
  }
}
