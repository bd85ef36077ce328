package io.github.lwmigrate.source.ttnv3;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;

/** Devices for tests. */
final class Devices {

  static final String KEY_TEXT = "00112233445566778899AABBCCDDEEFF";

  private static final ByteString KEY =
      ByteString.copyFrom(java.util.HexFormat.of().parseHex(KEY_TEXT));

  private Devices() {}

  /** The key of all devices, wherever they have one. */
  static ByteString key() {
    return KEY;
  }

  /** An OTAA device with root key and session. */
  static EndDevice otaa(String id) {
    EndDevice.Builder device = common(id, true);
    device.getIdsBuilder().setJoinEui(bytes(0x70, 0xB3, 0xD5, 0x7E, 0xD0, 0, 0, 1));
    device.getRootKeysBuilder().getAppKeyBuilder().setKey(KEY);
    device.getSessionBuilder().getKeysBuilder().setSessionKeyId(ByteString.copyFromUtf8("id"));
    return device.build();
  }

  /** An ABP device with its session. */
  static EndDevice abp(String id) {
    return common(id, false).build();
  }

  private static EndDevice.Builder common(String id, boolean joins) {
    EndDevice.Builder device =
        EndDevice.newBuilder()
            .setName("Device " + id)
            .setSupportsJoin(joins)
            .setFrequencyPlanId("EU_863_870_TTN")
            .setLorawanVersion(MACVersion.MAC_V1_0_3)
            .setLorawanPhyVersion(PHYVersion.PHY_V1_0_3_REV_A);
    device
        .getIdsBuilder()
        .setDeviceId(id)
        .setDevEui(bytes(0x70, 0xB3, 0xD5, 0x7E, 0xD1, 0, 0, id.hashCode()))
        .getApplicationIdsBuilder()
        .setApplicationId(Origin.APP);
    device.getSessionBuilder().setDevAddr(bytes(0x27, 1, 2, 3)).setLastFCntUp(7);
    SessionKeys.Builder keys = device.getSessionBuilder().getKeysBuilder();
    keys.getFNwkSIntKeyBuilder().setKey(KEY);
    keys.getSNwkSIntKeyBuilder().setKey(KEY);
    keys.getNwkSEncKeyBuilder().setKey(KEY);
    keys.getAppSKeyBuilder().setKey(KEY);
    return device;
  }

  private static ByteString bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.copyFrom(bytes);
  }
}
