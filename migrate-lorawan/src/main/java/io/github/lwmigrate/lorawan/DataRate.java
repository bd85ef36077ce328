package io.github.lwmigrate.lorawan;

/**
 * One data rate of a band.
 *
 * @param index the number after "DR", 0 to 15 (regional parameters, section 2.x.3)
 * @param modulation how it is sent
 * @param maxMacPayloadSize the longest MACPayload in bytes where no dwell time limit applies
 *     (section 2.x.6, M of the table for devices that are never behind a repeater)
 * @param maxMacPayloadSizeWithDwellTime the longest MACPayload in bytes under a dwell time limit of
 *     400 ms; 0 where the data rate cannot be used then
 */
public record DataRate(
    int index, Modulation modulation, int maxMacPayloadSize, int maxMacPayloadSizeWithDwellTime) {}
