package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ErrorDetails;
import io.grpc.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds an error in the form of The Things Stack. */
final class ErrorBuilder {
  private final Status.Code code;
  private final String namespace;
  private final String name;
  private final String format;
  private final Map<String, Value> attributes = new LinkedHashMap<>();
  private @Nullable ErrorDetails cause;

  private ErrorBuilder(Status.Code code, String namespace, String name, String format) {
    this.code = code;
    this.namespace = namespace;
    this.name = name;
    this.format = format;
  }

  static ErrorBuilder error(Status.Code code, String namespace, String name, String format) {
    return new ErrorBuilder(code, namespace, name, format);
  }

  ErrorBuilder with(String attribute, String value) {
    attributes.put(attribute, Value.newBuilder().setStringValue(value).build());
    return this;
  }

  ErrorBuilder with(String attribute, double value) {
    attributes.put(attribute, Value.newBuilder().setNumberValue(value).build());
    return this;
  }

  ErrorBuilder with(String attribute, List<String> values) {
    ListValue.Builder list = ListValue.newBuilder();
    values.forEach(value -> list.addValuesBuilder().setStringValue(value));
    attributes.put(attribute, Value.newBuilder().setListValue(list).build());
    return this;
  }

  ErrorBuilder because(@Nullable ErrorDetails cause) {
    this.cause = cause;
    return this;
  }

  ErrorDetails details() {
    ErrorDetails.Builder details =
        ErrorDetails.newBuilder()
            .setNamespace(namespace)
            .setName(name)
            .setMessageFormat(format)
            .setCorrelationId(UUID.randomUUID().toString().replace("-", ""))
            .setCode(code.value());
    if (!attributes.isEmpty()) {
      details.setAttributes(Struct.newBuilder().putAllFields(attributes));
    }
    if (cause != null) {
      details.setCause(cause);
    }
    return details.build();
  }

  StackException build() {
    String text = format;
    for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
      text = text.replace("{" + attribute.getKey() + "}", text(attribute.getValue()));
    }
    return new StackException(
        Status.fromCode(code)
            .withDescription("error:" + namespace + ":" + name + " (" + text + ")"),
        details());
  }

  private static String text(Value value) {
    return switch (value.getKindCase()) {
      case NUMBER_VALUE -> Long.toString((long) value.getNumberValue());
      case STRING_VALUE -> value.getStringValue();
      default -> "";
    };
  }
}
