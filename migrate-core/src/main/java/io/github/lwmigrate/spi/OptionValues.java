package io.github.lwmigrate.spi;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Checked values of an {@link OptionSet}. Immutable and thread-safe. Its text form holds no secret.
 */
public final class OptionValues {

  private final OptionSet options;
  private final Map<String, String> values;

  OptionValues(OptionSet options, Map<String, String> values) {
    this.options = options;
    this.values = Map.copyOf(values);
  }

  /**
   * A text.
   *
   * @param name a declared option
   * @return the value; empty if there is none
   */
  public Optional<String> text(String name) {
    declared(name);
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A text that must be there, because the option is required or has a default.
   *
   * @param name a declared option
   * @return the value
   */
  public String require(String name) {
    return text(name)
        .orElseThrow(() -> new IllegalArgumentException("option " + name + " has no value"));
  }

  /**
   * A flag.
   *
   * @param name a declared option
   * @return true if it is on
   */
  public boolean flag(String name) {
    declared(name);
    return Boolean.parseBoolean(values.get(name));
  }

  /**
   * Whether the user, the environment or a default gave a value.
   *
   * @param name a declared option
   * @return true if there is one
   */
  public boolean has(String name) {
    declared(name);
    return values.containsKey(name);
  }

  /**
   * The path of a file.
   *
   * @param name a declared option
   * @return the path; empty if there is none
   */
  public Optional<Path> file(String name) {
    return text(name).map(Path::of);
  }

  private void declared(String name) {
    if (options.options().stream().noneMatch(option -> option.name().equals(name))) {
      throw new IllegalArgumentException("option " + name + " is not declared");
    }
  }

  /** Names and values; a secret shows as present. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (Option option : options.options()) {
      String value = values.get(option.name());
      if (value != null) {
        text.append(text.length() > 1 ? ", " : "")
            .append(option.name())
            .append('=')
            .append(option.isSecret() ? "present" : value);
      }
    }
    return text.append('}').toString();
  }
}
