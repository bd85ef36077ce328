package io.github.lwmigrate.source.ttnv2.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.Tombstone;
import java.security.SecureRandom;

/** What stands in place of an AppKey that a migration took away. */
final class Keys {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Keys() {}

  static ByteString tombstone(V2Device device) {
    return ByteString.copyFrom(
        Tombstone.create(RANDOM, DevEui.of(device.devEui().toByteArray())).toBytes());
  }

  /** Whether a migration has taken the AppKey away, or there never was one. */
  static boolean isGone(V2Device device) {
    return !device.joins()
        || (device.appKey().size() == AesKey.LENGTH
            && Tombstone.isTombstone(
                AesKey.of(device.appKey().toByteArray()),
                DevEui.of(device.devEui().toByteArray())));
  }
}
