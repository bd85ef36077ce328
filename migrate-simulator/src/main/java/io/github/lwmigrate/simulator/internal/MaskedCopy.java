package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import io.github.lwmigrate.stack.FieldNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a field mask names, with the peculiarities of the real servers: what is absent in the
 * source is cleared, parents are made only where the source has them, and a mask that reaches below
 * two members of a choice cannot be applied.
 */
final class MaskedCopy {
  private static final Map<List<String>, MaskedCopy> KEPT = new ConcurrentHashMap<>();
  private static final int MOST_KEPT = 1_000;

  private final Map<String, MaskedCopy> below = new LinkedHashMap<>();
  private boolean whole;

  private MaskedCopy() {}

  /** Clients send the same masks again and again, so they are kept. */
  static MaskedCopy of(Collection<String> paths) {
    if (KEPT.size() > MOST_KEPT) {
      KEPT.clear();
    }
    return KEPT.computeIfAbsent(List.copyOf(paths), MaskedCopy::resolve);
  }

  private static MaskedCopy resolve(List<String> paths) {
    MaskedCopy root = new MaskedCopy();
    for (String path : paths) {
      MaskedCopy node = root;
      for (String part : path.split("\\.", -1)) {
        node = node.below.computeIfAbsent(part, p -> new MaskedCopy());
      }
      node.whole = true;
    }
    return root;
  }

  void apply(@Nullable MessageOrBuilder from, Message.Builder to) {
    Descriptor type = to.getDescriptorForType();
    below.forEach(
        (name, mask) -> {
          FieldDescriptor field = FieldNames.find(type, name).orElse(null);
          if (field != null) {
            mask.applyField(field, from, to);
            return;
          }
          for (OneofDescriptor choice : type.getRealOneofs()) {
            if (choice.getName().equals(name)) {
              mask.applyChoice(choice, from, to);
            }
          }
          if (name.equals(MacSettingsProfile.PATH)) {
            MacSettingsProfile.copy(from, to);
          }
        });
  }

  private void applyField(
      FieldDescriptor field, @Nullable MessageOrBuilder from, Message.Builder to) {
    if (whole) {
      replace(field, from, to);
      return;
    }
    boolean present = from != null && from.hasField(field);
    if (present || to.hasField(field)) {
      apply(present ? message(from, field) : null, to.getFieldBuilder(field));
    }
  }

  private void applyChoice(
      OneofDescriptor choice, @Nullable MessageOrBuilder from, Message.Builder to) {
    FieldDescriptor chosen = chosen(choice, from);
    if (whole) {
      to.clearOneof(choice);
      if (chosen != null) {
        replace(chosen, from, to);
      }
      return;
    }
    if (below.size() > 1) {
      throw Errors.plain(
          "more than one field specified for oneof field '" + choice.getName() + "'");
    }
    below.forEach((name, mask) -> mask.applyMember(member(choice, name), choice, chosen, from, to));
  }

  private void applyMember(
      FieldDescriptor member,
      OneofDescriptor choice,
      @Nullable FieldDescriptor chosen,
      @Nullable MessageOrBuilder from,
      Message.Builder to) {
    if (whole) {
      to.clearOneof(choice);
      if (member.equals(chosen)) {
        replace(member, from, to);
      }
      return;
    }
    requireMember(member, chosen, "source");
    FieldDescriptor existing = chosen(choice, to);
    requireMember(member, existing, "destination");
    if (chosen != null || existing != null) {
      apply(chosen == null ? null : message(from, member), to.getFieldBuilder(member));
    }
  }

  private static void requireMember(
      FieldDescriptor member, @Nullable FieldDescriptor chosen, String where) {
    if (chosen != null && !chosen.equals(member)) {
      throw Errors.plain(
          "attempt to set oneof '"
              + FieldNames.of(member)
              + "', while different oneof is set in "
              + where);
    }
  }

  private static FieldDescriptor member(OneofDescriptor choice, String name) {
    return FieldNames.find(choice.getContainingType(), name).orElseThrow();
  }

  private static @Nullable FieldDescriptor chosen(
      OneofDescriptor choice, @Nullable MessageOrBuilder message) {
    return message != null && message.hasOneof(choice)
        ? message.getOneofFieldDescriptor(choice)
        : null;
  }

  private static void replace(
      FieldDescriptor field, @Nullable MessageOrBuilder from, Message.Builder to) {
    if (from == null || !isPresent(field, from)) {
      to.clearField(field);
    } else {
      to.setField(field, from.getField(field));
    }
  }

  private static boolean isPresent(FieldDescriptor field, MessageOrBuilder message) {
    return field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
  }

  private static MessageOrBuilder message(@Nullable MessageOrBuilder from, FieldDescriptor field) {
    if (from == null) {
      throw new IllegalStateException("No message to take " + field.getName() + " from");
    }
    return (MessageOrBuilder) from.getField(field);
  }
}
