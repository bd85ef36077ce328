package io.github.lwmigrate.simulator;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;

/** Small devices to test with. */
final class TestDevices {
  private TestDevices() {}

  static EndDevice joined(String applicationId, String deviceId) {
    EndDevice.Builder device =
        EndDevice.newBuilder()
            .setIds(otaaIds(applicationId, deviceId))
            .setName("Device " + deviceId)
            .setSupportsJoin(true)
            .setLorawanVersion(MACVersion.MAC_V1_0_3)
            .setLorawanPhyVersion(PHYVersion.PHY_V1_0_3_REV_A)
            .setFrequencyPlanId("EU_863_870_TTN")
            .setSession(
                Session.newBuilder()
                    .setDevAddr(ByteString.copyFrom(new byte[] {0x27, 0, 0, 1}))
                    .setKeys(
                        SessionKeys.newBuilder()
                            .setSessionKeyId(ByteString.copyFromUtf8("session"))
                            .setFNwkSIntKey(key(1))
                            .setNwkSEncKey(key(1))
                            .setSNwkSIntKey(key(1))
                            .setAppSKey(key(2)))
                    .setLastFCntUp(10));
    device.getRootKeysBuilder().setRootKeyId("root").setAppKey(key(3));
    return device.build();
  }

  static EndDeviceIdentifiers otaaIds(String applicationId, String deviceId) {
    return TestClient.ids(applicationId, deviceId).toBuilder()
        .setDevEui(eui(deviceId.hashCode()))
        .setJoinEui(eui(0x70B3D57E))
        .build();
  }

  static KeyEnvelope key(int filling) {
    byte[] key = new byte[16];
    java.util.Arrays.fill(key, (byte) filling);
    return KeyEnvelope.newBuilder().setKey(ByteString.copyFrom(key)).build();
  }

  private static ByteString eui(long value) {
    return ByteString.copyFrom(java.nio.ByteBuffer.allocate(8).putLong(value).array());
  }
}
