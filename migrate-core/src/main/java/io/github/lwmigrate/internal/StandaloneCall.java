package io.github.lwmigrate.internal;

import io.github.lwmigrate.spi.Call;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** A call outside any run. */
public final class StandaloneCall implements Call {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Override
  public Duration timeout() {
    return TIMEOUT;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void throwIfCancelled() {}

  @Override
  public void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public RandomGenerator random() {
    return RunCall.SHARED_RANDOM;
  }

  @Override
  public void countRemoteCall() {}

  @Override
  public void expectDevices(long total) {}
}
