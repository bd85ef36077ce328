package io.github.lwmigrate.simulator.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting that an interruption does not cut short. */
public final class Delay {
  private Delay() {}

  public static void of(Duration time) {
    long nanos = time.toNanos();
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
