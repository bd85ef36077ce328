package io.github.lwmigrate.simulator;

import java.time.Duration;

/**
 * How many calls a simulated network of The Things Network Stack V2 takes. They are counted by the
 * handler for each access key and for each application, and again by the broker and by the Network
 * Server, in buckets that are filled at once at the end of each period.
 *
 * @param calls calls in a period, 1 or more
 * @param period how long a period is
 * @param longestWait how long a server lets a call wait for the next period instead of refusing it
 * @param refusalsCount whether a refused call uses up one of the next period
 */
public record TtnV2RateLimit(
    int calls, Duration period, Duration longestWait, boolean refusalsCount) {
  /** From v2.10.4 on. */
  public static final TtnV2RateLimit FIVE_A_SECOND =
      new TtnV2RateLimit(5, Duration.ofSeconds(1), Duration.ofMillis(500), false);

  /** Up to v2.10.3. */
  public static final TtnV2RateLimit FIVE_THOUSAND_AN_HOUR =
      new TtnV2RateLimit(5000, Duration.ofHours(1), Duration.ZERO, true);

  /** Checks the figures. */
  public TtnV2RateLimit {
    if (calls < 1
        || period.isNegative()
        || period.isZero()
        || longestWait.isNegative()
        || longestWait.compareTo(period) > 0) {
      throw new IllegalArgumentException(
          "A rate limit takes at least one call in a period and no wait longer than a period");
    }
  }
}
