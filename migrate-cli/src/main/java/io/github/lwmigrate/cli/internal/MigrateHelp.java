package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.cli.internal.MigrateCommand.Form;
import io.github.lwmigrate.cli.internal.Origin.Takes;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Help texts of the commands that read devices. */
final class MigrateHelp {

  private MigrateHelp() {}

  static String names(List<SourceProvider> providers) {
    return providers.stream()
        .map(
            provider ->
                provider.id()
                    + (provider.aliases().isEmpty()
                        ? ""
                        : " (" + String.join(", ", provider.aliases()) + ")"))
        .collect(Collectors.joining(", "));
  }

  /** What the help of the parent command shows of a command. */
  static CommandSpec outline(Form form, Action action) {
    CommandSpec spec = Flags.command(action, form.name(), description(form));
    spec.aliases(form.aliases().toArray(String[]::new));
    return spec;
  }

  static String[] description(Form form) {
    String what = form.takes() == Takes.APPLICATIONS ? "all devices of applications" : "devices";
    return new String[] {
      form.plan()
          ? "Shows what would become of " + what + ", with all findings; changes nothing."
          : "Exports " + what + " as The Things Stack device JSON, one device a line."
    };
  }

  static String ids(Form form) {
    return switch (form.takes()) {
      case DEVICES ->
          "Device ids. Without any they are read from standard input, one a line; blank lines and"
              + " comments (#) are left out.";
      case APPLICATIONS ->
          "Application ids. Without any they are read from standard input, one a line; without"
              + " those either, the application that the source is set up for is taken.";
      case DEVICES_OR_ALL ->
          "Device ids. Without any, all devices of the application that the source is set up for.";
    };
  }

  static String[] examples(String program, Form form) {
    SourceProvider source = form.source();
    String command =
        program
            + (form.plan() ? " plan" : "")
            + (source == null ? "" : " " + source.id())
            + (form.name().equals("plan") ? "" : " " + form.name())
            + (source == null ? " --source ttnv3" : "");
    List<String> lines = new ArrayList<>(List.of("", "Examples:"));
    if (form.plan()) {
      lines.add("  " + command + (form.takes() == Takes.APPLICATIONS ? " my-app" : " my-device"));
      lines.add("  " + command + " --format json");
    } else if (form.takes() == Takes.APPLICATIONS) {
      lines.add("  " + command + " my-app > devices.json");
      lines.add("  " + command + " my-app --dry-run --limit 10 --output -");
      lines.add("  " + command + " my-app --output devices.json --dev-id-prefix north");
    } else {
      lines.add("  " + command + " my-device > devices.json");
      lines.add("  " + command + " < device_ids.txt > devices.json");
    }
    lines.add("");
    lines.add(
        "Keys are best given by environment variables or files, not as arguments. Exit codes:");
    lines.add(
        "0 everything is done, 1 some device failed, was rejected or does not exist, 2 wrong");
    lines.add("usage, 3 nothing could start.");
    return lines.toArray(String[]::new);
  }
}
