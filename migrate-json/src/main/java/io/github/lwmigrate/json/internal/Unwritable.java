package io.github.lwmigrate.json.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** A value in a message that JSON cannot hold, or that the format's readers would refuse. */
public final class Unwritable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Deque<String> path = new ArrayDeque<>();
  private final String expected;

  Unwritable(String expected) {
    super(expected, null, false, false);
    this.expected = expected;
  }

  Unwritable below(String field) {
    path.addFirst(field);
    return this;
  }

  public String path() {
    return String.join(".", path);
  }

  public String expected() {
    return expected;
  }
}
