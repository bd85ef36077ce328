package io.github.lwmigrate;

import java.util.List;

/**
 * The user asked for something that cannot be. Thrown before the first remote call, with every
 * mistake at once.
 */
public class ConfigurationException extends MigrationException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * An exception for one or more mistakes.
   *
   * @param tried what was tried, as the object of "could not"
   * @param problems each mistake with its remedy, without key material; at least one
   */
  public ConfigurationException(String tried, List<String> problems) {
    super(builder(Stage.CONFIGURE, tried).because(String.join("; ", problems)));
    this.problems = List.copyOf(problems);
  }

  /**
   * An exception for one mistake.
   *
   * @param tried what was tried, as the object of "could not"
   * @param problem the mistake with its remedy, without key material
   */
  public ConfigurationException(String tried, String problem) {
    this(tried, List.of(problem));
  }

  /**
   * Every mistake that was found.
   *
   * @return at least one text
   */
  public List<String> problems() {
    return problems;
  }
}
