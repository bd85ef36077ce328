package io.github.lwmigrate.internal;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.spi.Call;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The call context of one run, shared by all its devices. */
final class RunCall implements Call {

  static final RandomGenerator SHARED_RANDOM = () -> ThreadLocalRandom.current().nextLong();

  private static final long UNKNOWN = -1;

  private final EngineConfig config;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final LongAdder remoteCalls = new LongAdder();
  private final AtomicLong expected = new AtomicLong(UNKNOWN);

  RunCall(EngineConfig config) {
    this.config = config;
  }

  void cancel() {
    cancelled.countDown();
  }

  long remoteCalls() {
    return remoteCalls.sum();
  }

  OptionalLong expectedDevices() {
    long total = expected.get();
    return total == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(total);
  }

  @Override
  public Duration timeout() {
    return config.timeout();
  }

  @Override
  public boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  @Override
  public void throwIfCancelled() {
    if (isCancelled()) {
      throw new CancelledException(Stage.READ);
    }
  }

  @Override
  public void pause(Duration time) {
    throwIfCancelled();
    var pacer = config.pacer();
    if (pacer != null) {
      pacer.accept(time);
    } else {
      Uninterruptibly.run(() -> cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS));
    }
    throwIfCancelled();
  }

  @Override
  public boolean movesSessions() {
    return config.policy().movesSession();
  }

  @Override
  public InstantSource clock() {
    return config.clock();
  }

  @Override
  public RandomGenerator random() {
    @Nullable RandomGenerator own = config.random();
    return own == null ? SHARED_RANDOM : own;
  }

  @Override
  public void countRemoteCall() {
    remoteCalls.increment();
  }

  @Override
  public void expectDevices(long total) {
    expected.set(total);
  }
}
