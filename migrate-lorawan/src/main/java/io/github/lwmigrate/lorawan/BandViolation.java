package io.github.lwmigrate.lorawan;

/**
 * A field of a device that does not fit its band, for which The Things Stack's Network Server
 * refuses the device.
 *
 * @param rule which rule it breaks
 * @param field the field mask path from the device, as that server names it, for example {@code
 *     mac_settings.rx2_data_rate_index.value}
 * @param message what is wrong and what was expected, in a whole sentence
 */
public record BandViolation(Rule rule, String field, String message) {

  /** What a band has a say in. */
  public enum Rule {
    /** The device names another band than its frequency plan. */
    BAND,
    /** The band has no such data rate (regional parameters, section 2.x.3). */
    DATA_RATE,
    /** ADR uses data rates up to a limit of the band (section 2.x.3). */
    ADR_DATA_RATE,
    /** The band has no such TX power index (section 2.x.3). */
    TX_POWER,
    /** The band has no dynamic ADR. */
    DYNAMIC_ADR,
    /** The band allows fewer channels (section 2.x.2). */
    CHANNEL_COUNT,
    /** Devices of the band do not understand TxParamSetupReq (section 2.x.3). */
    DWELL_TIME,
    /** A frequency the device is said to be made with is not one of the band (section 2.x.2). */
    FACTORY_PRESET_FREQUENCY,
    /**
     * The band has no beacon or ping slot frequency, and neither has the device (section 2.x.8).
     */
    CLASS_B_FREQUENCY,
    /** The band has no such wake-on-radio channel (RP002 1.0.4). */
    RELAY_CHANNEL
  }
}
