package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.simulator.TtnV2RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A bucket that is full at first and filled again whenever a period after that has passed. */
final class TokenBucket {
  private final TtnV2RateLimit limit;
  private final Instant start;
  private long periods;
  private long available;

  TokenBucket(TtnV2RateLimit limit, Instant start) {
    this.limit = limit;
    this.start = start;
    this.available = limit.calls();
  }

  /** How long the call has to wait, or empty if it is refused. */
  synchronized Optional<Duration> take(Instant now) {
    fill(now);
    long left = available - 1;
    Duration wait = left >= 0 ? Duration.ZERO : until(now, -left);
    boolean admitted = wait.compareTo(limit.longestWait()) <= 0;
    if (admitted || limit.refusalsCount()) {
      available = left;
    }
    return admitted ? Optional.of(wait) : Optional.empty();
  }

  private void fill(Instant now) {
    long passed = Duration.between(start, now).dividedBy(limit.period());
    if (passed > periods) {
      available = Math.min(limit.calls(), available + (passed - periods) * limit.calls());
      periods = passed;
    }
  }

  private Duration until(Instant now, long missing) {
    long ahead = (missing + limit.calls() - 1) / limit.calls();
    return Duration.between(now, start.plus(limit.period().multipliedBy(periods + ahead)));
  }
}
