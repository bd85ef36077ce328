package io.github.lwmigrate.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Recorded messages of V2 in JSON: names as on the wire, binary values as hexadecimal. */
final class TtnV2Json {
  private static final Set<String> BINARY =
      Set.of(
          "app_eui",
          "dev_eui",
          "dev_addr",
          "nwk_s_key",
          "app_s_key",
          "app_key",
          "used_dev_nonces",
          "used_app_nonces",
          "dev_addr_prefix");

  private TtnV2Json() {}

  static Message read(JsonObject json, Message prototype) {
    Message.Builder message = prototype.newBuilderForType();
    json.entrySet()
        .forEach(
            entry -> {
              FieldDescriptor field =
                  prototype.getDescriptorForType().findFieldByName(entry.getKey());
              if (field == null) {
                throw new AssertionError("no field " + entry.getKey());
              }
              add(message, field, entry.getValue());
            });
    return message.build();
  }

  private static void add(Message.Builder message, FieldDescriptor field, JsonElement value) {
    if (field.getContainingType().equals(Device.getDescriptor())
        && field.getName().equals("attributes")) {
      value
          .getAsJsonObject()
          .entrySet()
          .forEach(
              entry ->
                  message.addRepeatedField(
                      field,
                      Device.Attribute.newBuilder()
                          .setKey(ByteString.copyFromUtf8(entry.getKey()))
                          .setValue(ByteString.copyFromUtf8(entry.getValue().getAsString()))
                          .build()));
    } else if (field.isRepeated()) {
      value
          .getAsJsonArray()
          .forEach(item -> message.addRepeatedField(field, single(message, field, item)));
    } else {
      message.setField(field, single(message, field, value));
    }
  }

  private static Object single(Message.Builder message, FieldDescriptor field, JsonElement value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> read(value.getAsJsonObject(), message.newBuilderForField(field).build());
      case STRING -> value.getAsString();
      case BYTE_STRING ->
          BINARY.contains(field.getName())
              ? ByteString.copyFrom(
                  HexFormat.of().parseHex(value.getAsString().toLowerCase(Locale.ROOT)))
              : ByteString.copyFromUtf8(value.getAsString());
      case INT -> (int) value.getAsLong();
      case LONG -> value.getAsLong();
      case FLOAT -> value.getAsFloat();
      case BOOLEAN -> value.getAsBoolean();
      default -> throw new AssertionError(field.getFullName());
    };
  }
}
