package io.github.lwmigrate.lorawan;

import java.time.Duration;

/**
 * How gateways of a frequency plan listen before they send.
 *
 * @param rssiTarget the level above which a channel is taken to be in use, in dBm
 * @param rssiOffset correction of the measured level, in dB
 * @param scanTime how long to listen
 */
public record ListenBeforeTalk(double rssiTarget, double rssiOffset, Duration scanTime) {}
