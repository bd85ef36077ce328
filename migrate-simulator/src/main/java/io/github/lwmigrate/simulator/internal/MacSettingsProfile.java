package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.UnknownFieldSet;
import org.jspecify.annotations.Nullable;

/**
 * The profile that a device has its MAC settings from, of version 3.34.1 and later: a field that
 * the messages know by its number only.
 */
final class MacSettingsProfile {
  static final String PATH = "mac_settings_profile_ids";
  private static final int NUMBER = 58;

  private MacSettingsProfile() {}

  static boolean isIn(MessageOrBuilder device) {
    return device.getUnknownFields().hasField(NUMBER);
  }

  static void copy(@Nullable MessageOrBuilder from, Message.Builder to) {
    UnknownFieldSet.Builder fields = to.getUnknownFields().toBuilder().clearField(NUMBER);
    if (from != null && isIn(from)) {
      fields.addField(NUMBER, from.getUnknownFields().getField(NUMBER));
    }
    to.setUnknownFields(fields.build());
  }
}
