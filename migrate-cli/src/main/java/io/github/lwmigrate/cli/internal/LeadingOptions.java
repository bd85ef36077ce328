package io.github.lwmigrate.cli.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets options stand before the command, as in {@code lw-migrate --dry-run device ...}, by moving
 * them behind it.
 */
final class LeadingOptions {

  private LeadingOptions() {}

  static String[] moveBehindCommand(CommandSpec root, String... args) {
    List<String> commands = new ArrayList<>();
    List<String> options = new ArrayList<>();
    CommandSpec spec = root;
    int at = 0;
    while (at < args.length && !spec.subcommands().isEmpty()) {
      String token = args[at];
      CommandLine next = spec.subcommands().get(token);
      if (next != null) {
        commands.add(token);
        spec = next.getCommandSpec();
        at++;
      } else if (token.startsWith("--") && token.length() > 2) {
        options.add(token);
        at++;
        if (!token.contains("=") && at < args.length && takesValue(root, token)) {
          options.add(args[at]);
          at++;
        }
      } else {
        break;
      }
    }
    if (commands.isEmpty()) {
      return args;
    }
    List<String> ordered = new ArrayList<>(commands);
    ordered.addAll(options);
    ordered.addAll(Arrays.asList(args).subList(at, args.length));
    return ordered.toArray(String[]::new);
  }

  private static boolean takesValue(CommandSpec spec, String name) {
    OptionSpec option = find(spec, name);
    return option != null && option.type() != Boolean.class && !option.usageHelp();
  }

  private static @Nullable OptionSpec find(CommandSpec spec, String name) {
    OptionSpec own = spec.findOption(name);
    if (own != null) {
      return own;
    }
    for (CommandLine command : spec.subcommands().values()) {
      OptionSpec found = find(command.getCommandSpec(), name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
