package io.github.lwmigrate.cli.internal;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Words for a wrong command line. Values are not repeated: the value of a misspelt option may be a
 * key.
 */
final class UsageErrors {

  private UsageErrors() {}

  static String describe(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (e instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is given twice; leave one out.";
    }
    ArgSpec arg = e.getArgSpec();
    if (e instanceof MissingParameterException missing) {
      String names =
          missing.getMissing().stream()
              .map(UsageErrors::nameAndLabel)
              .reduce((a, b) -> a + ", " + b)
              .orElse("an argument");
      return names + " is missing or has no value.";
    }
    if (arg != null) {
      return "the value of " + name(arg) + " is not " + expected(arg) + ".";
    }
    return Redaction.of(String.valueOf(e.getMessage()));
  }

  private static String unmatched(UnmatchedArgumentException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    List<String> unknown = new ArrayList<>();
    int others = 0;
    for (String token : e.getUnmatched()) {
      if (token.startsWith("-")) {
        unknown.add(token.replaceFirst("=.*", ""));
      } else {
        others++;
      }
    }
    if (unknown.isEmpty()) {
      return spec.subcommands().isEmpty()
          ? Texts.count(others, "argument") + " too many."
          : "\""
              + Redaction.of(e.getUnmatched().get(0))
              + "\" is not a command; known are "
              + commands(spec)
              + ".";
    }
    String first = unknown.get(0);
    return "there is no option "
        + String.join(", ", unknown.stream().map(Redaction::of).toList())
        + "."
        + hint(spec, first);
  }

  private static String hint(CommandSpec spec, String unknown) {
    String wanted = unknown.substring(unknown.lastIndexOf('.') + 1).replaceFirst("^-+", "");
    List<String> near = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      for (String name : option.names()) {
        String bare = name.substring(name.lastIndexOf('.') + 1).replaceFirst("^-+", "");
        if (!near.contains(option.names()[0])
            && (bare.equals(wanted) || near(bare, wanted))
            && !option.hidden()) {
          near.add(option.names()[0]);
        }
      }
    }
    return near.isEmpty()
        ? ""
        : " Did you mean " + String.join(", ", near.subList(0, Math.min(4, near.size()))) + "?";
  }

  private static boolean near(String known, String wanted) {
    return wanted.length() > 3 && (known.contains(wanted) || wanted.contains(known));
  }

  private static String commands(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .map(line -> line.getCommandSpec())
        .filter(command -> !command.usageMessage().hidden())
        .map(CommandSpec::name)
        .distinct()
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  private static String expected(ArgSpec arg) {
    if (arg.type() == Long.class || arg.type() == Integer.class) {
      return "a whole number";
    }
    return arg.type() == Boolean.class ? "true or false" : "as expected: " + arg.paramLabel();
  }

  private static String nameAndLabel(ArgSpec arg) {
    return arg.isOption() ? name(arg) + " " + arg.paramLabel() : arg.paramLabel();
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.names()[0] : arg.paramLabel();
  }
}
