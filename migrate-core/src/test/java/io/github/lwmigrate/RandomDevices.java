package io.github.lwmigrate;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import io.github.lwmigrate.device.EndDevice;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes devices with any fields set to anything, the same ones for the same seed. */
public final class RandomDevices {

  private static final int DEEPEST = 6;

  /** Lengths of byte fields that have one; others get any length. */
  private static final Map<String, Integer> LENGTHS =
      Map.of("dev_eui", 8, "join_eui", 8, "dev_addr", 4, "net_id", 3, "key", 16);

  private final SplittableRandom random;

  /**
   * A generator.
   *
   * @param seed decides everything
   */
  public RandomDevices(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * The next device.
   *
   * @return a device; no two fields depend on each other
   */
  public EndDevice next() {
    var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
    fill(message, 0);
    if (random.nextInt(4) == 0) {
      UnknownFieldSet.Builder unknown = UnknownFieldSet.newBuilder();
      for (int number : new int[] {57, 58, 99}) {
        unknown.mergeLengthDelimitedField(number, ByteString.copyFromUtf8("newer"));
      }
      message.setUnknownFields(unknown.build());
    }
    return EndDevice.of(message.build());
  }

  private void fill(Message.Builder message, int depth) {
    int oneIn = 1 + random.nextInt(4);
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (random.nextInt(oneIn) != 0 || (isMessage && depth == DEEPEST)) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(3); i >= 0; i--) {
          message.addRepeatedField(field, value(message, field, depth));
        }
      } else {
        message.setField(field, value(message, field, depth));
      }
    }
  }

  private Object value(Message.Builder parent, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt(8) == 0 ? -random.nextInt(1, 5) : random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> (float) random.nextInt(1000) / 4;
      case DOUBLE -> (double) random.nextInt(1000) / 4;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text();
      case BYTE_STRING -> bytes(field);
      case ENUM -> anyOf(field.getEnumType().getValues());
      case MESSAGE -> message(parent.newBuilderForField(field), depth);
    };
  }

  private Message message(Message.Builder child, int depth) {
    if (child.getDescriptorForType().equals(Struct.getDescriptor())) {
      return Struct.newBuilder()
          .putFields(text(), Value.newBuilder().setStringValue(text()).build())
          .build();
    }
    fill(child, depth + 1);
    return child.build();
  }

  private EnumValueDescriptor anyOf(List<EnumValueDescriptor> values) {
    return values.get(random.nextInt(values.size()));
  }

  private ByteString bytes(FieldDescriptor field) {
    byte[] bytes = new byte[LENGTHS.getOrDefault(field.getName(), random.nextInt(1, 20))];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3, 12); i > 0; i--) {
      text.append("abcdefgh_-0123".charAt(random.nextInt(14)));
    }
    return text.toString();
  }
}
