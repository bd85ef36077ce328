package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MessagePayloadFormatters;
import java.util.Map;

/**
 * Removes messages that hold nothing. Those whose presence says something stay: wrappers, times,
 * chosen fields, messages without fields, elements of lists and maps, and payload formatters: empty
 * ones take the place of the application's, too.
 */
final class Prune {

  private Prune() {}

  static void emptyMessages(Message.Builder message) {
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
          || field.isRepeated()
          || isValue(field.getMessageType())) {
        continue;
      }
      Message.Builder child = ((Message) entry.getValue()).toBuilder();
      emptyMessages(child);
      Message pruned = child.build();
      if (pruned.getSerializedSize() == 0 && field.getRealContainingOneof() == null) {
        message.clearField(field);
      } else if (pruned != entry.getValue()) {
        message.setField(field, pruned);
      }
    }
  }

  private static boolean isValue(Descriptor type) {
    return type.getFields().isEmpty()
        || type.getFullName().startsWith("google.protobuf.")
        || type == MessagePayloadFormatters.getDescriptor()
        || (type.getFields().size() == 1 && type.getFields().get(0).getName().equals("value"));
  }
}
