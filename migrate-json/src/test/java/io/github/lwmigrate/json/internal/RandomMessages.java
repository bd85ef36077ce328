package io.github.lwmigrate.json.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Messages with random content that device JSON can hold, the same for the same seed. */
final class RandomMessages {
  private static final int DEEPEST = 12;
  private static final String[] TEXTS = {
    "a",
    "pump-7",
    "\"quoted\" \\ back",
    "line\nend\ttab\u0001",
    "é ß 中文",
    "😀👩‍🚀",
    "<b>&'",
    "\u2028",
    "null",
    "0"
  };

  private final RandomGenerator random;

  RandomMessages(RandomGenerator random) {
    this.random = random;
  }

  EndDevice device() {
    return (EndDevice) message(EndDevice.getDefaultInstance(), 0);
  }

  /** A message of any type, not deep. */
  Message message(Message prototype) {
    return message(prototype, DEEPEST - 3);
  }

  private Message message(Message prototype, int depth) {
    Message special = special(prototype, depth);
    if (special != null) {
      return special;
    }
    Message.Builder builder = prototype.newBuilderForType();
    double density = random.nextDouble();
    Set<FieldDescriptor> chosen = new HashSet<>();
    for (OneofDescriptor oneof : builder.getDescriptorForType().getOneofs()) {
      chosen.add(oneof.getField(random.nextInt(oneof.getFieldCount())));
    }
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      boolean excluded = field.getRealContainingOneof() != null && !chosen.contains(field);
      if (excluded || random.nextDouble() >= density || (message && depth == DEEPEST)) {
        continue;
      }
      if (field.isRepeated()) {
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
          builder.addRepeatedField(field, value(field, builder, depth));
        }
      } else {
        builder.setField(field, value(field, builder, depth));
      }
    }
    return builder.build();
  }

  private Object value(FieldDescriptor field, Message.Builder parent, int depth) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextBoolean() ? random.nextInt(5) : random.nextInt();
      case LONG -> random.nextBoolean() ? random.nextInt(5) : random.nextLong();
      case FLOAT -> positiveZero(Float.intBitsToFloat(random.nextInt()));
      case DOUBLE -> positiveZero(Double.longBitsToDouble(random.nextLong()));
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case BYTE_STRING -> bytes(Dialect.GENERATED.hexLength(field).orElse(1 + random.nextInt(9)));
      case ENUM -> enumValue(field);
      case MESSAGE ->
          message(parent.newBuilderForField(field).getDefaultInstanceForType(), depth + 1);
    };
  }

  private static float positiveZero(float value) {
    if (Float.isNaN(value)) {
      return Float.NaN;
    }
    return value == 0 ? 0 : value;
  }

  private static double positiveZero(double value) {
    if (Double.isNaN(value)) {
      return Double.NaN;
    }
    return value == 0 ? 0 : value;
  }

  private EnumValueDescriptor enumValue(FieldDescriptor field) {
    List<EnumValueDescriptor> values = field.getEnumType().getValues();
    return random.nextInt(10) == 0
        ? field.getEnumType().findValueByNumberCreatingIfUnknown(1000 + random.nextInt(9))
        : values.get(random.nextInt(values.size()));
  }

  private ByteString bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private @Nullable Message special(Message prototype, int depth) {
    if (prototype instanceof Timestamp) {
      return Timestamp.newBuilder()
          .setSeconds(random.nextLong(-62135596800L, 253402300800L))
          .setNanos(nanos())
          .build();
    }
    if (prototype instanceof Duration) {
      int sign = random.nextBoolean() ? 1 : -1;
      return Duration.newBuilder()
          .setSeconds(sign * random.nextLong(9223372036L))
          .setNanos(sign * nanos())
          .build();
    }
    return prototype instanceof Struct ? struct(depth) : null;
  }

  private int nanos() {
    int[] units = {1_000_000_000, 1_000_000, 1_000, 1};
    int unit = units[random.nextInt(units.length)];
    return random.nextInt(1_000_000_000) / unit * unit;
  }

  private Struct struct(int depth) {
    Struct.Builder struct = Struct.newBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      struct.putFields(TEXTS[random.nextInt(TEXTS.length)], value(depth + 1));
    }
    return struct.build();
  }

  private Value value(int depth) {
    Value.Builder value = Value.newBuilder();
    return switch (random.nextInt(depth < DEEPEST ? 6 : 4)) {
      case 0 -> value.setNullValue(NullValue.NULL_VALUE).build();
      case 1 -> value.setBoolValue(random.nextBoolean()).build();
      case 2 -> value.setNumberValue(random.nextGaussian()).build();
      case 3 -> value.setStringValue(TEXTS[random.nextInt(TEXTS.length)]).build();
      case 4 -> value.setStructValue(struct(depth)).build();
      default -> value.setListValue(ListValue.newBuilder().addValues(value(depth + 1))).build();
    };
  }
}
