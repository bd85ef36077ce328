package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.grpc.Status.Code;
import java.util.Set;

/** The limits of attributes, which are looked at when a device is stored. */
final class Attributes {
  private static final int MOST = 5;
  private static final int LONGEST = 64;

  /** Free of limits. */
  private static final Set<String> BUILT_IN =
      Set.of("ttn-brand", "ttn-model", "ttn-version", "ttn-antenna", "ttn-module-type");

  private Attributes() {}

  static void requireWithinLimits(Device device) {
    int custom = 0;
    for (Device.Attribute attribute : device.getAttributesList()) {
      String key = attribute.getKey().toStringUtf8();
      if (!BUILT_IN.contains(key)) {
        requireShort(attribute.getKey(), "Attribute key \"" + key + "\"");
        requireShort(attribute.getValue(), "Attribute value for key \"" + key + "\"");
        custom++;
      }
    }
    if (custom > MOST) {
      throw new Failure(
          Code.UNKNOWN, "Maximum number of custom attributes (" + MOST + ") exceeded");
    }
  }

  private static void requireShort(ByteString text, String what) {
    if (text.size() > LONGEST) {
      throw new Failure(Code.UNKNOWN, what + " exceeds maximum length (" + LONGEST + ")");
    }
  }
}
