package io.github.lwmigrate.check;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;

/** What counts as absent on the networks. */
final class Values {
  private Values() {}

  /** Whether bytes are absent or all zero. */
  static boolean isZero(ByteString bytes) {
    for (int i = 0; i < bytes.size(); i++) {
      if (bytes.byteAt(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a key is absent or all zero. A wrapped key does not count: no import carries it. */
  static boolean isZero(KeyEnvelope envelope) {
    return isZero(envelope.getKey());
  }
}
