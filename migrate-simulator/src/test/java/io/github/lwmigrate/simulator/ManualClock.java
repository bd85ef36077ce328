package io.github.lwmigrate.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when told to. */
final class ManualClock implements InstantSource {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void set(Instant instant) {
    now = instant;
  }

  synchronized void advance(Duration step) {
    now = now.plus(step);
  }
}
