package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.simulator.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Leaky buckets, one for each method, subject and key. */
final class RateLimiter {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int CLEAN_ABOVE = 10_000;

  private final RateLimit limit;
  private final InstantSource clock;
  private final Duration interval;

  /** When each bucket will have run empty. */
  private final Map<String, Instant> buckets = new HashMap<>();

  private int cleanAbove = CLEAN_ABOVE;

  RateLimiter(RateLimit limit, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
    this.interval = MINUTE.dividedBy(limit.perMinute());
  }

  synchronized void admit(StackCall call, RequestSubject subject) {
    Instant now = clock.instant();
    String key = key(call, subject);
    Instant empty = buckets.getOrDefault(key, now);
    Instant start = empty.isBefore(now) ? now : empty;
    Duration over =
        Duration.between(now, start).plus(interval).minus(interval.multipliedBy(limit.burst()));
    if (!over.isNegative() && !over.isZero()) {
      headers(call, 0, Duration.between(now, start), over);
      throw Errors.rateLimitExceeded(key, limit.perMinute());
    }
    Instant filled = start.plus(interval);
    clean(now);
    buckets.put(key, filled);
    Duration left = interval.multipliedBy(limit.burst()).minus(Duration.between(now, filled));
    headers(call, left.dividedBy(interval), Duration.between(now, filled), Duration.ZERO);
  }

  private void headers(StackCall call, long available, Duration reset, Duration retry) {
    call.header("x-rate-limit-limit", Integer.toString(limit.burst()));
    call.header("x-rate-limit-available", Long.toString(available));
    call.header("x-rate-limit-reset", Long.toString(reset.toSeconds()));
    call.header("x-rate-limit-retry", Long.toString(retry.toSeconds()));
  }

  private void clean(Instant now) {
    if (buckets.size() > cleanAbove) {
      buckets.values().removeIf(empty -> empty.isBefore(now));
      cleanAbove = Math.max(CLEAN_ABOVE, 2 * buckets.size());
    }
  }

  static String key(StackCall call, RequestSubject subject) {
    String key = "grpc:method:/ttn.lorawan.v3." + call.method() + ":" + subject.entity();
    return call.tokenId().map(id -> key + ":token:" + id).orElse(key);
  }
}
