package io.github.lwmigrate.stack;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

/** How message types count in field masks. */
final class FieldTypes {
  private FieldTypes() {}

  /** Whether field masks of The Things Stack go into a field: a singular message of its own. */
  static boolean hasPathsBelow(FieldDescriptor field) {
    return !field.isRepeated()
        && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !isWellKnown(field.getMessageType())
        && !field.getMessageType().getFields().isEmpty();
  }

  /** Whether a present message counts as one value. */
  static boolean isLowest(Descriptor type) {
    return isWellKnown(type) || isWrapper(type);
  }

  /** Whether a type of The Things Stack does nothing but say if its one value is present. */
  static boolean isWrapper(Descriptor type) {
    return type.getName().endsWith("Value")
        && type.getFields().size() == 1
        && type.getFields().get(0).getName().equals("value");
  }

  static boolean isWellKnown(Descriptor type) {
    return type.getFile().getPackage().equals("google.protobuf");
  }
}
