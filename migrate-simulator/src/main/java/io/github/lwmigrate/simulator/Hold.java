package io.github.lwmigrate.simulator;

import io.github.lwmigrate.simulator.internal.Gate;
import java.time.Duration;

/**
 * Calls that a simulated network keeps waiting until it is told otherwise. Safe for use by several
 * threads.
 */
public final class Hold {
  private final Gate gate;

  Hold(Gate gate) {
    this.gate = gate;
  }

  /** Lets the waiting calls go on, and later ones pass. Closing the network does this too. */
  public void release() {
    gate.open();
  }

  /**
   * Waits until a call is held.
   *
   * @param timeout how long to wait at most
   * @return true if a call has arrived
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public boolean awaitReached(Duration timeout) throws InterruptedException {
    return gate.awaitReached(timeout.toNanos());
  }
}
