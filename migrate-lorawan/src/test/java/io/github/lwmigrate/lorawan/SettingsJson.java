package io.github.lwmigrate.lorawan;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import java.util.Base64;

/** Reads MAC settings as the recordings write them: wrapper messages as their bare value. */
final class SettingsJson {

  private SettingsJson() {}

  static MACSettings parse(JsonObject json) {
    MACSettings.Builder settings = MACSettings.newBuilder();
    fill(settings, json);
    return settings.build();
  }

  private static void fill(Message.Builder message, JsonObject json) {
    for (String name : json.keySet()) {
      FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
      JsonElement value = json.get(name);
      if (field.isRepeated()) {
        value
            .getAsJsonArray()
            .forEach(item -> message.addRepeatedField(field, value(message, field, item)));
      } else {
        message.setField(field, value(message, field, value));
      }
    }
  }

  private static Object value(Message.Builder parent, FieldDescriptor field, JsonElement json) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return scalar(field, json.getAsJsonPrimitive());
    }
    Message.Builder message = parent.newBuilderForField(field);
    Descriptor type = field.getMessageType();
    if (type.equals(Duration.getDescriptor())) {
      return Duration.newBuilder()
          .setSeconds(Long.parseLong(json.getAsString().replace("s", "")))
          .build();
    }
    if (json.isJsonObject()) {
      fill(message, json.getAsJsonObject());
    } else {
      FieldDescriptor wrapped = type.findFieldByName("value");
      message.setField(wrapped, scalar(wrapped, json.getAsJsonPrimitive()));
    }
    return message.build();
  }

  private static Object scalar(FieldDescriptor field, JsonPrimitive json) {
    return switch (field.getJavaType()) {
      case ENUM -> enumValue(field.getEnumType(), json);
      case BOOLEAN -> json.getAsBoolean();
      case FLOAT -> json.getAsFloat();
      case INT -> json.getAsInt();
      case LONG -> json.getAsLong();
      case STRING -> json.getAsString();
      case BYTE_STRING -> ByteString.copyFrom(Base64.getDecoder().decode(json.getAsString()));
      case DOUBLE, MESSAGE -> throw new IllegalArgumentException(field.getFullName());
    };
  }

  private static Object enumValue(EnumDescriptor type, JsonPrimitive json) {
    return json.isNumber()
        ? type.findValueByNumber(json.getAsInt())
        : type.findValueByName(json.getAsString());
  }
}
