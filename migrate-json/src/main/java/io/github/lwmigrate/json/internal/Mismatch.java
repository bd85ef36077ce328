package io.github.lwmigrate.json.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Input that is not what was expected at its place. Carries no text of the input, which may be a
 * key, and for the same reason no cause.
 */
public final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Deque<String> path = new ArrayDeque<>();
  private final String expected;
  private final long line;
  private final long column;

  Mismatch(String expected, long line, long column) {
    super(expected, null, false, false);
    this.expected = expected;
    this.line = line;
    this.column = column;
  }

  /** Called by each enclosing message while the exception passes through. */
  Mismatch below(String field) {
    if (!field.isEmpty()) {
      path.addFirst(field);
    }
    return this;
  }

  public String path() {
    return String.join(".", path);
  }

  public String expected() {
    return expected;
  }

  public long line() {
    return line;
  }

  public long column() {
    return column;
  }
}
