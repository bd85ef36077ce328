package io.github.lwmigrate.source.ttnv2.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.util.function.Consumer;

/** Devices of this origin, made up. */
public final class TestDevices {

  public static final ByteString APP_KEY = key(0xA0);
  public static final ByteString NWK_S_KEY = key(0xB1);
  public static final ByteString APP_S_KEY = key(0xC2);
  public static final ByteString NO_KEY = key(0);
  public static final ByteString DEV_ADDR = bytes(0x26, 0x01, 0x12, 0x34);
  public static final ByteString NO_DEV_ADDR = bytes(0, 0, 0, 0);
  public static final ByteString APP_EUI = bytes(0x70, 0xB3, 0xD5, 0x7E, 0xD0, 0, 0x12, 0x34);
  public static final ByteString DEV_EUI = bytes(0, 0x11, 0x22, 0x33, 0x44, 0xAA, 0xBB, 0xCC);
  public static final ByteString NO_EUI = bytes(0, 0, 0, 0, 0, 0, 0, 0);

  private TestDevices() {}

  /** Joins, and has a session: 10 uplinks and 5 downlinks. */
  public static Device otaa(String application, String id) {
    return with(abp(application, id), lorawan -> lorawan.setAppKey(APP_KEY));
  }

  /** Joins, and never did. */
  public static Device neverJoined(String application, String id) {
    return with(
        otaa(application, id),
        lorawan ->
            lorawan
                .setDevAddr(NO_DEV_ADDR)
                .setNwkSKey(NO_KEY)
                .setAppSKey(NO_KEY)
                .setFCntUp(0)
                .setFCntDown(0)
                .setLastSeen(0));
  }

  /** Has a session, and says that it is an ABP device. */
  public static Device abp(String application, String id) {
    Device.Builder device = Device.newBuilder().setAppId(application).setDevId(id);
    device
        .getLorawanDeviceBuilder()
        .setAppId(application)
        .setDevId(id)
        .setAppEui(APP_EUI)
        .setDevEui(DEV_EUI)
        .setDevAddr(DEV_ADDR)
        .setNwkSKey(NWK_S_KEY)
        .setAppSKey(APP_S_KEY)
        .setAppKey(NO_KEY)
        .setFCntUp(10)
        .setFCntDown(5)
        .setUses32BitFCnt(true)
        .setActivationConstraints(ByteString.copyFromUtf8("local,abp"))
        .setLastSeen(1_600_000_000_123_456_789L);
    return device.build();
  }

  /** The same device, changed. */
  public static Device with(
      Device device, Consumer<io.github.lwmigrate.proto.ttn.v2.lorawan.Device.Builder> change) {
    Device.Builder changed = device.toBuilder();
    change.accept(changed.getLorawanDeviceBuilder());
    return changed.build();
  }

  /** The same device with one attribute more. */
  public static Device withAttribute(Device device, String key, String value) {
    return device.toBuilder()
        .addAttributes(
            Device.Attribute.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value)))
        .build();
  }

  /** An EUI that ends with a number. */
  public static ByteString devEui(int number) {
    return bytes(0, 0x11, 0x22, 0x33, 0x44, 0xAA, number >> 8, number);
  }

  private static ByteString key(int octet) {
    byte[] bytes = new byte[16];
    java.util.Arrays.fill(bytes, (byte) octet);
    return ByteString.copyFrom(bytes);
  }

  private static ByteString bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.copyFrom(bytes);
  }
}
