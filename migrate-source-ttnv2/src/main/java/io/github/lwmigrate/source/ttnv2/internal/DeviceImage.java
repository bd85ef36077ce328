package io.github.lwmigrate.source.ttnv2.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.spi.Comparison;
import java.util.HashMap;
import java.util.Map;

/**
 * What a step at the origin changes of a device: the image before and the image after, written as
 * devices that hold only what counts. Uplink counters, times and used nonces never count.
 */
final class DeviceImage {

  private DeviceImage() {}

  /**
   * The part of a device that tells it from another one under the same id.
   *
   * @param withSession whether its session counts, because it moves; then its counters come along
   *     as the least that was used
   */
  static V2Device identity(V2Device device, boolean withSession) {
    var identity =
        io.github.lwmigrate.proto.ttn.v2.lorawan.Device.newBuilder()
            .setAppEui(device.appEui())
            .setDevEui(device.devEui());
    if (withSession) {
      identity
          .setDevAddr(device.devAddr())
          .setNwkSKey(device.nwkSKey())
          .setAppSKey(device.appSKey())
          .setFCntUp(device.lorawan().getFCntUp())
          .setFCntDown(device.lorawan().getFCntDown());
    }
    return new V2Device(Device.newBuilder().setLorawanDevice(identity).build());
  }

  /** The whole device, in which no session counts. */
  static V2Device withoutSession(V2Device device) {
    return device.with(device.lorawan().toBuilder().clearDevAddr().clearNwkSKey().clearAppSKey());
  }

  /**
   * Compares a device with the images of a step that keeps it. It is as after the step if what the
   * step takes away is gone, whoever took it; it is as before only if the session is the recorded
   * one too, where that counts.
   *
   * @param now the device as it is
   */
  static Comparison compare(V2Device now, V2Device before, V2Device after) {
    if (!now.appEui().equals(before.appEui()) || !now.devEui().equals(before.devEui())) {
      return Comparison.NEITHER;
    }
    boolean done = changesSession(before, after) ? !now.hasPartOfSession() : Keys.isGone(now);
    if (done) {
      return Comparison.AFTER;
    }
    boolean sameSession = !before.lorawan().hasDevAddr() || now.hasSameSessionAs(before);
    boolean sameAppKey = !before.lorawan().hasAppKey() || now.appKey().equals(before.appKey());
    return sameSession && sameAppKey ? Comparison.BEFORE : Comparison.NEITHER;
  }

  /** Whether the step that has these images changes the session; otherwise it is the AppKey. */
  static boolean changesSession(V2Device before, V2Device after) {
    return !before.hasSameSessionAs(after);
  }

  /**
   * Whether a device holds nothing that is not recorded, so that it may be deleted. A key that was
   * cleared or replaced by a tombstone holds nothing.
   *
   * @param now the device as it is
   * @param recorded the whole device; without its session if that does not move
   */
  static boolean isRecorded(V2Device now, V2Device recorded) {
    return now.appEui().equals(recorded.appEui())
        && now.devEui().equals(recorded.devEui())
        && (now.appKey().equals(recorded.appKey()) || Keys.isGone(now))
        && isSessionRecorded(now, recorded)
        && settings(now).equals(settings(recorded));
  }

  private static boolean isSessionRecorded(V2Device now, V2Device recorded) {
    if (!recorded.lorawan().hasDevAddr() || !now.hasPartOfSession()) {
      return true;
    }
    // As long as the session lives, each downlink makes the record older than the device.
    return now.hasSameSessionAs(recorded) && now.fCntDown() == recorded.fCntDown();
  }

  private static Device settings(V2Device device) {
    Device message = device.message();
    return message.toBuilder()
        .clearAppId()
        .clearAttributes()
        .addAllAttributes(
            attributes(message).entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ByteString.unsignedLexicographicalComparator()))
                .map(
                    entry ->
                        Device.Attribute.newBuilder()
                            .setKey(entry.getKey())
                            .setValue(entry.getValue())
                            .build())
                .toList())
        .setLorawanDevice(
            io.github.lwmigrate.proto.ttn.v2.lorawan.Device.newBuilder()
                .setDisableFCntCheck(device.lorawan().getDisableFCntCheck())
                .setUses32BitFCnt(device.lorawan().getUses32BitFCnt())
                .setActivationConstraints(device.lorawan().getActivationConstraints()))
        .build();
  }

  private static Map<ByteString, ByteString> attributes(Device device) {
    Map<ByteString, ByteString> attributes = new HashMap<>();
    device
        .getAttributesList()
        .forEach(attribute -> attributes.put(attribute.getKey(), attribute.getValue()));
    return attributes;
  }
}
