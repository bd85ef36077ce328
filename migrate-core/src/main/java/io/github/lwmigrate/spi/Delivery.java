package io.github.lwmigrate.spi;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import java.time.Instant;

/**
 * One device on its way into a sink.
 *
 * @param index the position of the device in the listing, from 0
 * @param origin the device at its origin
 * @param device the exported form: rules applied, checks passed
 * @param recordedAt when the device was read; a delivery that is repeated later still says this
 */
public record Delivery(long index, DeviceRef origin, EndDevice device, Instant recordedAt) {}
