package io.github.lwmigrate.lorawan;

/**
 * A default channel on which devices wake a relay (wake on radio; LoRaWAN relay specification TS011
 * and regional parameters RP002 1.0.4).
 *
 * @param frequency of the wake-on-radio frame, in Hz
 * @param ackFrequency of the relay's acknowledgement, in Hz
 * @param dataRateIndex the data rate of both
 */
public record WorChannel(long frequency, long ackFrequency, int dataRateIndex) {}
