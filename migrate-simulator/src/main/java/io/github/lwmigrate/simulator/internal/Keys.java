package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;

/** Keys, EUIs and addresses of zeros count as absent. */
final class Keys {
  private Keys() {}

  static boolean isZero(ByteString bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
