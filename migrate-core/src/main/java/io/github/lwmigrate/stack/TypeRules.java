package io.github.lwmigrate.stack;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The rules of one message type. */
final class TypeRules {
  private static final Map<Object, TypeRules> COMPILED = new ConcurrentHashMap<>();
  private static final String REQUIRED_CHOICE = "must have one of its fields";

  private final String name;
  private final List<FieldRules> fields = new ArrayList<>();
  private final List<OneofDescriptor> requiredChoices = new ArrayList<>();

  private TypeRules(Message message) {
    Message prototype = message.getDefaultInstanceForType();
    Descriptor type = prototype.getDescriptorForType();
    this.name = type.getName();
    for (OneofDescriptor oneof : type.getRealOneofs()) {
      if (rules(type, oneof.getName()).contains(RuleText.REQUIRED)) {
        requiredChoices.add(oneof);
      }
    }
    for (FieldDescriptor field : type.getFields()) {
      Set<String> rules = rules(type, FieldNames.of(field));
      boolean judgesChildren = hasChildWithRules(field);
      if (!rules.isEmpty() || judgesChildren) {
        fields.add(new FieldRules(field, rules, judgesChildren, prototype));
      }
    }
  }

  /** The rules for messages of the class of this one; of its type, if that has no class. */
  static TypeRules of(Message message) {
    Object key =
        message instanceof DynamicMessage ? message.getDescriptorForType() : message.getClass();
    TypeRules known = COMPILED.get(key);
    return known != null ? known : COMPILED.computeIfAbsent(key, k -> new TypeRules(message));
  }

  void check(Message message, MaskTree mask, RuleWalk walk) {
    for (OneofDescriptor choice : requiredChoices) {
      if (mask.below(choice.getName()) != null && !message.hasOneof(choice)) {
        walk.violated(choice.getName(), name, choice.getName(), REQUIRED_CHOICE);
      }
    }
    for (int i = 0; i < fields.size(); i++) {
      fields.get(i).check(message, mask, walk);
    }
  }

  private static Set<String> rules(Descriptor type, String field) {
    return Data.RULES.getOrDefault(type.getFullName(), Map.of()).getOrDefault(field, Set.of());
  }

  private static boolean hasChildWithRules(FieldDescriptor field) {
    Descriptor child = RuleText.messageType(field);
    return child != null && hasRules(child, new HashSet<>());
  }

  private static boolean hasRules(Descriptor type, Set<Descriptor> seen) {
    if (FieldTypes.isWellKnown(type) || !seen.add(type)) {
      return false;
    }
    if (Data.RULES.containsKey(type.getFullName())) {
      return true;
    }
    for (FieldDescriptor field : type.getFields()) {
      Descriptor child = RuleText.messageType(field);
      if (child != null && hasRules(child, seen)) {
        return true;
      }
    }
    return false;
  }

  /** The table of rules: by full name of the message type, then by field. */
  private static final class Data {
    static final Map<String, Map<String, Set<String>>> RULES = new HashMap<>();

    private Data() {}

    static {
      for (String[] cells : Resources.table("message-rules.tsv")) {
        RULES
            .computeIfAbsent("ttn.lorawan.v3." + cells[0], type -> new HashMap<>())
            .put(cells[1], Set.of(cells[2].split("; ", -1)));
      }
    }
  }
}
