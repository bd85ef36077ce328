package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.SourceProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a journal keeps of the command that began its run, so that the run can be taken up later:
 * the command line and the environment of the source, both without secrets, and the directory.
 */
final class RunContext {

  private static final String ARGUMENT = "argument.";
  private static final String VARIABLE = "environment.";
  private static final String DIRECTORY = "directory";

  private RunContext() {}

  static void write(
      Migration.Builder migration, Shell shell, SourceProvider provider, List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      migration.context(ARGUMENT + i, arguments.get(i));
    }
    migration.context(DIRECTORY, shell.directory().toAbsolutePath().normalize().toString());
    for (Option option : provider.options().options()) {
      if (!option.isSecret()) {
        for (String name : option.environment()) {
          String value = shell.environment().apply(name);
          if (value != null) {
            migration.context(VARIABLE + name, value);
          }
        }
      }
    }
  }

  static List<String> withoutSecrets(List<String> arguments, Set<String> secretFlags) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int value = argument.indexOf('=');
      if (!secretFlags.contains(value < 0 ? argument : argument.substring(0, value))) {
        kept.add(argument);
      } else if (value < 0) {
        i++;
      }
    }
    return kept;
  }

  /** The command line that began the run, without its secrets. */
  static List<String> arguments(RunDescription run) {
    Map<String, String> context = run.context();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; context.containsKey(ARGUMENT + i); i++) {
      arguments.add(context.getOrDefault(ARGUMENT + i, ""));
    }
    return arguments;
  }

  /** The shell that the command was given in; what it had as a secret comes from today's. */
  static Shell shell(Shell shell, RunDescription run) {
    Map<String, String> context = run.context();
    UnaryOperator<@Nullable String> environment =
        name -> {
          String kept = context.get(VARIABLE + name);
          return kept == null ? shell.environment().apply(name) : kept;
        };
    String directory = context.get(DIRECTORY);
    return new Shell(
        shell.name(),
        shell.in(),
        shell.out(),
        shell.err(),
        shell.terminals(),
        environment,
        directory == null ? shell.directory() : Path.of(directory));
  }
}
