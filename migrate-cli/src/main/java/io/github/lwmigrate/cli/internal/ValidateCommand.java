package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.OnFailure;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.check.DeviceChecks;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.spi.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code validate}: judges a file of devices as an import by the Console or the CLI does. */
final class ValidateCommand implements Command {

  private final Shell shell;

  ValidateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec describe() {
    CommandSpec spec =
        Flags.command(
            this,
            "validate",
            "Says of each device of a file whether The Things Stack will import it, and what to do"
                + " about it.",
            "Ends with 0 if every device is accepted, with 1 if some are not.");
    spec.addPositional(Flags.argument("FILE", "A file of devices, or \"-\" for standard input."));
    VerdictForm.addTo(spec);
    PlansFlag.addTo(spec);
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  " + shell.name() + " validate devices.json",
            "  " + shell.name() + " validate --format json - < devices.json");
    return spec;
  }

  @Override
  public int run(ParseResult given) {
    Verdicts verdicts = VerdictForm.of(shell, given);
    MigrationPolicy policy = MigrationPolicy.unchanged().onFailure(OnFailure.CONTINUE).build();
    FrequencyPlans plans = PlansFlag.of(shell, given);
    String name = given.matchedPositionalValue(0, "");
    try (Source file = InputFile.source(shell, name)) {
      MigrationReport report =
          Migration.from(file)
              .policy(policy)
              .checks(DeviceChecks.importProfile(plans))
              .discardOutcomes()
              .onOutcome(verdicts)
              .build()
              .plan(Selection.all());
      verdicts.finish(report);
      Endings.printFailure(shell, report, false);
      return Endings.code(report);
    }
  }
}
