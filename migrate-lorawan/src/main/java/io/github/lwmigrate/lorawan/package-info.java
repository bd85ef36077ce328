/**
 * LoRaWAN regional parameters, frequency plans and MAC state: values, look-ups and pure functions.
 *
 * <p>{@link io.github.lwmigrate.lorawan.Bands} has what the LoRa Alliance's regional parameters say
 * of each band; {@link io.github.lwmigrate.lorawan.FrequencyPlans} what networks make of it; {@link
 * io.github.lwmigrate.lorawan.MacStates} the state in which The Things Stack's Network Server
 * starts a device on such a plan.
 *
 * <p><b>Units.</b> Frequencies are in Hz, as {@code long} (2.4 GHz exceeds an {@code int}); powers
 * in dBm EIRP; times are {@link java.time.Duration}s; data rates are indexes DR0 to DR15.
 *
 * <p><b>Sources.</b> Sections are cited as "section 2.x.7": x is the region's section of RP001
 * 1.0.3 revision A, where 2.2 is EU863-870 and 2.11 is RU864-870. Other editions (the regional
 * chapter of TS001 1.0, RP001, RP002) have the same subsections under the same titles. Where The
 * Things Stack departs from the documents, the values here are those of The Things Stack, since it
 * is its Network Server that judges a device.
 *
 * <p>Everything here is immutable and safe for use by several threads.
 */
@NullMarked
package io.github.lwmigrate.lorawan;

import org.jspecify.annotations.NullMarked;
