package io.github.lwmigrate.json.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/**
 * The generated methods of one field as method handles on {@link Message} and {@link
 * Message.Builder}, so that they can be invoked exactly. Enums appear as their numbers.
 */
final class Accessors {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

  private final FieldDescriptor field;
  private final Class<?> message;
  private final Class<?> builder;
  private final String name;

  Accessors(FieldDescriptor field, Message prototype) {
    this.field = field;
    this.message = prototype.getClass();
    this.builder = prototype.newBuilderForType().getClass();
    String plain = methodName(field.getName());
    // getClass is taken.
    this.name = plain.equals("Class") ? "Class_" : plain;
  }

  /** The JVM type of the field's values. */
  private Class<?> valueType() {
    return switch (field.getJavaType()) {
      case BOOLEAN -> boolean.class;
      case INT, ENUM -> int.class;
      case LONG -> long.class;
      case FLOAT -> float.class;
      case DOUBLE -> double.class;
      case STRING -> String.class;
      case BYTE_STRING -> ByteString.class;
      case MESSAGE -> messageType();
    };
  }

  private Class<?> messageType() {
    return field.isRepeated()
        ? find(message, "get" + name, int.class).getReturnType()
        : find(message, "get" + name).getReturnType();
  }

  private String value() {
    return field.getJavaType() == JavaType.ENUM ? "Value" : "";
  }

  MethodHandle get(Class<?> as) {
    return handle(find(message, "get" + name + value()), as, Message.class);
  }

  MethodHandle has() {
    return handle(find(message, "has" + name), boolean.class, Message.class);
  }

  MethodHandle set(Class<?> as) {
    return handle(
        find(builder, "set" + name + value(), valueType()), void.class, Message.Builder.class, as);
  }

  MethodHandle clear() {
    return handle(find(builder, "clear" + name), void.class, Message.Builder.class);
  }

  MethodHandle list() {
    return handle(find(message, "get" + name + value() + "List"), List.class, Message.class);
  }

  MethodHandle add() {
    return handle(
        find(builder, "add" + name + value(), valueType()),
        void.class,
        Message.Builder.class,
        Object.class);
  }

  MethodHandle map() {
    return handle(find(message, "get" + name + "Map"), Map.class, Message.class);
  }

  MethodHandle putAll() {
    return handle(
        find(builder, "putAll" + name, Map.class), void.class, Message.Builder.class, Map.class);
  }

  private static MethodHandle handle(Method method, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.unreflect(method).asType(MethodType.methodType(result, parameters));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("generated method " + method + " is not public", e);
    }
  }

  private Method find(Class<?> type, String method, Class<?>... parameters) {
    try {
      return type.getMethod(method, parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no generated method for " + field.getFullName(), e);
    }
  }

  private static String methodName(String field) {
    StringBuilder name = new StringBuilder(field.length());
    boolean capital = true;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '_') {
        capital = true;
      } else if (c >= '0' && c <= '9') {
        name.append(c);
        capital = true;
      } else {
        name.append(capital ? Character.toUpperCase(c) : c);
        capital = false;
      }
    }
    return name.toString();
  }

  /** What an invocation of a generated method throws can only be unchecked. */
  static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      return exception;
    }
    return new IllegalStateException("generated method threw a checked exception", thrown);
  }
}
