package io.github.lwmigrate.device;

import java.util.Optional;

/**
 * The root keys of an OTAA device. Prints whether keys are there, never the keys.
 *
 * @param rootKeyId the identifier of the root keys at their Join Server; empty if there is none. It
 *     takes part in the choice of the key at a join of LoRaWAN 1.0.x
 * @param appKey the AppKey; empty if absent or zero
 * @param nwkKey the NwkKey (LoRaWAN 1.1); empty if absent or zero
 */
public record RootKeys(String rootKeyId, Optional<AesKey> appKey, Optional<AesKey> nwkKey) {}
