package io.github.lwmigrate.stack;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one field of one message class. Enums appear as their numbers, maps as maps. Generated
 * classes are read by their own methods, which is several times as fast as protobuf's reflection.
 */
abstract class FieldReader {

  static FieldReader of(FieldDescriptor field, Message prototype) {
    return prototype instanceof DynamicMessage
        ? new Dynamic(field)
        : new Generated(field, prototype.getClass());
  }

  /** The value, a list or a map; of an absent field its default. */
  abstract Object get(Message message);

  /** Whether a field that knows presence is there. */
  abstract boolean has(Message message);

  private static final class Generated extends FieldReader {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();
    private static final MethodType GET = MethodType.methodType(Object.class, Message.class);
    private static final MethodType HAS = MethodType.methodType(boolean.class, Message.class);

    private final MethodHandle get;
    private final @Nullable MethodHandle has;

    Generated(FieldDescriptor field, Class<?> type) {
      String name = methodName(field.getName());
      String value = field.getJavaType() == JavaType.ENUM ? "Value" : "";
      String kind = field.isMapField() ? "Map" : field.isRepeated() ? "List" : "";
      this.get = handle(field, type, "get" + name + value + kind, GET);
      this.has = field.hasPresence() ? handle(field, type, "has" + name, HAS) : null;
    }

    @Override
    Object get(Message message) {
      try {
        return (Object) get.invokeExact(message);
      } catch (Throwable e) {
        throw unchecked(e);
      }
    }

    @Override
    boolean has(Message message) {
      if (has == null) {
        throw new IllegalStateException("the field does not know presence");
      }
      try {
        return (boolean) has.invokeExact(message);
      } catch (Throwable e) {
        throw unchecked(e);
      }
    }

    private static MethodHandle handle(
        FieldDescriptor field, Class<?> type, String method, MethodType as) {
      try {
        return LOOKUP.unreflect(type.getMethod(method)).asType(as);
      } catch (NoSuchMethodException | IllegalAccessException e) {
        throw new IllegalStateException("No generated method for " + field.getFullName(), e);
      }
    }

    private static RuntimeException unchecked(Throwable thrown) {
      if (thrown instanceof Error error) {
        throw error;
      }
      return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
    }

    /** The name that protobuf's compiler for Java makes of a field's. */
    private static String methodName(String field) {
      StringBuilder name = new StringBuilder(field.length());
      boolean capital = true;
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        boolean letter = c >= 'a' && c <= 'z';
        if (c != '_') {
          name.append(capital && letter ? (char) (c - 'a' + 'A') : c);
        }
        capital = !letter;
      }
      // Every object has a method getClass already.
      return field.equals("class") ? "Class_" : name.toString();
    }
  }

  private static final class Dynamic extends FieldReader {
    private final FieldDescriptor field;

    Dynamic(FieldDescriptor field) {
      this.field = field;
    }

    @Override
    Object get(Message message) {
      Object value = message.getField(field);
      if (field.isMapField()) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object element : (List<?>) value) {
          Message entry = (Message) element;
          map.put(
              entry.getField(field.getMessageType().findFieldByNumber(1)),
              entry.getField(field.getMessageType().findFieldByNumber(2)));
        }
        return map;
      }
      if (field.getJavaType() != JavaType.ENUM) {
        return value;
      }
      return field.isRepeated()
          ? ((List<?>) value).stream().map(Dynamic::number).toList()
          : number(value);
    }

    @Override
    boolean has(Message message) {
      return message.hasField(field);
    }

    private static Object number(Object value) {
      return ((EnumValueDescriptor) value).getNumber();
    }
  }
}
