package io.github.lwmigrate.stack;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A value of one field. Its form is one of: {@code absent}, {@code empty} (a message), {@code value
 * V}, {@code len N} (a text or bytes of that length), {@code key K} (of a map), {@code count N}
 * (elements).
 */
record RuleSample(String messageType, String field, String form) {
  private static final Map<String, Descriptor> TYPES = new HashMap<>();

  static {
    addTypes(EndDevice.getDescriptor());
  }

  private static void addTypes(Descriptor type) {
    if (TYPES.putIfAbsent(type.getFullName(), type) == null) {
      type.getFields().stream()
          .filter(f -> f.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
          .forEach(f -> addTypes(f.getMessageType()));
    }
  }

  /** Whether the field is one of several of which one is chosen. */
  boolean isOfChoice() {
    return descriptor().getRealContainingOneof() != null;
  }

  private FieldDescriptor descriptor() {
    return FieldNames.find(type(), field).orElseThrow();
  }

  private Descriptor type() {
    return Objects.requireNonNull(TYPES.get("ttn.lorawan.v3." + messageType));
  }

  /** What the checks say about this field, of all that they say about a message that holds it. */
  Optional<String> violation() {
    FieldDescriptor descriptor = descriptor();
    OneofDescriptor choice = descriptor.getRealContainingOneof();
    String path =
        choice == null
            ? field
            : form.equals("absent") ? choice.getName() : choice.getName() + "." + field;
    boolean many = form.startsWith("count") || form.startsWith("key");
    return MessageRules.check(message(type(), descriptor)).stream()
        .filter(v -> v.path().equals(path) || (!many && v.path().startsWith(path + ".")))
        .map(MessageRules.Violation::reason)
        .findFirst();
  }

  private Message message(Descriptor type, FieldDescriptor descriptor) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
    int blank = form.indexOf(' ');
    String kind = blank < 0 ? form : form.substring(0, blank);
    String argument = blank < 0 ? "" : form.substring(blank + 1).replace("\\n", "\n");
    switch (kind) {
      case "absent" -> {}
      case "empty" -> builder.setField(descriptor, builder.newBuilderForField(descriptor).build());
      case "value" -> add(builder, descriptor, value(descriptor, argument));
      case "len" -> add(builder, descriptor, ofLength(descriptor, Integer.parseInt(argument)));
      case "key" -> addEntry(builder, descriptor, argument);
      case "count" -> {
        for (int i = 0; i < Integer.parseInt(argument); i++) {
          if (descriptor.isMapField()) {
            addEntry(builder, descriptor, "abc" + i);
          } else {
            builder.addRepeatedField(descriptor, element(builder, descriptor));
          }
        }
      }
      default -> throw new IllegalArgumentException(form);
    }
    return builder.build();
  }

  private static void add(Message.Builder builder, FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      builder.addRepeatedField(field, value);
    } else {
      builder.setField(field, value);
    }
  }

  private static Object element(Message.Builder builder, FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        ? builder.newBuilderForField(field).build()
        : value(field, field.getType() == FieldDescriptor.Type.UINT64 ? "868100000" : "0");
  }

  private static void addEntry(Message.Builder builder, FieldDescriptor field, String key) {
    FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
    boolean text = keyField.getJavaType() == FieldDescriptor.JavaType.STRING;
    Message.Builder entry = builder.newBuilderForField(field);
    entry.setField(keyField, text ? key : value(keyField, key.replaceAll("\\D", "")));
    builder.addRepeatedField(field, entry.build());
  }

  private static Object ofLength(FieldDescriptor field, int length) {
    return field.getType() == FieldDescriptor.Type.BYTES
        ? ByteString.copyFrom(new byte[length])
        : "a".repeat(length);
  }

  private static Object value(FieldDescriptor field, String text) {
    return switch (field.getJavaType()) {
      case STRING -> text;
      case BOOLEAN -> text.equals("true");
      case INT ->
          field.getType() == FieldDescriptor.Type.UINT32
              ? Integer.parseUnsignedInt(text)
              : Integer.parseInt(text);
      case LONG -> Long.parseUnsignedLong(text);
      case FLOAT -> Float.parseFloat(text.replace("Inf", "Infinity"));
      case DOUBLE -> Double.parseDouble(text.replace("Inf", "Infinity"));
      case ENUM -> enumValue(field.getEnumType(), Integer.parseInt(text));
      case BYTE_STRING, MESSAGE -> throw new IllegalArgumentException(field.getFullName());
    };
  }

  private static Object enumValue(EnumDescriptor type, int number) {
    return type.findValueByNumberCreatingIfUnknown(number);
  }
}
