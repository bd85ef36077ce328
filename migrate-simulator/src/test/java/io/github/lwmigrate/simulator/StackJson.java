package io.github.lwmigrate.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import io.github.lwmigrate.json.DeviceJson;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.stack.FieldNames;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Reads requests and answers in the JSON of The Things Stack, as far as recordings need it. */
final class StackJson {
  private static final Set<String> HEX =
      Set.of("dev_eui", "join_eui", "dev_addr", "net_id", "dev_addr_prefixes");

  private StackJson() {}

  static Message read(JsonElement json, Message prototype) {
    Message.Builder message = prototype.newBuilderForType();
    if (json.isJsonObject()) {
      if (prototype instanceof EndDevice) {
        return DeviceJson.read(json.toString()).toProto();
      }
      if (prototype instanceof MACSettings) {
        JsonObject device = new JsonObject();
        device.add("mac_settings", json);
        return DeviceJson.read(device.toString()).toProto().getMacSettings();
      }
      json.getAsJsonObject().entrySet().forEach(field -> set(message, field));
    }
    return message.build();
  }

  private static void set(Message.Builder message, Map.Entry<String, JsonElement> entry) {
    FieldDescriptor field =
        FieldNames.find(message.getDescriptorForType(), entry.getKey()).orElseThrow();
    JsonElement json = entry.getValue();
    if (field.isMapField()) {
      json.getAsJsonObject()
          .entrySet()
          .forEach(item -> message.addRepeatedField(field, mapEntry(message, field, item)));
    } else if (field.isRepeated()) {
      for (JsonElement item : json.getAsJsonArray()) {
        message.addRepeatedField(field, value(message, field, item));
      }
    } else {
      message.setField(field, value(message, field, json));
    }
  }

  private static Message mapEntry(
      Message.Builder message, FieldDescriptor field, Map.Entry<String, JsonElement> item) {
    Message.Builder entry = message.newBuilderForField(field);
    entry.setField(field.getMessageType().findFieldByNumber(1), item.getKey());
    FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
    return entry.setField(value, value(entry, value, item.getValue())).build();
  }

  private static Object value(Message.Builder message, FieldDescriptor field, JsonElement json) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> json.getAsBoolean();
      case INT -> json.getAsInt();
      case LONG -> json.getAsLong();
      case FLOAT -> json.getAsFloat();
      case DOUBLE -> json.getAsDouble();
      case STRING -> json.getAsString();
      case BYTE_STRING -> bytes(field.getName(), json.getAsString());
      case ENUM -> enumValue(field, json.getAsString());
      case MESSAGE -> message(message, field, json);
    };
  }

  private static EnumValueDescriptor enumValue(FieldDescriptor field, String name) {
    return field.getEnumType().findValueByName(name);
  }

  private static Message message(Message.Builder parent, FieldDescriptor field, JsonElement json) {
    Message prototype = parent.newBuilderForField(field).getDefaultInstanceForType();
    if (prototype instanceof FieldMask) {
      return mask(json);
    }
    if (prototype instanceof Timestamp) {
      Instant time = Instant.parse(json.getAsString());
      return Timestamp.newBuilder()
          .setSeconds(time.getEpochSecond())
          .setNanos(time.getNano())
          .build();
    }
    if (prototype instanceof Struct) {
      return struct(json.getAsJsonObject());
    }
    return read(json, prototype);
  }

  static Struct struct(JsonObject json) {
    Struct.Builder struct = Struct.newBuilder();
    json.entrySet().forEach(entry -> struct.putFields(entry.getKey(), value(entry.getValue())));
    return struct.build();
  }

  private static FieldMask mask(JsonElement json) {
    FieldMask.Builder mask = FieldMask.newBuilder();
    if (json instanceof JsonObject paths) {
      JsonArray list = paths.getAsJsonArray("paths");
      list.forEach(path -> mask.addPaths(path.getAsString()));
    } else {
      for (String path : json.getAsString().split(",", -1)) {
        mask.addPaths(path);
      }
    }
    return mask.build();
  }

  private static Value value(JsonElement json) {
    Value.Builder value = Value.newBuilder();
    if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(item -> value.getListValueBuilder().addValues(value(item)));
    } else if (json.getAsJsonPrimitive().isBoolean()) {
      value.setBoolValue(json.getAsBoolean());
    } else if (json.getAsJsonPrimitive().isNumber()) {
      value.setNumberValue(json.getAsDouble());
    } else {
      value.setStringValue(json.getAsString());
    }
    return value.build();
  }

  private static ByteString bytes(String name, String text) {
    if (name.equals("dev_addr_prefixes")) {
      String[] parts = text.split("/", -1);
      return ByteString.copyFrom(HexFormat.of().parseHex(parts[0]))
          .concat(ByteString.copyFrom(new byte[] {Byte.parseByte(parts[1])}));
    }
    return ByteString.copyFrom(
        HEX.contains(name) ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
  }
}
