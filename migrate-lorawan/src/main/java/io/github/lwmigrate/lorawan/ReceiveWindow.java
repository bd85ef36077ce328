package io.github.lwmigrate.lorawan;

/**
 * Where a device listens in its second receive window, RX2 (regional parameters, section 2.x.7,
 * receive windows).
 *
 * @param frequency in Hz
 * @param dataRateIndex the data rate
 */
public record ReceiveWindow(long frequency, int dataRateIndex) {}
