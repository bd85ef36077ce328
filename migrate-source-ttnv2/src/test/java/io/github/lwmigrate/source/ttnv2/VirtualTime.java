package io.github.lwmigrate.source.ttnv2;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes by pauses; pauses of several threads pass side by side. */
final class VirtualTime implements InstantSource {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  void pause(Duration time) {
    passUntil(instant().plus(time));
  }

  private synchronized void passUntil(Instant time) {
    now = time.isAfter(now) ? time : now;
  }

  Duration passed() {
    return Duration.between(START, instant());
  }
}
