package io.github.lwmigrate.simulator.internal;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The paths of a request's field mask, and what a handler adds to them. */
final class Mask {
  private final Set<String> paths;

  private Mask(Set<String> paths) {
    this.paths = paths;
  }

  static Mask of(Collection<String> paths) {
    return new Mask(new LinkedHashSet<>(paths));
  }

  Set<String> paths() {
    return paths;
  }

  boolean isEmpty() {
    return paths.isEmpty();
  }

  void add(String path) {
    paths.add(path);
  }

  /** Whether one of the fields is named, itself or by a parent. */
  boolean touches(String... fields) {
    for (String field : fields) {
      if (touches(field)) {
        return true;
      }
    }
    return false;
  }

  boolean touches(String field) {
    String path = field;
    while (true) {
      if (paths.contains(path)) {
        return true;
      }
      int dot = path.lastIndexOf('.');
      if (dot < 0) {
        return false;
      }
      path = path.substring(0, dot);
    }
  }

  /** Whether the message or something in it is named. */
  boolean reaches(String message) {
    String prefix = message + ".";
    return paths.stream().anyMatch(path -> path.equals(message) || path.startsWith(prefix));
  }
}
