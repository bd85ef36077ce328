package io.github.lwmigrate.json.internal;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import io.github.lwmigrate.stack.FieldNames;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one field of a message is read and written; made once from its descriptor. */
abstract class FieldPlan {
  final String name;
  final Dialect dialect;

  FieldPlan(FieldDescriptor field, Dialect dialect) {
    this.name = FieldNames.of(field);
    this.dialect = dialect;
  }

  static FieldPlan of(FieldDescriptor field, Message parent, Dialect dialect) {
    Accessors accessors = new Accessors(field, parent);
    if (field.isMapField()) {
      return new MapField(field, accessors, parent, dialect);
    }
    if (field.isRepeated()) {
      return new ListField(field, accessors, parent, dialect);
    }
    return switch (field.getJavaType()) {
      case MESSAGE, STRING, BYTE_STRING ->
          new ObjectField(field, accessors, objectForm(field, parent, dialect), dialect);
      default -> Primitives.of(field, accessors, dialect);
    };
  }

  /** The form of one value of a field, boxed if need be. */
  static Form elementForm(FieldDescriptor field, Message parent, Dialect dialect) {
    return switch (field.getJavaType()) {
      case MESSAGE, STRING, BYTE_STRING -> objectForm(field, parent, dialect);
      case BOOLEAN ->
          new Form.Boxed((value, out) -> out.value((boolean) value), Input::nextBoolean);
      case INT, ENUM -> {
        IntText text = IntText.of(field, dialect);
        yield new Form.Boxed((value, out) -> text.write((int) value, out), text::read);
      }
      case LONG -> {
        Numbers.IntegerType type = Numbers.IntegerType.of(field);
        yield new Form.Boxed(
            (value, out) -> out.value(type.text((long) value)), in -> type.read(in, dialect));
      }
      case FLOAT ->
          new Form.Boxed((value, out) -> Numbers.write((float) value, out), Numbers::readFloat);
      case DOUBLE ->
          new Form.Boxed((value, out) -> Numbers.write((double) value, out), Numbers::readDouble);
    };
  }

  private static Form objectForm(FieldDescriptor field, Message parent, Dialect dialect) {
    return switch (field.getJavaType()) {
      case STRING -> new Form.Text(dialect);
      case BYTE_STRING -> new Form.Bytes(dialect.hexLength(field).orElse(0));
      default -> messageForm(field, parent, dialect);
    };
  }

  private static Form messageForm(FieldDescriptor field, Message parent, Dialect dialect) {
    Descriptor type = field.getMessageType();
    if (type.equals(Timestamp.getDescriptor())) {
      return new Form.Time(dialect);
    }
    if (type.equals(Duration.getDescriptor())) {
      return new Form.Span();
    }
    if (type.equals(Struct.getDescriptor())) {
      return new Form.FreeForm();
    }
    if (type.equals(FieldMask.getDescriptor())) {
      return new Form.Mask();
    }
    Message prototype =
        parent.newBuilderForType().newBuilderForField(field).getDefaultInstanceForType();
    if (Dialect.isGoogleWrapper(type)
        || (dialect == Dialect.GENERATED && Dialect.isStackWrapper(type))) {
      return new Form.Wrapper(prototype, dialect);
    }
    return new Form.OfMessage(prototype, dialect.below(type));
  }

  /** Writes name and value when the field counts as given. */
  abstract void write(Message message, Output out) throws IOException;

  /** Writes the value alone, given or not. */
  abstract void writeValue(Message message, Output out) throws IOException;

  /** Reads the value, replacing what the field had. */
  abstract void readValue(Input in, Message.Builder builder) throws IOException;

  /** Reads the value or null, replacing what the field had. */
  void read(Input in, Message.Builder builder) throws IOException {
    if (in.nextIsNull() && (acceptsNull() || in.options().acceptsNulls())) {
      in.nextNull();
      readNull(builder);
    } else {
      readValue(in, builder);
    }
  }

  boolean acceptsNull() {
    return true;
  }

  abstract void readNull(Message.Builder builder);

  /** Adds what the field holds of fields that are known by number only. */
  void addUnknown(Message message, String prefix, List<String> found) {}

  /** A message, string or bytes. */
  static final class ObjectField extends FieldPlan {
    private final Form form;
    private final MethodHandle get;
    private final MethodHandle set;
    private final MethodHandle clear;
    private final @Nullable MethodHandle has;
    private final boolean selectedByNull;
    private final boolean isSessionKeyId;

    ObjectField(FieldDescriptor field, Accessors accessors, Form form, Dialect dialect) {
      super(field, dialect);
      this.form = form;
      this.get = accessors.get(Object.class);
      this.set = accessors.set(Object.class);
      this.clear = accessors.clear();
      this.has = field.hasPresence() ? accessors.has() : null;
      this.isSessionKeyId =
          field.getNumber() == SessionKeys.SESSION_KEY_ID_FIELD_NUMBER
              && field.getContainingType().equals(SessionKeys.getDescriptor());
      this.selectedByNull = dialect == Dialect.GENERATED && field.getRealContainingOneof() != null;
    }

    private Object value(Message message) {
      try {
        return (Object) get.invokeExact(message);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }

    private void set(Message.Builder builder, Object value) {
      try {
        set.invokeExact(builder, value);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }

    private boolean has(Message message) {
      try {
        return has == null ? !form.isEmpty(value(message)) : (boolean) has.invokeExact(message);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }

    @Override
    void write(Message message, Output out) throws IOException {
      if (has(message)) {
        out.name(name);
        writeValue(message, out);
      } else if (isSessionKeyId && out.emptySessionKeyId()) {
        out.name(name);
        out.value("");
      }
    }

    @Override
    void writeValue(Message message, Output out) throws IOException {
      form.write(value(message), out);
    }

    @Override
    void addUnknown(Message message, String prefix, List<String> found) {
      if (has(message)) {
        form.addUnknown(value(message), prefix + name, found);
      }
    }

    @Override
    void readValue(Input in, Message.Builder builder) throws IOException {
      set(builder, form.read(in));
    }

    @Override
    void readNull(Message.Builder builder) {
      Object selected = selectedByNull ? form.ofNull() : null;
      if (selected != null) {
        set(builder, selected);
        return;
      }
      try {
        clear.invokeExact(builder);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }
  }
}
