package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.util.LinkedHashMap;
import java.util.Map;

/** The forms in which the servers keep devices: EUIs, addresses and keys are never absent. */
final class Devices {
  static final int EUI = 8;
  static final int ADDRESS = 4;
  static final int KEY = 16;
  static final int DEV_NONCE = 2;
  static final int APP_NONCE = 3;

  private static final ByteString LOCAL = ByteString.copyFromUtf8("local");

  private Devices() {}

  /** A record of nothing but zeros, as is read where there is none. */
  static Device blank() {
    return Device.newBuilder()
        .setLorawanDevice(
            filled(io.github.lwmigrate.proto.ttn.v2.lorawan.Device.getDefaultInstance()))
        .build();
  }

  /** The handler's record of a device: everything but what only the Network Server keeps. */
  static Device handlerRecord(Device device) {
    Device.Builder record = device.toBuilder().clearAttributes();
    attributes(device)
        .forEach((key, value) -> record.addAttributesBuilder().setKey(key).setValue(value));
    io.github.lwmigrate.proto.ttn.v2.lorawan.Device.Builder inner =
        filled(device.getLorawanDevice()).toBuilder()
            .setAppId(device.getAppId())
            .setDevId(device.getDevId())
            .clearFCntUp()
            .clearFCntDown()
            .clearLastSeen();
    inner.setActivationConstraints(
        inner.getActivationConstraints().isEmpty()
            ? LOCAL
            : asJsonKeepsIt(inner.getActivationConstraints()));
    return record.setLorawanDevice(inner).build();
  }

  /** What the handler tells the Network Server of a device. */
  static io.github.lwmigrate.proto.ttn.v2.lorawan.Device networkServerRecord(
      Device handlerRecord, int fCntUp, int fCntDown) {
    return handlerRecord.getLorawanDevice().toBuilder()
        .clearAppSKey()
        .clearAppKey()
        .clearUsedDevNonces()
        .clearUsedAppNonces()
        .setFCntUp(fCntUp)
        .setFCntDown(fCntDown)
        .build();
  }

  static boolean isZero(ByteString bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static io.github.lwmigrate.proto.ttn.v2.lorawan.Device filled(
      io.github.lwmigrate.proto.ttn.v2.lorawan.Device device) {
    return device.toBuilder()
        .setAppEui(filled(device.getAppEui(), EUI))
        .setDevEui(filled(device.getDevEui(), EUI))
        .setDevAddr(filled(device.getDevAddr(), ADDRESS))
        .setNwkSKey(filled(device.getNwkSKey(), KEY))
        .setAppSKey(filled(device.getAppSKey(), KEY))
        .setAppKey(filled(device.getAppKey(), KEY))
        .build();
  }

  private static ByteString filled(ByteString bytes, int length) {
    return bytes.isEmpty() ? ByteString.copyFrom(new byte[length]) : bytes;
  }

  /** A map on the wire: the last value of a key counts. */
  private static Map<ByteString, ByteString> attributes(Device device) {
    Map<ByteString, ByteString> attributes = new LinkedHashMap<>();
    device
        .getAttributesList()
        .forEach(
            attribute ->
                attributes.put(
                    asJsonKeepsIt(attribute.getKey()), asJsonKeepsIt(attribute.getValue())));
    return attributes;
  }

  /** What is stored as JSON loses the bytes that are no text. */
  private static ByteString asJsonKeepsIt(ByteString text) {
    return text.isValidUtf8() ? text : ByteString.copyFromUtf8(text.toStringUtf8());
  }
}
