/**
 * LoRaWAN regional parameters, frequency plans and MAC state: values, look-ups and pure functions.
 *
 * <p>{@link io.github.lwmigrate.lorawan.Bands} has what the LoRa Alliance's regional parameters say
 * of each band; {@link io.github.lwmigrate.lorawan.FrequencyPlans} what networks make of it; {@link
 * io.github.lwmigrate.lorawan.MacStates} the state in which The Things Stack's Network Server
 * starts a device on such a plan; {@link io.github.lwmigrate.lorawan.BandRules} what that server
 * refuses because of the band.
 *
 * <p><b>Units.</b> Frequencies are in Hz, as {@code long} (2.4 GHz exceeds an {@code int}); powers
 * in dBm EIRP; times are {@link java.time.Duration}s; data rates are indexes DR0 to DR15.
 *
 * <p><b>Sources.</b> Sections are cited as "section 2.x.7": x is the region's section of RP001
 * 1.0.3 revision A, which is 2.2 for EU863-870, 2.3 US902-928, 2.4 CN779-787, 2.5 EU433, 2.6
 * AU915-928, 2.7 CN470-510, 2.8 AS923, 2.9 KR920-923, 2.10 IN865-867 and 2.11 RU864-870. Other
 * editions (the regional chapter of TS001, RP001, RP002) have the same subsections under the same
 * titles. {@code ISM_2400} and {@code MA_869_870_DRAFT} are in no edition. Where The Things Stack
 * departs from the documents (beacons of EU433 are on 434.655 MHz there, not 434.665 MHz), the
 * values here are those of The Things Stack, since it is its Network Server that judges a device.
 *
 * <p>Everything here is immutable and safe for use by several threads.
 */
@NullMarked
package io.github.lwmigrate.lorawan;

import org.jspecify.annotations.NullMarked;
