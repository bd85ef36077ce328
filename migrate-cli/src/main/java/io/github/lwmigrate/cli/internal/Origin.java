package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The source that the user chose, opened, and what of it is wanted.
 *
 * @param source reads the devices; closed with this origin
 * @param selection which devices
 * @param provider the kind of source
 * @param values what the source was opened with
 * @param plans the frequency plans of the target
 */
record Origin(
    Source source,
    Selection selection,
    SourceProvider provider,
    OptionValues values,
    FrequencyPlans plans)
    implements AutoCloseable {

  /** What the ids on the command line mean. */
  enum Takes {
    DEVICES("device"),
    APPLICATIONS("application"),
    /** Devices, or with no id everything that the source was opened for. */
    DEVICES_OR_ALL("device");

    private final String word;

    Takes(String word) {
      this.word = word;
    }
  }

  /** The option of a source that selects one application. */
  private static final String APPLICATION = "app-id";

  static Origin open(
      Shell shell,
      SourceProvider provider,
      Map<String, String> given,
      FrequencyPlans plans,
      Takes takes,
      List<String> arguments) {
    boolean inputIsTaken = given.containsValue("-");
    return switch (takes) {
      case DEVICES -> {
        if (arguments.isEmpty() && inputIsTaken) {
          yield all(shell, provider, given, plans);
        }
        yield devices(shell, provider, given, plans, ids(shell, arguments));
      }
      case DEVICES_OR_ALL ->
          arguments.isEmpty()
              ? all(shell, provider, given, plans)
              : devices(shell, provider, given, plans, arguments);
      case APPLICATIONS -> {
        boolean known = inputIsTaken || given.containsKey(APPLICATION);
        yield applications(
            shell, provider, given, plans, known ? arguments : applicationIds(shell, arguments));
      }
    };
  }

  /** The source alone, for devices that are known already: no ids are read from anywhere. */
  static Origin openListed(
      Shell shell,
      SourceProvider provider,
      Map<String, String> given,
      FrequencyPlans plans,
      Takes takes,
      List<String> arguments) {
    return applications(
        shell, provider, given, plans, takes == Takes.APPLICATIONS ? arguments : List.of());
  }

  private static Iterable<String> ids(Shell shell, List<String> arguments) {
    if (!arguments.isEmpty()) {
      return arguments;
    }
    IdLines lines = lines(shell, Takes.DEVICES);
    if (!lines.hasNext()) {
      throw new UsageException(
          "no device id was given. Name devices as arguments, or one a line on standard input.");
    }
    return () -> lines;
  }

  private static List<String> applicationIds(Shell shell, List<String> arguments) {
    if (!arguments.isEmpty() || shell.terminals().in() || shell.terminals().noInput()) {
      return arguments;
    }
    List<String> ids = new ArrayList<>();
    lines(shell, Takes.APPLICATIONS).forEachRemaining(ids::add);
    return ids;
  }

  private static IdLines lines(Shell shell, Takes takes) {
    if (shell.terminals().in()) {
      shell.notice(
          "reading "
              + takes.word
              + " ids from this terminal, one a line; end with Ctrl-D. They may also be given as"
              + " arguments.");
    }
    return new IdLines(shell.in());
  }

  private static Origin devices(
      Shell shell,
      SourceProvider provider,
      Map<String, String> given,
      FrequencyPlans plans,
      Iterable<String> ids) {
    OptionValues values = resolve(shell, provider, given);
    return new Origin(
        provider.open(values, plans), Selection.deviceIds(ids), provider, values, plans);
  }

  private static Origin all(
      Shell shell, SourceProvider provider, Map<String, String> given, FrequencyPlans plans) {
    OptionValues values = resolve(shell, provider, given);
    return new Origin(provider.open(values, plans), Selection.all(), provider, values, plans);
  }

  private static Origin applications(
      Shell shell,
      SourceProvider provider,
      Map<String, String> given,
      FrequencyPlans plans,
      List<String> ids) {
    if (ids.isEmpty()) {
      return all(shell, provider, given, plans);
    }
    Map<String, String> own = new LinkedHashMap<>(given);
    if (declares(provider, APPLICATION)) {
      own.put(APPLICATION, ids.get(0));
    }
    OptionValues values = resolve(shell, provider, own);
    Selection selection = Selection.applications(ids.toArray(String[]::new));
    return new Origin(provider.open(values, plans), selection, provider, values, plans);
  }

  private static OptionValues resolve(
      Shell shell, SourceProvider provider, Map<String, String> given) {
    Map<String, String> absolute = new LinkedHashMap<>(given);
    Map<String, String> environment = new LinkedHashMap<>();
    for (Option option : provider.options().options()) {
      if (option.kind() == Option.Kind.FILE) {
        absolute.computeIfPresent(option.name(), (name, file) -> inDirectory(shell, file));
        for (String variable : option.environment()) {
          String file = shell.environment().apply(variable);
          if (file != null && !file.isEmpty()) {
            environment.put(variable, inDirectory(shell, file));
          }
        }
      }
    }
    return provider
        .options()
        .resolve(
            absolute,
            name ->
                environment.containsKey(name)
                    ? environment.get(name)
                    : shell.environment().apply(name));
  }

  /** Files are named from the directory of the shell; what is no path is told later. */
  private static String inDirectory(Shell shell, String file) {
    try {
      return file.isEmpty() || file.equals("-") ? file : shell.directory().resolve(file).toString();
    } catch (InvalidPathException e) {
      return file;
    }
  }

  MigrationPolicy.Builder policy() {
    return provider.policy(values);
  }

  /** Whether a flag of the source is there and on. */
  boolean isOn(String flag) {
    return declares(flag) && values.flag(flag);
  }

  boolean declares(String option) {
    return declares(provider, option);
  }

  private static boolean declares(SourceProvider provider, String option) {
    return provider.options().options().stream().map(Option::name).anyMatch(option::equals);
  }

  @Override
  public void close() {
    source.close();
  }
}
