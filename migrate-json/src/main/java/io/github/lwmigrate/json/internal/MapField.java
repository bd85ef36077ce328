package io.github.lwmigrate.json.internal;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A map, written in the order of its keys. */
final class MapField extends FieldPlan {
  private final Form form;
  private final Key key;
  private final MethodHandle map;
  private final MethodHandle putAll;
  private final MethodHandle clear;

  MapField(FieldDescriptor field, Accessors accessors, Message parent, Dialect dialect) {
    super(field, dialect);
    FieldDescriptor valueField = field.getMessageType().findFieldByName("value");
    Message entry = parent.newBuilderForType().newBuilderForField(field).build();
    this.form = elementForm(valueField, entry, dialect);
    this.key = Key.of(field.getMessageType().findFieldByName("key"));
    this.map = accessors.map();
    this.putAll = accessors.putAll();
    this.clear = accessors.clear();
  }

  private Map<?, ?> entries(Message message) {
    try {
      return (Map<?, ?>) map.invokeExact(message);
    } catch (Throwable e) {
      throw Accessors.unchecked(e);
    }
  }

  @Override
  void write(Message message, Output out) throws IOException {
    if (!entries(message).isEmpty()) {
      out.name(name);
      writeValue(message, out);
    }
  }

  @Override
  void writeValue(Message message, Output out) throws IOException {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(entries(message).entrySet());
    entries.sort((a, b) -> key.compare(a.getKey(), b.getKey()));
    out.beginObject();
    for (Map.Entry<?, ?> entry : entries) {
      out.name(key.text(entry.getKey()));
      form.write(entry.getValue(), out);
    }
    out.endObject();
  }

  @Override
  void addUnknown(Message message, String prefix, List<String> found) {
    for (Object value : entries(message).values()) {
      form.addUnknown(value, prefix + name, found);
    }
  }

  @Override
  void readValue(Input in, Message.Builder builder) throws IOException {
    Map<Object, Object> entries = new HashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      Object read = key.read(name, in, dialect);
      if (entries.containsKey(read)) {
        in.duplicateKey(name, dialect == Dialect.PROTOJSON);
      }
      entries.put(read, ListField.element(in, form, dialect));
    }
    in.endObject();
    try {
      clear.invokeExact(builder);
      putAll.invokeExact(builder, (Map<?, ?>) entries);
    } catch (Throwable e) {
      throw Accessors.unchecked(e);
    }
  }

  @Override
  void readNull(Message.Builder builder) {
    try {
      clear.invokeExact(builder);
    } catch (Throwable e) {
      throw Accessors.unchecked(e);
    }
  }

  /** The key types that occur. */
  private enum Key {
    TEXT {
      @Override
      int compare(Object a, Object b) {
        return ((String) a).compareTo((String) b);
      }

      @Override
      String text(Object key) {
        return (String) key;
      }

      @Override
      Object read(String name, Input in, Dialect dialect) {
        String valid = Form.Text.replaceLoneSurrogates(name);
        if (dialect == Dialect.PROTOJSON && !valid.equals(name)) {
          throw in.nameMismatch(name, "a key of whole Unicode characters");
        }
        return valid;
      }
    },
    UINT32 {
      @Override
      int compare(Object a, Object b) {
        return Integer.compareUnsigned((Integer) a, (Integer) b);
      }

      @Override
      String text(Object key) {
        return Integer.toUnsignedString((Integer) key);
      }

      @Override
      Object read(String name, Input in, Dialect dialect) {
        return (int) Numbers.IntegerType.UINT32.readKey(name, in, dialect);
      }
    },
    UINT64 {
      @Override
      int compare(Object a, Object b) {
        return Long.compareUnsigned((Long) a, (Long) b);
      }

      @Override
      String text(Object key) {
        return Long.toUnsignedString((Long) key);
      }

      @Override
      Object read(String name, Input in, Dialect dialect) {
        return Numbers.IntegerType.UINT64.readKey(name, in, dialect);
      }
    };

    static Key of(FieldDescriptor field) {
      if (field.getJavaType() == JavaType.STRING) {
        return TEXT;
      }
      return switch (field.getType()) {
        case UINT32 -> UINT32;
        case UINT64 -> UINT64;
        default ->
            throw new IllegalArgumentException("no JSON form for map keys of " + field.getType());
      };
    }

    abstract int compare(Object a, Object b);

    abstract String text(Object key);

    abstract Object read(String name, Input in, Dialect dialect);
  }
}
