package io.github.lwmigrate.journal;

import io.github.lwmigrate.device.EndDevice;
import java.time.Instant;

/**
 * One recorded form of a device. Its text form holds no key.
 *
 * @param number from 1, ascending for each device
 * @param original the device as it was at the origin
 * @param exported the device as the target gets it
 * @param recordedAt when it was read
 */
public record Revision(long number, EndDevice original, EndDevice exported, Instant recordedAt) {}
