package io.github.lwmigrate.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * One option that a provider declares. The command line program makes its flag, its line of help
 * and its environment variables from it. Immutable.
 */
public final class Option {

  /** What an option takes. */
  public enum Kind {
    /** One text. */
    TEXT,
    /** Nothing, or true or false. */
    FLAG,
    /** The path of a file. */
    FILE
  }

  private final String name;
  private final Kind kind;
  private final String description;
  private final String placeholder;
  private final List<String> environment;
  private final String defaultValue;
  private final boolean required;
  private final boolean secret;

  private Option(Builder builder) {
    this.name = builder.name;
    this.kind = builder.kind;
    this.description = builder.description;
    this.placeholder = builder.placeholder;
    this.environment = List.copyOf(builder.environment);
    this.defaultValue = builder.defaultValue;
    this.required = builder.required;
    this.secret = builder.secret;
  }

  /**
   * An option that takes one text.
   *
   * @param name lower-case words joined by hyphens
   * @param placeholder what stands for the value in a help text, for example {@code HOST[:PORT]}
   * @param description what it means, one sentence without a full stop
   * @return a builder
   */
  public static Builder text(String name, String placeholder, String description) {
    return new Builder(name, Kind.TEXT, placeholder, description);
  }

  /**
   * An option that is on or off; off by default.
   *
   * @param name lower-case words joined by hyphens
   * @param description what it means, one sentence without a full stop
   * @return a builder
   */
  public static Builder flag(String name, String description) {
    return new Builder(name, Kind.FLAG, "", description);
  }

  /**
   * An option that takes the path of a file.
   *
   * @param name lower-case words joined by hyphens
   * @param description what it means, one sentence without a full stop
   * @return a builder
   */
  public static Builder file(String name, String description) {
    return new Builder(name, Kind.FILE, "FILE", description);
  }

  /**
   * The name.
   *
   * @return lower-case words joined by hyphens
   */
  public String name() {
    return name;
  }

  /**
   * What the option takes.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * What it means.
   *
   * @return one sentence without a full stop
   */
  public String description() {
    return description;
  }

  /**
   * What stands for the value in a help text.
   *
   * @return empty for a flag
   */
  public String placeholder() {
    return placeholder;
  }

  /**
   * Environment variables that give the value where the user does not, the first that is set.
   *
   * @return names in order
   */
  public List<String> environment() {
    return environment;
  }

  /**
   * The value where nobody gives one.
   *
   * @return empty for none
   */
  public String defaultValue() {
    return defaultValue;
  }

  /**
   * Whether there must be a value.
   *
   * @return true if opening fails without one
   */
  public boolean isRequired() {
    return required;
  }

  /**
   * Whether the value is a secret: it is never printed, and may also be given as a file by the
   * option of the same name with {@code -file}.
   *
   * @return true for a secret
   */
  public boolean isSecret() {
    return secret;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Builds an {@link Option}. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final Kind kind;
    private final String placeholder;
    private final String description;
    private final List<String> environment = new ArrayList<>();
    private String defaultValue = "";
    private boolean required;
    private boolean secret;

    private Builder(String name, Kind kind, String placeholder, String description) {
      if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        throw new IllegalArgumentException(
            "an option name is lower-case words joined by hyphens, not \"" + name + "\"");
      }
      this.name = name;
      this.kind = kind;
      this.placeholder = placeholder;
      this.description = description;
    }

    /**
     * Names environment variables, the first that is set wins.
     *
     * @param variables the names
     * @return this builder
     */
    public Builder environment(String... variables) {
      environment.addAll(List.of(variables));
      return this;
    }

    /**
     * Sets the value where nobody gives one.
     *
     * @param value the value
     * @return this builder
     */
    public Builder defaultValue(String value) {
      this.defaultValue = value;
      return this;
    }

    /**
     * Demands a value.
     *
     * @return this builder
     */
    public Builder required() {
      this.required = true;
      return this;
    }

    /**
     * Marks the value as a secret.
     *
     * @return this builder
     */
    public Builder secret() {
      this.secret = true;
      return this;
    }

    /**
     * Makes the option.
     *
     * @return a new option
     */
    public Option build() {
      return new Option(this);
    }
  }
}
