package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.frequencyplans.FrequencyPlanRepository;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flag that names the frequency plans of the target. */
final class PlansFlag {

  static final String NAME = "--frequency-plans-url";

  private static final OptionSpec OPTION =
      Flags.value(
          NAME,
          "URL|DIRECTORY",
          "Frequency plans of the target: where frequency-plans.yml and the files it names are. By"
              + " default those of The Things Stack that are part of this program.");

  private PlansFlag() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(OPTION);
  }

  /** The plans; a list the user names is read at once, so that a mistake is told first. */
  static FrequencyPlans of(Shell shell, ParseResult given) {
    String place = given.matchedOptionValue(NAME, null);
    if (place == null) {
      return FrequencyPlans.bundled();
    }
    FrequencyPlans plans = open(shell, place);
    plans.list();
    return plans;
  }

  private static FrequencyPlans open(Shell shell, String place) {
    if (!place.matches("(?i)[a-z][a-z0-9+.-]+:.*")) {
      return FrequencyPlanRepository.of(shell.directory().resolve(place));
    }
    try {
      return FrequencyPlanRepository.of(new URI(place));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new UsageException(
          NAME
              + " takes a directory, or a URL with http, https or file and without user name, such"
              + " as https://example.com/frequency-plans.");
    }
  }
}
