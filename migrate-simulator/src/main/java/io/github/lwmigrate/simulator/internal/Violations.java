package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ErrorDetails;
import io.github.lwmigrate.stack.FieldNames;
import io.github.lwmigrate.stack.MessageRules;
import io.github.lwmigrate.stack.MessageRules.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a broken rule of a message into the error of the real servers: one level for each message.
 */
final class Violations {
  private static final String EMBEDDED = "embedded message failed validation";

  private Violations() {}

  /** Refuses the message when a rule is broken under one of the paths; no paths mean all of it. */
  static void none(Message message, Collection<String> paths) {
    List<Violation> violations = MessageRules.check(message, paths);
    if (!violations.isEmpty()) {
      throw refusal(message.getDescriptorForType(), violations.get(0));
    }
  }

  private static StackException refusal(Descriptor root, Violation violation) {
    List<Level> levels = levels(root, violation.path());
    @Nullable ErrorDetails cause = null;
    for (int i = levels.size() - 1; i > 0; i--) {
      cause = error(levels.get(i), i == levels.size() - 1, violation, cause).details();
    }
    return error(levels.get(0), levels.size() == 1, violation, cause).build();
  }

  private static ErrorBuilder error(
      Level level, boolean last, Violation violation, @Nullable ErrorDetails cause) {
    return Errors.validation(level.field(), level.type(), last ? violation.reason() : EMBEDDED)
        .because(cause);
  }

  private static List<Level> levels(Descriptor root, String path) {
    List<Level> levels = new ArrayList<>();
    Descriptor type = root;
    for (String name : path.split("\\.", -1)) {
      Optional<FieldDescriptor> field = FieldNames.find(type, name);
      if (field.isPresent()) {
        levels.add(new Level(name, type.getName()));
        if (field.get().getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && !field.get().isMapField()) {
          type = field.get().getMessageType();
        }
      }
    }
    return levels.isEmpty() ? List.of(new Level(path, root.getName())) : levels;
  }

  private record Level(String field, String type) {}
}
