package io.github.lwmigrate.lorawan;

import org.jspecify.annotations.Nullable;

/**
 * A radio of the gateways of a frequency plan.
 *
 * @param enabled whether it is used
 * @param chipType for example {@code SX1257}
 * @param frequency centre frequency in Hz
 * @param rssiOffset correction of the measured level, in dB
 * @param transmission what it may send; null if it only receives
 */
public record Radio(
    boolean enabled,
    String chipType,
    long frequency,
    double rssiOffset,
    @Nullable Transmission transmission) {

  /**
   * Where a radio may send.
   *
   * @param minFrequency lowest frequency in Hz
   * @param maxFrequency highest frequency in Hz
   * @param notchFrequency frequency of the notch filter in Hz; 0 for none
   */
  public record Transmission(long minFrequency, long maxFrequency, long notchFrequency) {}
}
