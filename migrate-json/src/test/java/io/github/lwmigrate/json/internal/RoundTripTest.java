package io.github.lwmigrate.json.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.github.lwmigrate.json.DeviceJson;
import io.github.lwmigrate.json.ReadOptions;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  private final RandomMessages messages = new RandomMessages(new SplittableRandom(20261120));

  @Test
  void any_device_reads_back_as_it_was_written() {
    for (int i = 0; i < 200; i++) {
      EndDevice device = messages.device();
      String json = DeviceJson.write(io.github.lwmigrate.device.EndDevice.of(device));
      var read = DeviceJson.read(json);
      assertThat(read.toProto()).isEqualTo(device);
      assertThat(DeviceJson.write(read)).isEqualTo(json);
      assertThat(json).doesNotContain("\n");
    }
  }

  @Test
  void every_field_of_every_message_reads_back_as_it_was_written() throws IOException {
    Map<Descriptor, Message> types = new LinkedHashMap<>();
    declare(EndDevice.getDefaultInstance(), types);
    Set<FieldDescriptor> missing = new LinkedHashSet<>();
    types.keySet().forEach(type -> missing.addAll(type.getFields()));
    for (Message prototype : types.values()) {
      MessagePlan plan = MessagePlan.of(prototype);
      int rounds = 20 + 20 * prototype.getDescriptorForType().getFields().size();
      for (int i = 0; i < rounds; i++) {
        Message message = messages.message(prototype);
        Output out = new Output();
        plan.write(message, out);
        Input in = new Input(new StringReader(out.drain()), 1, 1, ReadOptions.strict());
        assertThat(plan.read(in)).isEqualTo(message);
        message.getAllFields().keySet().forEach(missing::remove);
      }
    }
    assertThat(types).hasSizeGreaterThan(120);
    assertThat(missing).isEmpty();
  }

  private static void declare(Message prototype, Map<Descriptor, Message> types) {
    Descriptor type = prototype.getDescriptorForType();
    if (!type.getFullName().startsWith("ttn.") || types.putIfAbsent(type, prototype) != null) {
      return;
    }
    for (FieldDescriptor field : type.getFields()) {
      if (field.getJavaType() == JavaType.MESSAGE) {
        Message.Builder value = prototype.newBuilderForType().newBuilderForField(field);
        FieldDescriptor mapped =
            field.isMapField() ? field.getMessageType().findFieldByName("value") : null;
        if (mapped == null) {
          declare(value.getDefaultInstanceForType(), types);
        } else if (mapped.getJavaType() == JavaType.MESSAGE) {
          declare(value.newBuilderForField(mapped).getDefaultInstanceForType(), types);
        }
      }
    }
  }
}
