package io.github.lwmigrate.cli.internal;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The flag that chooses between a table and JSON. */
final class VerdictForm {

  static final String FORMAT = "--format";

  private VerdictForm() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
        Flags.value(
            FORMAT,
            "table|json",
            "A table with a summary (the default), or one JSON object a line."));
  }

  static void addWithCsv(CommandSpec spec) {
    spec.addOption(
        Flags.value(
            FORMAT,
            "table|json|csv",
            "A table with a summary (the default), one JSON object a line, or comma-separated"
                + " values."));
  }

  /** Whether JSON is wanted, where the alternative is a table. */
  static boolean isJson(ParseResult given) {
    return switch (given.matchedOptionValue(FORMAT, "table")) {
      case "table" -> false;
      case "json" -> true;
      default -> throw new UsageException(FORMAT + " takes one of table, json.");
    };
  }

  static Verdicts of(Shell shell, ParseResult given) {
    return switch (given.matchedOptionValue(FORMAT, "table")) {
      case "table" -> new VerdictTable(shell.text());
      case "json" -> new VerdictJson(shell.text());
      case "csv" -> new VerdictCsv(shell.text());
      default -> throw new UsageException(FORMAT + " takes one of table, json, csv.");
    };
  }
}
