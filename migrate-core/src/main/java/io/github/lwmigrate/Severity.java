package io.github.lwmigrate;

/** How much a {@link Finding} weighs, in rising order. */
public enum Severity {
  /** Says what was done or left as it is. */
  NOTICE,
  /** Says what the owner of the device has to do next. */
  ADVICE,
  /** The target accepts the device, but the user may regret it. */
  WARNING,
  /**
   * Needs a word from the user: without {@link MigrationPolicy.Builder#acknowledge} the device is
   * rejected.
   */
  CONFIRM,
  /** The device is rejected: it is not delivered, and its origin stays untouched. */
  ERROR;

  /**
   * The name as machine-readable output has it.
   *
   * @return lower case
   */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
