package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.json.JsonFileSink;
import io.github.lwmigrate.json.JsonStreamSink;
import io.github.lwmigrate.spi.Sink;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where exported devices go.
 *
 * @param isDryRun whether nothing is to be stored
 * @param file the file; empty for standard output
 * @param append whether devices are added to a file that exists
 * @param overwrite whether a file that exists gives way, and is kept as a backup
 * @param showsDevices whether standard output may show devices
 */
record OutputFlags(
    boolean isDryRun,
    Optional<Path> file,
    boolean append,
    boolean overwrite,
    boolean showsDevices) {

  static final String TERMINAL =
      "standard output is a terminal, where devices are not shown, since they hold keys. Redirect"
          + " it (> devices.json), or say --output FILE, or --output - to see them here.";

  private static final String DRY_RUN = "--dry-run";
  private static final String OUTPUT = "--output";
  private static final String APPEND = "--append";
  private static final String OVERWRITE = "--overwrite";
  private static final String STANDARD = "-";

  static Set<String> names() {
    return Set.of(DRY_RUN, OUTPUT, APPEND, OVERWRITE);
  }

  static void addTo(CommandSpec spec) {
    spec.addOption(
        Flags.flag(
            DRY_RUN,
            "Reads, changes and checks devices as a run does, and shows them on standard output;"
                + " changes no server and no file."));
    addPlaceTo(spec);
  }

  /** Adds the flags that say where devices go. */
  static void addPlaceTo(CommandSpec spec) {
    spec.addOption(
        Flags.value(
            OUTPUT,
            "FILE",
            "Writes devices to FILE, which must not exist yet; \"-\" is standard output, also where"
                + " that is a terminal. Devices hold keys. Default: standard output."));
    spec.addOption(Flags.flag(APPEND, "Adds to the file of --output."));
    spec.addOption(
        Flags.flag(OVERWRITE, "Replaces the file of --output, and keeps the old one as a backup."));
  }

  static OutputFlags of(Shell shell, ParseResult given) {
    boolean dryRun = given.hasMatchedOption(DRY_RUN) && Flags.isOn(given, DRY_RUN);
    boolean append = Flags.isOn(given, APPEND);
    boolean overwrite = Flags.isOn(given, OVERWRITE);
    String output = given.matchedOptionValue(OUTPUT, null);
    boolean toFile = output != null && !output.equals(STANDARD);
    if (append && overwrite) {
      throw new UsageException("--append and --overwrite exclude each other; leave one out.");
    }
    if ((append || overwrite) && !toFile) {
      throw new UsageException(
          (append ? APPEND : OVERWRITE)
              + " needs --output FILE; it has no meaning without a file.");
    }
    if (dryRun && toFile) {
      throw new UsageException(
          "--dry-run writes no file: it shows the devices on standard output. Leave out --output,"
              + " or --dry-run.");
    }
    return new OutputFlags(
        dryRun,
        toFile ? Optional.of(shell.directory().resolve(output)) : Optional.empty(),
        append,
        overwrite,
        output != null || !shell.terminals().out());
  }

  /** Whether devices would go to a terminal, which does not show them. */
  boolean isNowhere() {
    return !isDryRun && file.isEmpty() && !showsDevices;
  }

  /** Opens the place where devices are to be stored. */
  Sink open(Shell shell) {
    return open(shell, false);
  }

  /** Opens the place where an earlier part of a run has stored devices. */
  Sink resume(Shell shell) {
    return open(shell, true);
  }

  private Sink open(Shell shell, boolean resume) {
    if (file.isEmpty()) {
      return JsonStreamSink.to(shell.out(), "standard output");
    }
    JsonFileSink.Builder sink = JsonFileSink.builder(file.get());
    if (append) {
      sink.append();
    }
    if (overwrite) {
      sink.overwrite();
    }
    if (resume) {
      sink.resume();
    }
    try {
      return sink.build();
    } catch (ConfigurationException e) {
      throw new UsageException(
          String.valueOf(e.getMessage())
              .replace("\"append\"", APPEND)
              .replace("\"overwrite\"", OVERWRITE));
    }
  }
}
