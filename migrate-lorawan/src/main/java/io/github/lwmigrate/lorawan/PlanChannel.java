package io.github.lwmigrate.lorawan;

import org.jspecify.annotations.Nullable;

/**
 * A channel of a frequency plan.
 *
 * @param frequency in Hz
 * @param minDataRate lowest data rate index (regional parameters, section 2.x.3)
 * @param maxDataRate highest data rate index
 * @param radio index of the gateway's radio that serves it, see {@link FrequencyPlan#radios()}
 * @param dwellTime the dwell time limit of this channel; null where the plan's own applies
 */
public record PlanChannel(
    long frequency,
    int minDataRate,
    int maxDataRate,
    int radio,
    @Nullable ChannelDwellTime dwellTime) {

  /**
   * A channel under the plan's own dwell time limit.
   *
   * @param frequency in Hz
   * @param minDataRate lowest data rate index
   * @param maxDataRate highest data rate index
   * @param radio index of the gateway's radio
   */
  public PlanChannel(long frequency, int minDataRate, int maxDataRate, int radio) {
    this(frequency, minDataRate, maxDataRate, radio, null);
  }
}
