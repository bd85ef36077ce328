package io.github.lwmigrate.source.ttnv2.internal;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.lwmigrate.grpc.Pace;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Retirement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Five calls a second, which is what handler, broker and network server each allow an application.
 * Thread-safe. The time is that of the calls, so it passes as the run says.
 */
final class CallRate {

  static final int CALLS_PER_SECOND = 5;

  /** A write follows a read. */
  private static final int WRITING = 2;

  /** A comparison comes before. */
  private static final int DELETING = 2;

  private final Ticks ticks = new Ticks();
  private final Bucket bucket =
      Bucket.builder()
          .addLimit(
              limit -> limit.capacity(1).refillGreedy(CALLS_PER_SECOND, Duration.ofSeconds(1)))
          .withCustomTimePrecision(ticks)
          .build();

  /** Waits for its turn. */
  Pace waiting() {
    return call -> {
      Duration wait = take(call);
      if (!wait.isZero()) {
        call.pause(wait);
      }
    };
  }

  /**
   * Takes a turn in advance: a write follows the read it is built on at once, others wait longer.
   */
  Pace atOnce() {
    return call -> {
      call.throwIfCancelled();
      take(call);
    };
  }

  private synchronized Duration take(Call call) {
    ticks.advance(call.clock().instant());
    return Duration.ofNanos(bucket.consumeIgnoringRateLimits(1));
  }

  /** How long so many calls take. */
  static Duration duration(long calls) {
    return Duration.ofSeconds((calls + CALLS_PER_SECOND - 1) / CALLS_PER_SECOND);
  }

  /**
   * How long the calls for one device take, if it joins and has a session.
   *
   * @param sessions whether live sessions move
   * @param changes what is done at the origin
   */
  static Duration perDevice(boolean sessions, Set<Retirement> changes) {
    // Without sessions, the listing holds what there is to read.
    int calls = sessions ? 1 : 0;
    int written = 0;
    if (changes.contains(Retirement.CLEAR_KEYS)) {
      written += sessions ? 2 : 1;
    }
    if (changes.contains(Retirement.INVALIDATE_APP_KEY)) {
      written++;
    }
    calls += WRITING * written;
    if (written > 0) {
      calls++; // A device that was changed is read again.
    }
    if (changes.contains(Retirement.DELETE)) {
      calls += DELETING;
    }
    return Duration.ofSeconds(calls).dividedBy(CALLS_PER_SECOND);
  }

  /** Counts up also where a clock is set back. */
  private static final class Ticks implements TimeMeter {
    private long nanos;
    private @Nullable Instant last;

    void advance(Instant now) {
      Instant before = last;
      if (before != null && now.isAfter(before)) {
        nanos += Duration.between(before, now).toNanos();
      }
      last = now;
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
