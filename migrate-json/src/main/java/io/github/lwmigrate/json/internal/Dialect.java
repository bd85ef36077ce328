package io.github.lwmigrate.json.internal;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.FieldMask;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The two ways in which The Things Stack forms JSON, and the rules that tell which one applies.
 *
 * <p>A message has generated JSON code when it, or a message below it, holds something with a form
 * of its own: an enum, an identifier in hexadecimal, a wrapper of the stack, a field mask. All
 * other messages go through protojson, together with everything below them.
 */
enum Dialect {
  GENERATED,
  PROTOJSON;

  private static final String STACK_PACKAGE = "ttn.lorawan.v3.";
  private static final Set<String> ENUMS_AS_NUMBERS =
      Set.of(
          STACK_PACKAGE + "DataRateIndex",
          STACK_PACKAGE + "DataRateOffset",
          STACK_PACKAGE + "RxDelay");
  private static final Map<String, Integer> HEX_LENGTHS =
      Map.of(
          "net_id", 3,
          "dev_eui", 8,
          "join_eui", 8,
          "start_dev_eui", 8,
          "eui", 8,
          "dev_addr", 4,
          "key", 16,
          "root_wor_s_key", 16,
          "join_nonce", 3,
          "dev_nonce", 2);

  static Dialect of(Descriptor type) {
    return isGenerated(type, new HashSet<>()) ? GENERATED : PROTOJSON;
  }

  /** The dialect of a message found in a field of a message of this dialect. */
  Dialect below(Descriptor type) {
    return this == PROTOJSON ? PROTOJSON : of(type);
  }

  boolean writesNumber(EnumDescriptor type) {
    return this == PROTOJSON || ENUMS_AS_NUMBERS.contains(type.getFullName());
  }

  /** The number of bytes of a field that is written in hexadecimal. */
  OptionalInt hexLength(FieldDescriptor field) {
    if (this == PROTOJSON || !isStackType(field.getContainingType())) {
      return OptionalInt.empty();
    }
    Integer length = HEX_LENGTHS.get(field.getName());
    return field.getType() == FieldDescriptor.Type.BYTES && length != null
        ? OptionalInt.of(length)
        : OptionalInt.empty();
  }

  /** Messages of the stack that stand for their one value: BoolValue, FrequencyValue and others. */
  static boolean isStackWrapper(Descriptor type) {
    return isStackType(type) && isWrapper(type);
  }

  static boolean isGoogleWrapper(Descriptor type) {
    return type.getFullName().startsWith("google.protobuf.") && isWrapper(type);
  }

  private static boolean isWrapper(Descriptor type) {
    return type.getName().endsWith("Value")
        && type.getFields().size() == 1
        && type.getFields().get(0).getName().equals("value")
        && !type.getFields().get(0).isRepeated();
  }

  private static boolean isStackType(Descriptor type) {
    return type.getFullName().startsWith(STACK_PACKAGE);
  }

  private static boolean isGenerated(Descriptor type, Set<Descriptor> visited) {
    if (isStackWrapper(type) || type.equals(FieldMask.getDescriptor())) {
      return true;
    }
    if (!isStackType(type) || !visited.add(type)) {
      return false;
    }
    for (FieldDescriptor field : type.getFields()) {
      FieldDescriptor valued =
          field.isMapField() ? field.getMessageType().findFieldByName("value") : field;
      if (valued.getJavaType() == JavaType.ENUM
          || GENERATED.hexLength(field).isPresent()
          || (valued.getJavaType() == JavaType.MESSAGE
              && isGenerated(valued.getMessageType(), visited))) {
        return true;
      }
    }
    return false;
  }
}
