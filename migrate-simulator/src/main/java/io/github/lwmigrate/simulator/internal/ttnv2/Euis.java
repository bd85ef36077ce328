package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.lorawan.Device;
import java.util.HexFormat;

/** What the Network Server finds a device by. */
record Euis(ByteString appEui, ByteString devEui) {
  static Euis of(Device device) {
    return new Euis(device.getAppEui(), device.getDevEui());
  }

  /** The key of the record, as error texts show it. */
  String key() {
    return "ns:device:" + hex(appEui) + ":" + hex(devEui);
  }

  private static String hex(ByteString eui) {
    return HexFormat.of().withUpperCase().formatHex(eui.toByteArray());
  }
}
