package io.github.lwmigrate.device;

import java.time.Instant;
import java.util.Optional;

/**
 * A session of an end device. Counters are unsigned 32-bit values in a {@code long}.
 *
 * @param devAddr the address of the device in this session; empty if absent or zero
 * @param keys the session keys
 * @param lastFCntUp the counter of the last uplink
 * @param lastNFCntDown the last network downlink counter; the only downlink counter of LoRaWAN
 *     1.0.x
 * @param lastAFCntDown the last application downlink counter (LoRaWAN 1.1; kept by the Application
 *     Server)
 * @param lastConfFCntDown the counter of the last confirmed downlink
 * @param startedAt when the session began, if known
 */
public record Session(
    Optional<DevAddr> devAddr,
    SessionKeys keys,
    long lastFCntUp,
    long lastNFCntDown,
    long lastAFCntDown,
    long lastConfFCntDown,
    Optional<Instant> startedAt) {}
