package io.github.lwmigrate.spi;

import io.github.lwmigrate.ConfigurationException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The options of a provider, in the order of their help text. Immutable and thread-safe. */
public final class OptionSet {

  private static final String FILE_SUFFIX = "-file";

  private final Map<String, Option> options = new LinkedHashMap<>();

  /** A secret option by the name of the one that reads it from a file, and the other way round. */
  private final Map<String, String> alternatives = new HashMap<>();

  private OptionSet(List<Option> options) {
    for (Option option : options) {
      add(option);
      if (option.isSecret()) {
        Option.Builder file =
            Option.file(option.name() + FILE_SUFFIX, option.description() + ", read from a file");
        option.environment().forEach(variable -> file.environment(variable + "_FILE"));
        add(file.build());
        alternatives.put(option.name(), option.name() + FILE_SUFFIX);
        alternatives.put(option.name() + FILE_SUFFIX, option.name());
      }
    }
  }

  private void add(Option option) {
    if (options.put(option.name(), option) != null) {
      throw new IllegalArgumentException("two options are named " + option.name());
    }
  }

  /**
   * A set of options. Each secret option brings a second one along, named with {@code -file}, that
   * reads the secret from a file.
   *
   * @param options options with different names
   * @return the set
   */
  public static OptionSet of(Option... options) {
    return new OptionSet(List.of(options));
  }

  /**
   * Every option.
   *
   * @return options in order
   */
  public List<Option> options() {
    return List.copyOf(options.values());
  }

  /**
   * Makes values from what the user gave and from the environment, and reports every mistake at
   * once.
   *
   * <p>What the user gives goes before the environment, the environment before defaults. An empty
   * text is no value.
   *
   * @param given values by option name; a flag without a value is {@code "true"}
   * @param environment gives the value of an environment variable, or null; {@code System::getenv},
   *     or {@code name -> null} for none
   * @return a value for each option that has one
   * @throws ConfigurationException with every unknown option, missing value and unreadable file
   */
  public OptionValues resolve(
      Map<String, String> given, UnaryOperator<@Nullable String> environment) {
    List<String> problems = new ArrayList<>();
    for (String name : given.keySet()) {
      if (!options.containsKey(name)) {
        problems.add(
            "there is no option \""
                + name
                + "\"; known are "
                + String.join(", ", options.keySet()));
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Option option : options.values()) {
      String value = raw(option, given, environment);
      if (value != null) {
        put(option, value, values, problems);
      }
    }
    for (Option option : options.values()) {
      if (option.isSecret()) {
        readSecret(option, values, problems);
      }
    }
    for (Option option : options.values()) {
      if (option.isRequired()
          && !values.containsKey(option.name())
          && !values.containsKey(alternatives.getOrDefault(option.name(), option.name()))) {
        problems.add(missing(option));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException("use the options", problems);
    }
    return new OptionValues(this, values);
  }

  private @Nullable String raw(
      Option option, Map<String, String> given, UnaryOperator<@Nullable String> environment) {
    String value = given.get(option.name());
    if (value != null) {
      return value.isEmpty() && option.kind() != Option.Kind.FLAG ? null : value;
    }
    String alternative = alternatives.get(option.name());
    if (alternative != null && given.containsKey(alternative)) {
      return null;
    }
    for (String variable : option.environment()) {
      String text = environment.apply(variable);
      if (text != null && !text.isEmpty()) {
        return text;
      }
    }
    return option.defaultValue().isEmpty() ? null : option.defaultValue();
  }

  private static void put(
      Option option, String value, Map<String, String> values, List<String> problems) {
    switch (option.kind()) {
      case TEXT -> values.put(option.name(), value);
      case FLAG -> {
        String flag = value.isEmpty() ? "true" : value.toLowerCase(Locale.ROOT);
        switch (flag) {
          case "true", "1", "t" -> values.put(option.name(), "true");
          case "false", "0", "f" -> values.put(option.name(), "false");
          default -> problems.add("option \"" + option.name() + "\" takes true or false");
        }
      }
      case FILE -> {
        try {
          values.put(option.name(), Path.of(value).toString());
        } catch (InvalidPathException e) {
          problems.add("option \"" + option.name() + "\" takes the path of a file");
        }
      }
    }
  }

  private static void readSecret(Option option, Map<String, String> values, List<String> problems) {
    String file = values.get(option.name() + FILE_SUFFIX);
    if (file == null) {
      return;
    }
    if (values.containsKey(option.name())) {
      problems.add(
          "options \""
              + option.name()
              + "\" and \""
              + option.name()
              + FILE_SUFFIX
              + "\" are both given; leave one out");
      return;
    }
    // Not named: where a file is expected, a user in a hurry gives the secret itself.
    String theFile = "the file of option \"" + option.name() + FILE_SUFFIX + "\" ";
    try {
      String secret = Files.readString(Path.of(file)).strip();
      if (secret.isEmpty()) {
        problems.add(theFile + "is empty");
      } else {
        values.put(option.name(), secret);
      }
    } catch (NoSuchFileException e) {
      problems.add(theFile + "does not exist");
    } catch (MalformedInputException e) {
      problems.add(theFile + "is not UTF-8 text");
    } catch (IOException e) {
      problems.add(theFile + "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static String missing(Option option) {
    StringBuilder text =
        new StringBuilder("option \"")
            .append(option.name())
            .append("\" is missing: ")
            .append(option.description());
    if (!option.environment().isEmpty()) {
      text.append(" (environment variable ").append(option.environment().get(0)).append(')');
    }
    return text.toString();
  }
}
