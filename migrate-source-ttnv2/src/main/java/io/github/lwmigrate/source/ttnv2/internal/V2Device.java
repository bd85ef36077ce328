package io.github.lwmigrate.source.ttnv2.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.util.Optional;

/**
 * A device as a handler tells it. What is absent reads as zeros, which mean the same there. Its
 * text form holds no key.
 *
 * @param message the whole message
 */
record V2Device(Device message) {

  private static final ByteString NO_EUI = ByteString.copyFrom(new byte[8]);
  private static final ByteString NO_DEV_ADDR = ByteString.copyFrom(new byte[4]);
  private static final ByteString NO_KEY = ByteString.copyFrom(new byte[AesKey.LENGTH]);

  static Optional<V2Device> parse(byte[] bytes) {
    try {
      return Optional.of(new V2Device(Device.parseFrom(bytes)));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  io.github.lwmigrate.proto.ttn.v2.lorawan.Device lorawan() {
    return message.getLorawanDevice();
  }

  String id() {
    return message.getDevId();
  }

  ByteString appEui() {
    return orElse(lorawan().getAppEui(), NO_EUI);
  }

  ByteString devEui() {
    return orElse(lorawan().getDevEui(), NO_EUI);
  }

  ByteString devAddr() {
    return orElse(lorawan().getDevAddr(), NO_DEV_ADDR);
  }

  ByteString nwkSKey() {
    return orElse(lorawan().getNwkSKey(), NO_KEY);
  }

  ByteString appSKey() {
    return orElse(lorawan().getAppSKey(), NO_KEY);
  }

  ByteString appKey() {
    return orElse(lorawan().getAppKey(), NO_KEY);
  }

  long fCntUp() {
    return Integer.toUnsignedLong(lorawan().getFCntUp());
  }

  long fCntDown() {
    return Integer.toUnsignedLong(lorawan().getFCntDown());
  }

  /** The origin's own criterion. */
  boolean joins() {
    return !isZero(appKey());
  }

  boolean hasSession() {
    return !isZero(devAddr()) && !isZero(nwkSKey()) && !isZero(appSKey());
  }

  boolean hasPartOfSession() {
    return !isZero(devAddr()) || !isZero(nwkSKey()) || !isZero(appSKey());
  }

  /** Makes devices when they join, and is none itself. */
  boolean isTemplate() {
    return joins() && isZero(devEui());
  }

  /** Whether its network server knows when it was heard last. */
  boolean wasSeen() {
    return lorawan().getLastSeen() != 0;
  }

  /** Never used, or the origin lost the counters: it answers alike. */
  boolean hasSuspectCounters() {
    return hasPartOfSession()
        && lorawan().getFCntUp() == 0
        && lorawan().getFCntDown() == 0
        && !wasSeen();
  }

  boolean hasSameSessionAs(V2Device other) {
    return devAddr().equals(other.devAddr())
        && nwkSKey().equals(other.nwkSKey())
        && appSKey().equals(other.appSKey());
  }

  V2Device withAppKey(ByteString appKey) {
    return with(lorawan().toBuilder().setAppKey(appKey));
  }

  V2Device withSessionOf(V2Device other) {
    return with(
        lorawan().toBuilder()
            .setDevAddr(other.devAddr())
            .setNwkSKey(other.nwkSKey())
            .setAppSKey(other.appSKey()));
  }

  V2Device withoutAppKey() {
    return withAppKey(NO_KEY);
  }

  V2Device withoutSession() {
    return with(
        lorawan().toBuilder().setDevAddr(NO_DEV_ADDR).setNwkSKey(NO_KEY).setAppSKey(NO_KEY));
  }

  V2Device withCounters(long fCntUp, long fCntDown) {
    return with(lorawan().toBuilder().setFCntUp((int) fCntUp).setFCntDown((int) fCntDown));
  }

  V2Device with(io.github.lwmigrate.proto.ttn.v2.lorawan.Device.Builder lorawan) {
    return new V2Device(message.toBuilder().setLorawanDevice(lorawan).build());
  }

  static boolean isZero(ByteString bytes) {
    for (int i = 0; i < bytes.size(); i++) {
      if (bytes.byteAt(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static ByteString orElse(ByteString value, ByteString zeros) {
    return value.isEmpty() ? zeros : value;
  }

  @Override
  public String toString() {
    return "device " + id();
  }
}
