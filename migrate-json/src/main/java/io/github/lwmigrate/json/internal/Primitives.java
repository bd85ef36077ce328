package io.github.lwmigrate.json.internal;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Fields whose values are not objects, one class for each JVM type: nothing is boxed. */
final class Primitives {
  private Primitives() {}

  static FieldPlan of(FieldDescriptor field, Accessors accessors, Dialect dialect) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> new BooleanField(field, accessors, dialect);
      case INT, ENUM -> new IntField(field, accessors, dialect);
      case LONG -> new LongField(field, accessors, dialect);
      case FLOAT -> new FloatField(field, accessors, dialect);
      case DOUBLE -> new DoubleField(field, accessors, dialect);
      default -> throw new IllegalArgumentException(field.getFullName() + " is no primitive");
    };
  }

  private abstract static class Primitive extends FieldPlan {
    private final @Nullable MethodHandle has;
    private final MethodHandle clear;

    Primitive(FieldDescriptor field, Accessors accessors, Dialect dialect) {
      super(field, dialect);
      this.has = field.hasPresence() ? accessors.has() : null;
      this.clear = accessors.clear();
    }

    abstract boolean isZero(Message message);

    @Override
    void write(Message message, Output out) throws IOException {
      if (isGiven(message)) {
        out.name(name);
        writeValue(message, out);
      }
    }

    private boolean isGiven(Message message) {
      try {
        return has == null ? !isZero(message) : (boolean) has.invokeExact(message);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }

    @Override
    boolean acceptsNull() {
      return dialect == Dialect.PROTOJSON;
    }

    @Override
    void readNull(Message.Builder builder) {
      try {
        clear.invokeExact(builder);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }
  }

  private static final class BooleanField extends Primitive {
    private final MethodHandle get;
    private final MethodHandle set;

    BooleanField(FieldDescriptor field, Accessors accessors, Dialect dialect) {
      super(field, accessors, dialect);
      this.get = accessors.get(boolean.class);
      this.set = accessors.set(boolean.class);
    }

    private boolean value(Message message) {
      try {
        return (boolean) get.invokeExact(message);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }

    @Override
    boolean isZero(Message message) {
      return !value(message);
    }

    @Override
    void writeValue(Message message, Output out) throws IOException {
      out.value(value(message));
    }

    @Override
    void readValue(Input in, Message.Builder builder) throws IOException {
      boolean value = in.nextBoolean();
      try {
        set.invokeExact(builder, value);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }
  }

  private static final class IntField extends Primitive {
    private final MethodHandle get;
    private final MethodHandle set;
    private final IntText text;

    IntField(FieldDescriptor field, Accessors accessors, Dialect dialect) {
      super(field, accessors, dialect);
      this.get = accessors.get(int.class);
      this.set = accessors.set(int.class);
      this.text = IntText.of(field, dialect);
    }

    private int value(Message message) {
      try {
        return (int) get.invokeExact(message);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }

    @Override
    boolean isZero(Message message) {
      return value(message) == 0;
    }

    @Override
    void writeValue(Message message, Output out) throws IOException {
      text.write(value(message), out);
    }

    @Override
    void readValue(Input in, Message.Builder builder) throws IOException {
      int value = text.read(in);
      try {
        set.invokeExact(builder, value);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }
  }

  private static final class LongField extends Primitive {
    private final MethodHandle get;
    private final MethodHandle set;
    private final Numbers.IntegerType type;

    LongField(FieldDescriptor field, Accessors accessors, Dialect dialect) {
      super(field, accessors, dialect);
      this.get = accessors.get(long.class);
      this.set = accessors.set(long.class);
      this.type = Numbers.IntegerType.of(field);
    }

    private long value(Message message) {
      try {
        return (long) get.invokeExact(message);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }

    @Override
    boolean isZero(Message message) {
      return value(message) == 0;
    }

    @Override
    void writeValue(Message message, Output out) throws IOException {
      out.value(type.text(value(message)));
    }

    @Override
    void readValue(Input in, Message.Builder builder) throws IOException {
      long value = type.read(in, dialect);
      try {
        set.invokeExact(builder, value);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }
  }

  private static final class FloatField extends Primitive {
    private final MethodHandle get;
    private final MethodHandle set;

    FloatField(FieldDescriptor field, Accessors accessors, Dialect dialect) {
      super(field, accessors, dialect);
      this.get = accessors.get(float.class);
      this.set = accessors.set(float.class);
    }

    private float value(Message message) {
      try {
        return (float) get.invokeExact(message);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }

    /** Negative zero is zero in the generated code, but a value in protojson. */
    @Override
    boolean isZero(Message message) {
      float value = value(message);
      return dialect == Dialect.GENERATED ? value == 0 : Float.floatToRawIntBits(value) == 0;
    }

    @Override
    void writeValue(Message message, Output out) throws IOException {
      Numbers.write(value(message), out);
    }

    @Override
    void readValue(Input in, Message.Builder builder) throws IOException {
      float value = Numbers.readFloat(in);
      try {
        set.invokeExact(builder, value);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }
  }

  private static final class DoubleField extends Primitive {
    private final MethodHandle get;
    private final MethodHandle set;

    DoubleField(FieldDescriptor field, Accessors accessors, Dialect dialect) {
      super(field, accessors, dialect);
      this.get = accessors.get(double.class);
      this.set = accessors.set(double.class);
    }

    private double value(Message message) {
      try {
        return (double) get.invokeExact(message);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }

    @Override
    boolean isZero(Message message) {
      double value = value(message);
      return dialect == Dialect.GENERATED ? value == 0 : Double.doubleToRawLongBits(value) == 0;
    }

    @Override
    void writeValue(Message message, Output out) throws IOException {
      Numbers.write(value(message), out);
    }

    @Override
    void readValue(Input in, Message.Builder builder) throws IOException {
      double value = Numbers.readDouble(in);
      try {
        set.invokeExact(builder, value);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }
  }
}
