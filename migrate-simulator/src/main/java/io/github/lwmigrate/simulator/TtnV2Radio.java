package io.github.lwmigrate.simulator;

import io.github.lwmigrate.simulator.internal.ttnv2.Radio;
import java.util.OptionalLong;

/**
 * What the devices of a simulated network of The Things Network Stack V2 send and are sent, as far
 * as it changes what the servers keep. Safe for use by several threads.
 */
public final class TtnV2Radio {
  private final Radio radio;

  TtnV2Radio(Radio radio) {
    this.radio = radio;
  }

  /**
   * A device sends a frame with the session it has, if the network still knows one.
   *
   * @param applicationId the application
   * @param deviceId a device
   * @param counter the whole frame counter, of which 16 bits are sent
   * @return true if the network accepts it: the counter is then that of the device, which was seen
   *     now
   */
  public boolean uplink(String applicationId, String deviceId, long counter) {
    return radio.uplink(applicationId, deviceId, counter);
  }

  /**
   * The network sends a frame to a device.
   *
   * @param applicationId the application
   * @param deviceId a device
   * @return the frame's counter, or empty if the device has no session
   */
  public OptionalLong downlink(String applicationId, String deviceId) {
    return radio.downlink(applicationId, deviceId);
  }

  /**
   * A device joins: it gets a new address and session, with counters of zero.
   *
   * @param applicationId the application
   * @param deviceId a device
   * @param devNonce the 16 bits that a device uses once
   * @return false if the network refuses: the device has no AppKey, or the nonce was used
   */
  public boolean join(String applicationId, String deviceId, int devNonce) {
    return radio.join(applicationId, deviceId, devNonce);
  }
}
