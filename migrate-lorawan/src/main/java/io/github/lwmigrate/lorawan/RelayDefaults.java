package io.github.lwmigrate.lorawan;

import java.time.Duration;
import java.util.List;

/**
 * Defaults for devices behind a relay (LoRaWAN relay specification TS011 and regional parameters
 * RP002 1.0.4). All zero in editions without relays.
 *
 * @param forwardDelay from the end of a relayed uplink to its forwarding
 * @param receiveDelay from the wake-on-radio frame to the relay's receive window (RXR)
 * @param servedBackoff wake-on-radio frames a served device sends without an acknowledgement before
 *     it sends an uplink without a relay
 * @param worChannels default wake-on-radio channels, by index
 */
public record RelayDefaults(
    Duration forwardDelay, Duration receiveDelay, int servedBackoff, List<WorChannel> worChannels) {

  /** Keeps an unmodifiable copy of the channels. */
  public RelayDefaults {
    worChannels = List.copyOf(worChannels);
  }
}
