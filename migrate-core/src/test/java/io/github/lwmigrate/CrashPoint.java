package io.github.lwmigrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;

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

  private final BiPredicate<Integer, String> deadly;
  private final Runnable death;
  private boolean dead;
  private String name = "never";
  private final List<String> passed = Collections.synchronizedList(new ArrayList<>());

  private CrashPoint(BiPredicate<Integer, String> deadly, Runnable death) {
    this.deadly = deadly;
    this.death = death;
  }

  static CrashPoint never() {
    return new CrashPoint((number, name) -> false, () -> {});
  }

  /** Dies at the point of this number, from 0. */
  static CrashPoint at(int number) {
    return at(number, CrashPoint::kill);
  }

  /** Dies at the first point of this name. */
  static CrashPoint at(String name) {
    return new CrashPoint((number, passing) -> passing.equals(name), CrashPoint::kill);
  }

  /** From the point of this number on, something else happens than death. */
  static CrashPoint at(int number, Runnable instead) {
    return new CrashPoint((passing, name) -> passing == number, instead);
  }

  private static void kill() {
    throw new Killed();
  }

  /** Passes a point, or dies there. */
  void pass(String name) {
    synchronized (passed) {
      if (!dead && deadly.test(passed.size(), name)) {
        dead = true;
        this.name = name;
      }
      passed.add(name);
      if (!dead) {
        return;
      }
    }
    death.run();
  }

  List<String> passed() {
    return List.copyOf(passed);
  }

  String name() {
    synchronized (passed) {
      return name;
    }
  }
}
