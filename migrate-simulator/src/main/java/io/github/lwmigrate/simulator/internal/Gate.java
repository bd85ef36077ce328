package io.github.lwmigrate.simulator.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where calls wait. */
public final class Gate {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  public void open() {
    open.countDown();
  }

  public boolean awaitReached(long nanos) throws InterruptedException {
    return reached.await(nanos, TimeUnit.NANOSECONDS);
  }

  public void pass() {
    reached.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
