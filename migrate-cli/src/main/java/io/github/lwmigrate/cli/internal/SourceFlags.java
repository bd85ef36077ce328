package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags that come from what the providers of sources declare. */
final class SourceFlags {

  private record Declared(SourceProvider provider, Option option, OptionSpec flag) {}

  private final List<Declared> declared = new ArrayList<>();

  private SourceFlags() {}

  /** Flags prefixed by the id of their source or one of its aliases. */
  static SourceFlags prefixed(Collection<SourceProvider> providers) {
    SourceFlags flags = new SourceFlags();
    for (SourceProvider provider : providers) {
      for (Option option : provider.options().options()) {
        flags.add(provider, option, prefixedNames(provider, option));
      }
    }
    return flags;
  }

  /**
   * Flags of one source without a prefix, unless the program has a flag of the same name.
   *
   * @param taken names of flags of the program
   */
  static SourceFlags own(SourceProvider provider, Set<String> taken) {
    SourceFlags flags = new SourceFlags();
    for (Option option : provider.options().options()) {
      String name = "--" + option.name();
      flags.add(
          provider, option, taken.contains(name) ? prefixedNames(provider, option) : List.of(name));
    }
    return flags;
  }

  private static List<String> prefixedNames(SourceProvider provider, Option option) {
    List<String> names = new ArrayList<>();
    names.add("--" + provider.id() + "." + option.name());
    for (String alias : new TreeSet<>(provider.aliases())) {
      names.add("--" + alias + "." + option.name());
    }
    return names;
  }

  private void add(SourceProvider provider, Option option, List<String> names) {
    String[] description = describe(option, names.get(0));
    OptionSpec flag =
        option.kind() == Option.Kind.FLAG
            ? Flags.flag(names, description)
            : Flags.value(names, option.placeholder(), description);
    String section = "Options of source " + provider.id();
    declared.add(new Declared(provider, option, Flags.inSection(section, flag)));
  }

  private static String[] describe(Option option, String name) {
    StringBuilder text = new StringBuilder(Texts.sentence(option.description()));
    if (option.isRequired()) {
      text.append(" Required.");
    }
    if (!option.defaultValue().isEmpty()) {
      text.append(" Default: ").append(option.defaultValue()).append('.');
    }
    if (option.isSecret()) {
      text.append(" Others on this machine can see it here: better use the environment or ")
          .append(name)
          .append("-file.");
    }
    if (!option.environment().isEmpty()) {
      text.append(" Environment: ").append(String.join(", ", option.environment())).append('.');
    }
    return new String[] {text.toString().replace("%", "%%")};
  }

  /** Names of the flags whose values are secret. */
  Set<String> secretNames() {
    Set<String> names = new TreeSet<>();
    for (Declared each : declared) {
      if (each.option().isSecret()) {
        names.addAll(List.of(each.flag().names()));
      }
    }
    return names;
  }

  void addTo(CommandSpec spec) {
    declared.forEach(each -> spec.addOption(each.flag()));
  }

  /**
   * What the user gave for one source.
   *
   * @return values by option name
   * @throws UsageException if a flag of another source was given
   */
  Map<String, String> given(ParseResult given, SourceProvider chosen) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Declared each : declared) {
      Object value = given.matchedOptionValue(each.flag().longestName(), null);
      if (value == null) {
        continue;
      }
      if (!each.provider().id().equals(chosen.id())) {
        throw new UsageException(
            "%s belongs to source %s, but --source is %s. Leave it out, or use --source %s."
                .formatted(
                    each.flag().names()[0],
                    each.provider().id(),
                    chosen.id(),
                    each.provider().id()));
      }
      values.put(each.option().name(), value.toString());
    }
    return values;
  }

  /** The same mistakes, with options named as the user has to give them. */
  static UsageException inTermsOfFlags(
      SourceProvider provider, String prefix, ConfigurationException e) {
    List<String> problems = new ArrayList<>();
    for (String problem : e.problems()) {
      String text = problem;
      for (Option option : provider.options().options()) {
        String quoted = "\"" + option.name() + "\"";
        String flag = prefix + option.name();
        text =
            text.replace("options " + quoted, flag)
                .replace("option " + quoted, flag)
                .replace(quoted, flag);
      }
      problems.add(text);
    }
    return new UsageException(String.join("\n", problems));
  }
}
