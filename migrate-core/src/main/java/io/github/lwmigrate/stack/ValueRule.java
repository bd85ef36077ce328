package io.github.lwmigrate.stack;

import java.util.function.Predicate;

/** A rule for one value, as {@link FieldReader} gives it. */
final class ValueRule {
  private final Predicate<Object> accepted;
  private final String reason;

  ValueRule(String reason, Predicate<Object> accepted) {
    this.reason = reason;
    this.accepted = accepted;
  }

  boolean accepts(Object value) {
    return accepted.test(value);
  }

  /** What the value must be. */
  String reason() {
    return reason;
  }
}
