package io.github.lwmigrate.json.internal;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** A list. */
final class ListField extends FieldPlan {
  private final Form form;
  private final MethodHandle list;
  private final MethodHandle add;
  private final MethodHandle clear;

  ListField(FieldDescriptor field, Accessors accessors, Message parent, Dialect dialect) {
    super(field, dialect);
    this.form = elementForm(field, parent, dialect);
    this.list = accessors.list();
    this.add = accessors.add();
    this.clear = accessors.clear();
  }

  private List<?> values(Message message) {
    try {
      return (List<?>) list.invokeExact(message);
    } catch (Throwable e) {
      throw Accessors.unchecked(e);
    }
  }

  @Override
  void write(Message message, Output out) throws IOException {
    if (!values(message).isEmpty()) {
      out.name(name);
      writeValue(message, out);
    }
  }

  @Override
  void writeValue(Message message, Output out) throws IOException {
    List<?> values = values(message);
    out.beginArray();
    for (int i = 0; i < values.size(); i++) {
      form.write(values.get(i), out);
    }
    out.endArray();
  }

  @Override
  void addUnknown(Message message, String prefix, List<String> found) {
    for (Object value : values(message)) {
      form.addUnknown(value, prefix + name, found);
    }
  }

  @Override
  void readValue(Input in, Message.Builder builder) throws IOException {
    readNull(builder);
    in.beginArray();
    while (in.hasNext()) {
      Object value = element(in, form, dialect);
      try {
        add.invokeExact(builder, value);
      } catch (Throwable e) {
        throw Accessors.unchecked(e);
      }
    }
    in.endArray();
  }

  /** An element of a list, or the value of a map entry; it cannot be absent. */
  static Object element(Input in, Form form, Dialect dialect) throws IOException {
    if (dialect == Dialect.GENERATED && in.nextIsNull()) {
      Object ofNull = form.ofNull();
      if (ofNull != null) {
        in.nextNull();
        return ofNull;
      }
    }
    return form.read(in);
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
