package io.github.lwmigrate.grpc;

import java.time.Duration;

/**
 * How long a call is repeated while it meets passing faults.
 *
 * @param attempts how often it is made in all, refusals by a rate limit not counted; at least 1
 * @param firstPause the longest pause before the second attempt; doubles with each attempt. The
 *     pause itself is random between zero and that.
 * @param longestPause the limit of that doubling
 * @param longestWait the longest wait that one refusal by a rate limit can cause
 * @param budget how long a call may wait in all because of rate limits
 */
public record RetryPolicy(
    int attempts,
    Duration firstPause,
    Duration longestPause,
    Duration longestWait,
    Duration budget) {

  /**
   * Eight attempts, pauses up to ten seconds (13 seconds in all, on average), ten minutes for rate
   * limits.
   */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          8,
          Duration.ofMillis(250),
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));

  /** One attempt, whatever it meets. */
  static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /**
   * The same policy with at most so many attempts.
   *
   * @param most how often a call is made in all; at least 1
   * @return the policy
   */
  public RetryPolicy withAttemptsUpTo(int most) {
    return new RetryPolicy(Math.min(attempts, most), firstPause, longestPause, longestWait, budget);
  }

  /** Checks the numbers. */
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "attempts is " + attempts + ", but at least 1 is expected");
    }
  }
}
