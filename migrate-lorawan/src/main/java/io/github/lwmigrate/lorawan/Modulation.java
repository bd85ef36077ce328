package io.github.lwmigrate.lorawan;

/** How a data rate is modulated (regional parameters, section 2.x.3, data rate). */
public sealed interface Modulation {

  /**
   * LoRa chirp spread spectrum.
   *
   * @param spreadingFactor 5 to 12
   * @param bandwidth in Hz
   * @param codingRate for example {@code 4/5}; {@code 4/8LI} with long interleaving
   */
  record LoRa(int spreadingFactor, int bandwidth, String codingRate) implements Modulation {}

  /**
   * Frequency shift keying.
   *
   * @param bitRate in bit/s
   */
  record Fsk(int bitRate) implements Modulation {}

  /**
   * Long range frequency hopping spread spectrum.
   *
   * @param modulationType 0 is GMSK at 488 bit/s, the only one defined
   * @param operatingChannelWidth in Hz
   * @param codingRate for example {@code 1/3}
   */
  record LrFhss(int modulationType, int operatingChannelWidth, String codingRate)
      implements Modulation {}
}
