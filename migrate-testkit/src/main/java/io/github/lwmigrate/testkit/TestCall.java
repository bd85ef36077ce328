package io.github.lwmigrate.testkit;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.spi.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A call for tests: on virtual time that begins at {@link Instant#EPOCH} and passes only by pauses,
 * with randomness from a fixed seed. Thread-safe.
 */
public final class TestCall implements Call {

  private static final long UNKNOWN = -1;

  private final RandomGenerator random = new Random(1);
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong remoteCalls = new AtomicLong();
  private final AtomicLong expected = new AtomicLong(UNKNOWN);
  private final Duration timeout;
  private volatile boolean cancelled;

  private TestCall(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * A call whose remote calls may take half a minute.
   *
   * @return a new call
   */
  public static TestCall create() {
    return withTimeout(Duration.ofSeconds(30));
  }

  /**
   * A call whose remote calls may take some time.
   *
   * @param timeout positive
   * @return a new call
   */
  public static TestCall withTimeout(Duration timeout) {
    return new TestCall(timeout);
  }

  /** Cancels, as a user would. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * How many remote calls were counted.
   *
   * @return calls so far
   */
  public long remoteCalls() {
    return remoteCalls.get();
  }

  /**
   * How long all pauses were together.
   *
   * @return the sum
   */
  public Duration paused() {
    return Duration.ofNanos(nanos.get());
  }

  /**
   * The last word of {@link #expectDevices}.
   *
   * @return empty if there was none
   */
  public OptionalLong expectedDevices() {
    long total = expected.get();
    return total == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(total);
  }

  @Override
  public Duration timeout() {
    return timeout;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void throwIfCancelled() {
    if (cancelled) {
      throw new CancelledException(Stage.READ);
    }
  }

  /** Returns at once; the virtual time has passed. */
  @Override
  public void pause(Duration time) {
    throwIfCancelled();
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public InstantSource clock() {
    return () -> Instant.EPOCH.plusNanos(nanos.get());
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void countRemoteCall() {
    remoteCalls.incrementAndGet();
  }

  @Override
  public void expectDevices(long total) {
    expected.set(total);
  }
}
