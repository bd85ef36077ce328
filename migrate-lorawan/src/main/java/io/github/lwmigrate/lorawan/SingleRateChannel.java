package io.github.lwmigrate.lorawan;

import org.jspecify.annotations.Nullable;

/**
 * A channel of a frequency plan for one data rate: the wide LoRa channel, or the FSK channel.
 *
 * @param frequency in Hz
 * @param dataRate data rate index (regional parameters, section 2.x.3)
 * @param radio index of the gateway's radio that serves it
 * @param dwellTime the dwell time limit of this channel; null where the plan's own applies
 */
public record SingleRateChannel(
    long frequency, int dataRate, int radio, @Nullable ChannelDwellTime dwellTime) {

  /**
   * A channel under the plan's own dwell time limit.
   *
   * @param frequency in Hz
   * @param dataRate data rate index
   * @param radio index of the gateway's radio
   */
  public SingleRateChannel(long frequency, int dataRate, int radio) {
    this(frequency, dataRate, radio, null);
  }
}
