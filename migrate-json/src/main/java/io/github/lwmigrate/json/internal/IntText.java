package io.github.lwmigrate.json.internal;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.io.IOException;

/** The text of what Java holds in an int: integers of 32 bits, and enums by their number. */
interface IntText {
  void write(int value, Output out) throws IOException;

  int read(Input in) throws IOException;

  static IntText of(FieldDescriptor field, Dialect dialect) {
    return field.getJavaType() == JavaType.ENUM
        ? new EnumForm(field.getEnumType(), dialect)
        : new Whole(Numbers.IntegerType.of(field), dialect);
  }

  /** An integer. */
  record Whole(Numbers.IntegerType type, Dialect dialect) implements IntText {
    @Override
    public void write(int value, Output out) throws IOException {
      out.value(type == Numbers.IntegerType.UINT32 ? Integer.toUnsignedLong(value) : value);
    }

    @Override
    public int read(Input in) throws IOException {
      return (int) type.read(in, dialect);
    }
  }
}
