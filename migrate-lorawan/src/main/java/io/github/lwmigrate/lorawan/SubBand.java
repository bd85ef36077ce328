package io.github.lwmigrate.lorawan;

import org.jspecify.annotations.Nullable;

/**
 * A part of a band with limits of its own, set by regulation.
 *
 * @param minFrequency lowest frequency in Hz, inclusive
 * @param maxFrequency highest frequency in Hz, inclusive
 * @param dutyCycle share of the time a device may send, 0.01 for one per cent; in frequency plans 0
 *     means no limit
 * @param maxEirp highest EIRP in dBm; null in a frequency plan that leaves it to {@link
 *     FrequencyPlan#maxEirp()}
 */
public record SubBand(
    long minFrequency, long maxFrequency, double dutyCycle, @Nullable Double maxEirp) {

  /**
   * Whether a frequency lies in it.
   *
   * @param frequency in Hz
   * @return true between the limits, and on them
   */
  public boolean contains(long frequency) {
    return minFrequency <= frequency && frequency <= maxFrequency;
  }
}
