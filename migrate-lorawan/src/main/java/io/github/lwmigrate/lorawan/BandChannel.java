package io.github.lwmigrate.lorawan;

/**
 * A channel that every device of a band has from the start (regional parameters, section 2.x.2,
 * channel frequencies). Its index is its position in the band's list.
 *
 * @param frequency in Hz
 * @param minDataRate lowest data rate index
 * @param maxDataRate highest data rate index
 */
public record BandChannel(long frequency, int minDataRate, int maxDataRate) {}
