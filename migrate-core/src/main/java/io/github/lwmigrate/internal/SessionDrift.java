package io.github.lwmigrate.internal;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;

/**
 * Whether a session went on at the origin. Uplink counters keep moving as long as the device sends,
 * and never count.
 */
final class SessionDrift {

  private SessionDrift() {}

  /** Whether both forms have the same session, by DevAddr and session key id. */
  static boolean isSameSession(EndDevice one, EndDevice other) {
    Session first = one.toProto().getSession();
    Session second = other.toProto().getSession();
    return first.getDevAddr().equals(second.getDevAddr())
        && first.getKeys().getSessionKeyId().equals(second.getKeys().getSessionKeyId());
  }

  /** Whether the downlink counters are the same too. */
  static boolean isUnmoved(EndDevice one, EndDevice other) {
    Session first = one.toProto().getSession();
    Session second = other.toProto().getSession();
    return isSameSession(one, other)
        && first.getLastNFCntDown() == second.getLastNFCntDown()
        && first.getLastAFCntDown() == second.getLastAFCntDown()
        && first.getLastConfFCntDown() == second.getLastConfFCntDown();
  }
}
