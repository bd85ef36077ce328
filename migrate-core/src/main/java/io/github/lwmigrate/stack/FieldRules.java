package io.github.lwmigrate.stack;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of one field, and of the messages in it. */
final class FieldRules {
  private static final String IS_REQUIRED = "is required";

  private final FieldDescriptor field;
  private final String name;
  private final @Nullable String choice;
  private final String segment;
  private final String messageType;
  private final boolean required;
  private final boolean singularMessage;
  private final @Nullable FieldDescriptor wrapped;
  private final boolean judgesChildren;
  private final FieldReader reader;
  private final List<ValueRule> whole;
  private final List<ValueRule> keys;
  private final List<ValueRule> elements;
  private final @Nullable ValueRule count;
  private final boolean unique;

  /** Kept once known; types may refer to each other. */
  private @Nullable TypeRules child;

  FieldRules(FieldDescriptor field, Set<String> rules, boolean judgesChildren, Message prototype) {
    OneofDescriptor oneof = field.getRealContainingOneof();
    this.field = field;
    this.name = FieldNames.of(field);
    this.choice = oneof == null ? null : oneof.getName();
    this.segment = choice == null ? name : choice + "." + name;
    this.messageType = field.getContainingType().getName();
    this.required = rules.contains(RuleText.REQUIRED);
    this.unique = rules.contains(RuleText.UNIQUE);
    this.singularMessage =
        !field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    this.wrapped = RuleText.wrapped(field);
    this.judgesChildren = judgesChildren;
    this.reader = FieldReader.of(field, prototype);
    this.count = RuleText.count(rules);
    if (field.isMapField()) {
      this.whole = List.of();
      this.keys =
          RuleText.values(rules, "key.", field.getMessageType().findFieldByNumber(1), "every key ");
      this.elements =
          RuleText.values(
              rules, "value.", field.getMessageType().findFieldByNumber(2), "every value ");
    } else {
      this.keys = List.of();
      this.elements =
          field.isRepeated() ? RuleText.values(rules, "item.", field, "every item ") : List.of();
      this.whole =
          field.isRepeated()
              ? List.of()
              : RuleText.values(rules, "", wrapped == null ? field : wrapped, "");
    }
  }

  void check(Message message, MaskTree mask, RuleWalk walk) {
    MaskTree masked = choice == null ? mask : mask.below(choice);
    masked = masked == null ? null : masked.below(name);
    if (masked == null) {
      return;
    }
    if (field.isRepeated()) {
      checkElements(message, walk);
    } else if (singularMessage) {
      checkMessage(message, masked, walk);
    } else if (choice == null || reader.has(message)) {
      judge(whole, reader.get(message), walk);
    }
  }

  private void checkMessage(Message message, MaskTree masked, RuleWalk walk) {
    if (!reader.has(message)) {
      if (required) {
        walk.violated(segment, messageType, name, IS_REQUIRED);
      }
      return;
    }
    Message value = (Message) reader.get(message);
    judge(whole, wrapped == null ? value : value.getField(wrapped), walk);
    if (judgesChildren) {
      checkChild(value, masked, walk);
    }
  }

  private void checkElements(Message message, RuleWalk walk) {
    if (field.isMapField()) {
      Map<?, ?> map = (Map<?, ?>) reader.get(message);
      checkCount(map.size(), walk);
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        judge(keys, entry.getKey(), walk);
        checkElement(entry.getValue(), walk);
      }
      return;
    }
    List<?> list = (List<?>) reader.get(message);
    checkCount(list.size(), walk);
    if (unique && new HashSet<>(list).size() < list.size()) {
      walk.violated(segment, messageType, name, "must not hold the same item twice");
    }
    if (judgesChildren || !elements.isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        checkElement(list.get(i), walk);
      }
    }
  }

  private void checkCount(int size, RuleWalk walk) {
    if (count != null && !count.accepts(size)) {
      walk.violated(segment, messageType, name, count.reason());
    }
  }

  private void checkElement(Object value, RuleWalk walk) {
    judge(elements, value, walk);
    if (judgesChildren) {
      checkChild((Message) value, MaskTree.WHOLE, walk);
    }
  }

  private void checkChild(Message value, MaskTree masked, RuleWalk walk) {
    TypeRules known = child;
    if (known == null) {
      known = TypeRules.of(value);
      child = known;
    }
    walk.enter(segment);
    known.check(value, masked, walk);
    walk.leave();
  }

  private void judge(List<ValueRule> rules, Object value, RuleWalk walk) {
    for (int i = 0; i < rules.size(); i++) {
      ValueRule rule = rules.get(i);
      if (!rule.accepts(value)) {
        walk.violated(segment, messageType, name, rule.reason());
      }
    }
  }
}
