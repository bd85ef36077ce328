package io.github.lwmigrate.device;

import java.util.Optional;

/**
 * The keys of a session. Prints whether keys are there, never the keys. LoRaWAN 1.0.x has one
 * network session key: it stands in {@code fNwkSIntKey}.
 *
 * @param fNwkSIntKey the FNwkSIntKey, or the NwkSKey of LoRaWAN 1.0.x; empty if absent or zero
 * @param sNwkSIntKey the SNwkSIntKey; empty if absent or zero
 * @param nwkSEncKey the NwkSEncKey; empty if absent or zero
 * @param appSKey the AppSKey; empty if absent or zero
 */
public record SessionKeys(
    Optional<AesKey> fNwkSIntKey,
    Optional<AesKey> sNwkSIntKey,
    Optional<AesKey> nwkSEncKey,
    Optional<AesKey> appSKey) {}
