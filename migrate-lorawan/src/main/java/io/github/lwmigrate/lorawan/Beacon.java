package io.github.lwmigrate.lorawan;

import java.util.List;

/**
 * How class B beacons are sent (regional parameters, section 2.x.8, class B beacon).
 *
 * @param dataRateIndex the data rate
 * @param codingRate for example {@code 4/5}
 * @param frequencies in Hz: one where the beacon stays on a channel, several where it hops, none
 *     where the band defines none
 */
public record Beacon(int dataRateIndex, String codingRate, List<Long> frequencies) {

  /** Keeps an unmodifiable copy of the frequencies. */
  public Beacon {
    frequencies = List.copyOf(frequencies);
  }
}
