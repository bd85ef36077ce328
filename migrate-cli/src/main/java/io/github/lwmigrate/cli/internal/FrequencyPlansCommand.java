package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code frequency-plans}: what frequency plans there are, and one of them in full. */
final class FrequencyPlansCommand implements Command {

  private static final String BAND = "--band";

  private final Shell shell;

  FrequencyPlansCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec describe() {
    CommandSpec spec =
        Flags.command(
            this,
            "frequency-plans",
            "Lists the frequency plans that devices can have, or shows one in full.");
    spec.addPositional(
        Flags.optionalArgument(
            "ID|TEXT", "The id of a plan, or a part of the ids, names or country codes to list."));
    spec.addOption(Flags.value(BAND, "BAND", "Lists the plans of one band, such as EU_863_870."));
    PlansFlag.addTo(spec);
    spec.addOption(
        Flags.value(
            VerdictForm.FORMAT, "table|json", "A table (the default), or one JSON object a line."));
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  " + shell.name() + " frequency-plans",
            "  " + shell.name() + " frequency-plans --band US_902_928",
            "  " + shell.name() + " frequency-plans EU_863_870_TTN",
            "  " + shell.name() + " frequency-plans japan --format json");
    return spec;
  }

  @Override
  public int run(ParseResult given) {
    boolean json = isJson(given);
    FrequencyPlans plans = PlansFlag.of(shell, given);
    List<FrequencyPlanSummary> listed = ofBand(plans, given.matchedOptionValue(BAND, null));
    String text = given.matchedPositionalValue(0, "");
    Optional<FrequencyPlanSummary> one =
        listed.stream().filter(plan -> plan.id().equalsIgnoreCase(text)).findFirst();
    PlanTexts texts = json ? new PlanJson(shell.text()) : new PlanTable(shell.text());
    if (one.isPresent()) {
      texts.show(one.get(), plans.get(one.get().id()));
      return ExitCode.DONE;
    }
    List<FrequencyPlanSummary> found =
        listed.stream().filter(plan -> contains(plan, text.toLowerCase(Locale.ROOT))).toList();
    if (found.isEmpty()) {
      shell
          .err()
          .println("lw-migrate: there is no such frequency plan; without TEXT all are shown.");
      return ExitCode.DEVICES_LEFT;
    }
    texts.list(found);
    return ExitCode.DONE;
  }

  private static boolean isJson(ParseResult given) {
    return switch (given.matchedOptionValue(VerdictForm.FORMAT, "table")) {
      case "table" -> false;
      case "json" -> true;
      default -> throw new UsageException(VerdictForm.FORMAT + " takes one of table, json.");
    };
  }

  private static List<FrequencyPlanSummary> ofBand(
      FrequencyPlans plans, @org.jspecify.annotations.Nullable String band) {
    List<FrequencyPlanSummary> all = plans.list();
    if (band == null) {
      return all;
    }
    List<FrequencyPlanSummary> found =
        all.stream().filter(plan -> plan.bandId().equalsIgnoreCase(band)).toList();
    if (found.isEmpty()) {
      throw new UsageException(
          BAND
              + " takes one of "
              + String.join(
                  ", ", new TreeSet<>(all.stream().map(FrequencyPlanSummary::bandId).toList()))
              + ".");
    }
    return found;
  }

  private static boolean contains(FrequencyPlanSummary plan, String text) {
    return plan.id().toLowerCase(Locale.ROOT).contains(text)
        || plan.name().toLowerCase(Locale.ROOT).contains(text)
        || plan.countryCodes().contains(text);
  }
}
