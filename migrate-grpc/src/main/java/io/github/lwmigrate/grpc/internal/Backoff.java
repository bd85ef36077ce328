package io.github.lwmigrate.grpc.internal;

import io.github.lwmigrate.grpc.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How often one call was tried, and how long it waits before the next attempt. */
public final class Backoff {

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final double WAIT_JITTER = 0.1;

  private final RetryPolicy policy;
  private int attempts;
  private int refusals;
  private Duration waited = Duration.ZERO;

  /**
   * For one call.
   *
   * @param policy how long it is repeated
   */
  public Backoff(RetryPolicy policy) {
    this.policy = policy;
  }

  /**
   * How often the call was made.
   *
   * @return refusals by a rate limit included
   */
  public int attempts() {
    return attempts + refusals;
  }

  /**
   * What to do after a failed attempt.
   *
   * @param failure what is known of it
   * @param repeatable whether the call may be made again when it is not known whether it was done
   * @param random the source of jitter
   * @return how long to wait before the next attempt; empty if there is none
   */
  public Optional<Duration> next(Failure failure, boolean repeatable, RandomGenerator random) {
    return failure.rateLimited()
        ? afterRefusal(failure, random)
        : after(failure, repeatable, random);
  }

  private Optional<Duration> after(Failure failure, boolean repeatable, RandomGenerator random) {
    attempts++;
    boolean allowed = failure.passing() && (repeatable || !failure.mayBeDone());
    if (!allowed || attempts >= policy.attempts()) {
      return Optional.empty();
    }
    return Optional.of(jittered(pause(attempts), random));
  }

  private Optional<Duration> afterRefusal(Failure failure, RandomGenerator random) {
    refusals++;
    Duration asked = failure.askedToWait();
    Duration wait;
    if (asked.isZero()) {
      wait = jittered(pause(refusals), random).plus(SHORTEST_WAIT);
    } else {
      Duration bounded = asked.compareTo(policy.longestWait()) > 0 ? policy.longestWait() : asked;
      wait = bounded.plus(jittered(scaled(bounded, WAIT_JITTER), random));
    }
    waited = waited.plus(wait);
    return waited.compareTo(policy.budget()) > 0 ? Optional.empty() : Optional.of(wait);
  }

  private Duration pause(int number) {
    Duration pause = policy.firstPause();
    for (int i = 1; i < number && pause.compareTo(policy.longestPause()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(policy.longestPause()) > 0 ? policy.longestPause() : pause;
  }

  private static Duration jittered(Duration longest, RandomGenerator random) {
    return scaled(longest, random.nextDouble());
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofNanos((long) ((double) duration.toNanos() * factor));
  }
}
