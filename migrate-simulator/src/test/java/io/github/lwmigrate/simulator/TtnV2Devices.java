package io.github.lwmigrate.simulator;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.util.HexFormat;

/** Devices of V2 for tests. */
final class TtnV2Devices {
  static final ByteString APP_KEY = hex("A0000000000000000000000000000001");
  static final ByteString NWK_S_KEY = hex("B0000000000000000000000000000001");
  static final ByteString APP_S_KEY = hex("C0000000000000000000000000000001");
  static final ByteString DEV_ADDR = hex("26010001");
  static final ByteString APP_EUI = hex("70B3D57ED0000001");
  static final ByteString ZERO_KEY = ByteString.copyFrom(new byte[16]);
  static final ByteString ZERO_ADDR = ByteString.copyFrom(new byte[4]);

  private TtnV2Devices() {}

  /** An OTAA device with a session, seen before. */
  static Device joined(String applicationId, String deviceId) {
    Device.Builder device = bare(applicationId, deviceId).toBuilder();
    device
        .getLorawanDeviceBuilder()
        .setDevAddr(DEV_ADDR)
        .setNwkSKey(NWK_S_KEY)
        .setAppSKey(APP_S_KEY)
        .setAppKey(APP_KEY)
        .setFCntUp(50)
        .setFCntDown(60)
        .setUses32BitFCnt(true)
        .setLastSeen(1_600_000_000_000_000_000L);
    return device.setDescription(ByteString.copyFromUtf8("a sensor")).setLatitude(1.5f).build();
  }

  /** A device without any key. */
  static Device bare(String applicationId, String deviceId) {
    Device.Builder device = Device.newBuilder().setAppId(applicationId).setDevId(deviceId);
    device
        .getLorawanDeviceBuilder()
        .setAppId(applicationId)
        .setDevId(deviceId)
        .setAppEui(APP_EUI)
        .setDevEui(devEui(deviceId));
    return device.build();
  }

  static Device.Attribute attribute(String key, String value) {
    return Device.Attribute.newBuilder()
        .setKey(ByteString.copyFromUtf8(key))
        .setValue(ByteString.copyFromUtf8(value))
        .build();
  }

  static ByteString hex(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }

  private static ByteString devEui(String deviceId) {
    return hex("0004A30B%08X".formatted(deviceId.hashCode()));
  }
}
