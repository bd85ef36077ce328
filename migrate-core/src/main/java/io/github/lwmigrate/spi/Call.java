package io.github.lwmigrate.spi;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.internal.StandaloneCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the engine hands to every method of a source or sink: cancellation, time, randomness and a
 * place to report remote calls. Thread-safe. Implemented by the SDK alone.
 *
 * <p>A source or sink uses this clock, this randomness and {@link #pause} instead of its own, so
 * that an embedder can run it on virtual time.
 */
public interface Call {

  /**
   * A call outside any run, on the system's clock and never cancelled: for trying a source by hand.
   *
   * @return a new call
   */
  static Call standalone() {
    return new StandaloneCall();
  }

  /**
   * How long one remote call may take.
   *
   * @return the time-out of each single attempt; positive
   */
  Duration timeout();

  /**
   * Whether the run was cancelled. After that no new remote call starts; one under way may end in
   * its time-out.
   *
   * @return true once cancelled
   */
  boolean isCancelled();

  /**
   * Ends this call if the run was cancelled.
   *
   * @throws CancelledException if it was
   */
  void throwIfCancelled();

  /**
   * Waits, for a retry or to keep a pace. Ends early by an exception when the run is cancelled.
   *
   * @param time how long
   * @throws CancelledException if the run was cancelled before the time had passed
   */
  void pause(Duration time);

  /**
   * Whether the session of a device that can join moves in this run. Where it does not, a session
   * that cannot be read whole is no reason to reject such a device.
   *
   * @return true also outside any run
   */
  default boolean movesSessions() {
    return true;
  }

  /**
   * The clock of the run.
   *
   * @return a clock
   */
  InstantSource clock();

  /**
   * The randomness of the run, for jitter.
   *
   * @return a thread-safe generator
   */
  RandomGenerator random();

  /** Counts one remote call for the progress display. */
  void countRemoteCall();

  /**
   * Says how many devices the listing will bring in all, as soon as that is known. May be called
   * again; the last word counts.
   *
   * @param total how many devices
   */
  void expectDevices(long total);
}
