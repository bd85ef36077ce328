package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Map;

/**
 * Removes messages that hold nothing. Those whose presence says something stay: wrappers, times,
 * chosen fields, messages without fields, and elements of lists and maps.
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
        || (type.getFields().size() == 1 && type.getFields().get(0).getName().equals("value"));
  }
}
