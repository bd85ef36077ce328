package io.github.lwmigrate.lorawan;

import java.time.Duration;

/**
 * How long gateways of a frequency plan stay silent after sending.
 *
 * @param fraction of the time on air of what was sent
 * @param duration added to it
 */
public record TimeOffAir(double fraction, Duration duration) {}
