package io.github.lwmigrate.cli.internal;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Makes and reads options without reflection, which keeps the start short. */
final class Flags {

  private Flags() {}

  /** A command whose help shows the options in the order in which they were added. */
  static CommandSpec command(Action action, String name, String... description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(action).name(name);
    spec.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(true);
    spec.addOption(
        OptionSpec.builder("--help", "-h")
            .usageHelp(true)
            .type(boolean.class)
            .order(Integer.MAX_VALUE)
            .description("Shows this help.")
            .build());
    return spec;
  }

  /** On or off: alone, or with true or false. */
  static OptionSpec flag(String name, String... description) {
    return flag(List.of(name), description);
  }

  static OptionSpec flag(List<String> names, String... description) {
    return OptionSpec.builder(names.toArray(String[]::new))
        .type(Boolean.class)
        .arity("0..1")
        .fallbackValue("true")
        .converters(Flags::onOrOff)
        .description(description)
        .build();
  }

  private static Boolean onOrOff(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> true;
      case "false", "f", "0" -> false;
      default -> throw new TypeConversionException("neither true nor false");
    };
  }

  static OptionSpec value(String name, String label, String... description) {
    return value(List.of(name), label, description);
  }

  static OptionSpec value(List<String> names, String label, String... description) {
    return OptionSpec.builder(names.toArray(String[]::new))
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec number(String name, String label, String... description) {
    return OptionSpec.builder(name)
        .type(Long.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** A value that may be given several times. */
  static OptionSpec values(String name, String label, String... description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .splitRegex(",")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec arguments(String label, String... description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Arguments behind a first one of another kind. */
  static PositionalParamSpec moreArguments(String label, String... description) {
    return PositionalParamSpec.builder()
        .index("1..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec argument(String label, String... description) {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec optionalArgument(String label, String... description) {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("0..1")
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Puts an option into a section of the help. */
  static OptionSpec inSection(String title, OptionSpec option) {
    return OptionSpec.builder(option).userObject(new Section(title)).build();
  }

  /** A heading of the help under which an option stands. */
  record Section(String title) {}

  static boolean isOn(ParseResult given, String name) {
    return given.matchedOptionValue(name, Boolean.FALSE);
  }

  static List<String> list(ParseResult given, String name) {
    return given.matchedOptionValue(name, List.of());
  }
}
