package io.github.lwmigrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lets the process "die" at one of the points that a run passes: from then on nothing works any
 * more, as for a process that was killed.
 */
final class CrashPoint {

  /** Nothing a run may catch and go on from. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private final int deadly;
  private final List<String> passed = Collections.synchronizedList(new ArrayList<>());

  private CrashPoint(int deadly) {
    this.deadly = deadly;
  }

  static CrashPoint never() {
    return new CrashPoint(Integer.MAX_VALUE);
  }

  /** Dies at the point of this number, from 0. */
  static CrashPoint at(int number) {
    return new CrashPoint(number);
  }

  /** Passes a point, or dies there. */
  void pass(String name) {
    synchronized (passed) {
      passed.add(name);
      if (passed.size() > deadly) {
        throw new Killed();
      }
    }
  }

  List<String> passed() {
    return List.copyOf(passed);
  }

  String name() {
    return deadly < passed.size() ? passed.get(deadly) : "never";
  }
}
