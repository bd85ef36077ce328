package io.github.lwmigrate.stack;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A field mask path that was found in a message type.
 *
 * <p>A path names fields from the message down, as {@code mac_state.lorawan_version}. A choice of
 * fields (oneof) has a name of its own in paths, as {@code mac_settings.adr.mode.static}; the path
 * may end there and then means whichever field is chosen. Wrapper messages are messages as any
 * other: {@code mac_settings.schedule_downlinks} is the wrapper, {@code
 * mac_settings.schedule_downlinks.value} what it holds. Paths end at lists and maps.
 *
 * <p>Immutable and safe for use by several threads. Found paths are kept, so a path is resolved
 * once.
 */
public final class FieldPath {
  private static final Map<Descriptor, Map<String, FieldPath>> FOUND = new ConcurrentHashMap<>();

  private final String path;
  private final Descriptor root;

  /** The fields on the way; the last is the field meant, or the parent of {@link #choice}. */
  private final FieldDescriptor[] fields;

  private final @Nullable OneofDescriptor choice;

  private FieldPath(
      String path,
      Descriptor root,
      List<FieldDescriptor> fields,
      @Nullable OneofDescriptor choice) {
    this.path = path;
    this.root = root;
    this.fields = fields.toArray(FieldDescriptor[]::new);
    this.choice = choice;
  }

  /**
   * Resolves a path that must exist.
   *
   * @param root the message type the path starts from
   * @param path field names joined by dots
   * @return the path
   * @throws IllegalArgumentException if there is no such path; it says which part is unknown
   */
  public static FieldPath of(Descriptor root, String path) {
    Map<String, FieldPath> known = FOUND.computeIfAbsent(root, r -> new ConcurrentHashMap<>());
    FieldPath found = known.get(path);
    if (found == null) {
      found = resolve(root, path);
      known.put(path, found);
    }
    return found;
  }

  /**
   * Resolves a path of an end device that must exist.
   *
   * @param path field names joined by dots
   * @return the path
   * @throws IllegalArgumentException if there is no such path; it says which part is unknown
   */
  public static FieldPath ofDevice(String path) {
    return of(EndDevice.getDescriptor(), path);
  }

  /**
   * Looks for a path that may not exist, as one that a server of another version names.
   *
   * @param root the message type the path starts from
   * @param path field names joined by dots
   * @return the path, or empty
   */
  public static Optional<FieldPath> find(Descriptor root, String path) {
    try {
      return Optional.of(of(root, path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Lists what is set in a message, by lowest fields, the way the command line program of The
   * Things Stack finds the field mask of a device. Wrapper messages, times and durations count as
   * lowest fields when they are present, whatever they hold; so do messages that are present and
   * empty. Other scalars count unless they are zero, lists and maps unless empty.
   *
   * @param message the message to look into
   * @return the paths, in order of field numbers
   */
  public static List<String> setLeaves(Message message) {
    List<String> leaves = new ArrayList<>();
    addLeaves(message, "", leaves);
    return leaves;
  }

  /**
   * The text of this path.
   *
   * @return field names joined by dots
   */
  public String path() {
    return path;
  }

  /**
   * Whether a message has a value here: not zero for a scalar, not empty for a list or map, present
   * for a message, any field chosen for a choice.
   *
   * @param message a message of the path's root type
   * @return true if there is a value
   */
  public boolean isSet(MessageOrBuilder message) {
    return get(message).isPresent();
  }

  /**
   * The value at this path when it is set.
   *
   * @param message a message of the path's root type
   * @return the value as protobuf reflection gives it, or empty as {@link #isSet} says
   */
  public Optional<Object> get(MessageOrBuilder message) {
    requireRoot(message);
    MessageOrBuilder parent = message;
    for (int i = 0; i < fields.length - (choice == null ? 1 : 0); i++) {
      if (!parent.hasField(fields[i])) {
        return Optional.empty();
      }
      parent = (MessageOrBuilder) parent.getField(fields[i]);
    }
    FieldDescriptor last = choice == null ? fields[fields.length - 1] : chosen(parent, choice);
    return last != null && isSet(parent, last)
        ? Optional.of(parent.getField(last))
        : Optional.empty();
  }

  /**
   * Clears the value at this path. Parents stay as they are, absent ones stay absent.
   *
   * @param message a message of the path's root type
   */
  public void clear(Message.Builder message) {
    requireRoot(message);
    change(message, 0, null, false);
  }

  /**
   * Makes the value at this path the same in another message. When it is not set in {@code from},
   * it is cleared in {@code to}. A parent is made in {@code to} only when {@code from} has it.
   *
   * @param from a message of the path's root type
   * @param to a message of the path's root type
   */
  public void copy(Message from, Message.Builder to) {
    requireRoot(from);
    requireRoot(to);
    copy(from, to, 0);
  }

  /**
   * Sets the value at this path and makes the parents it needs.
   *
   * @param message a message of the path's root type
   * @param value the value as protobuf reflection takes it
   * @throws IllegalArgumentException if the path ends at a choice: set one of its fields instead
   */
  public void set(Message.Builder message, Object value) {
    requireRoot(message);
    if (choice != null) {
      throw new IllegalArgumentException(
          "\"" + path + "\" is a choice of fields and takes no value; set one of its fields");
    }
    change(message, 0, value, true);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FieldPath that && that.root == root && that.path.equals(path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path;
  }

  private static FieldPath resolve(Descriptor root, String path) {
    List<FieldDescriptor> fields = new ArrayList<>();
    Descriptor type = root;
    OneofDescriptor choice = null;
    for (String part : path.split("\\.", -1)) {
      FieldDescriptor last = fields.isEmpty() ? null : fields.get(fields.size() - 1);
      if (choice == null && last != null && (last.isRepeated() || !isMessage(last))) {
        throw unknown(root, path, part, "\"" + FieldNames.of(last) + "\" has no fields below it");
      }
      if (choice == null) {
        choice = oneof(type, part);
        if (choice != null) {
          continue;
        }
      }
      FieldDescriptor field = FieldNames.find(type, part).orElse(null);
      if (field == null || field.getRealContainingOneof() != choice) {
        throw unknown(root, path, part, type.getName() + " has no such field");
      }
      choice = null;
      fields.add(field);
      if (isMessage(field)) {
        type = field.getMessageType();
      }
    }
    return new FieldPath(path, root, fields, choice);
  }

  private static IllegalArgumentException unknown(
      Descriptor root, String path, String part, String why) {
    return new IllegalArgumentException(
        "Unknown field mask path \""
            + path
            + "\" of "
            + root.getName()
            + " at \""
            + part
            + "\": "
            + why);
  }

  private static @Nullable OneofDescriptor oneof(Descriptor type, String name) {
    for (OneofDescriptor candidate : type.getRealOneofs()) {
      if (candidate.getName().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable FieldDescriptor chosen(
      MessageOrBuilder message, OneofDescriptor choice) {
    return message.hasOneof(choice) ? message.getOneofFieldDescriptor(choice) : null;
  }

  private static boolean isSet(MessageOrBuilder parent, FieldDescriptor field) {
    if (field.isRepeated()) {
      return parent.getRepeatedFieldCount(field) > 0;
    }
    return parent.hasField(field)
        && (isMessage(field) || !parent.getField(field).equals(field.getDefaultValue()));
  }

  private static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  private void change(
      Message.Builder message, int depth, @Nullable Object value, boolean makeParents) {
    if (choice != null && depth == fields.length) {
      message.clearOneof(choice);
    } else if (choice == null && depth == fields.length - 1) {
      if (value == null) {
        message.clearField(fields[depth]);
      } else {
        message.setField(fields[depth], value);
      }
    } else if (makeParents || message.hasField(fields[depth])) {
      Message.Builder child = ((Message) message.getField(fields[depth])).toBuilder();
      change(child, depth + 1, value, makeParents);
      message.setField(fields[depth], child.build());
    }
  }

  private void copy(Message from, Message.Builder to, int depth) {
    if (choice != null && depth == fields.length) {
      FieldDescriptor chosen = chosen(from, choice);
      if (chosen == null) {
        to.clearOneof(choice);
      } else {
        to.setField(chosen, from.getField(chosen));
      }
    } else if (choice == null && depth == fields.length - 1) {
      FieldDescriptor last = fields[depth];
      if (last.isRepeated() || !last.hasPresence() || from.hasField(last)) {
        to.setField(last, from.getField(last));
      } else {
        to.clearField(last);
      }
    } else if (from.hasField(fields[depth])) {
      Message.Builder child = ((Message) to.getField(fields[depth])).toBuilder();
      copy((Message) from.getField(fields[depth]), child, depth + 1);
      to.setField(fields[depth], child.build());
    } else {
      change(to, depth, null, false);
    }
  }

  private void requireRoot(MessageOrBuilder message) {
    if (message.getDescriptorForType() != root) {
      throw new IllegalArgumentException(
          "Path \""
              + path
              + "\" starts from "
              + root.getName()
              + ", not from "
              + message.getDescriptorForType().getName());
    }
  }

  private static void addLeaves(Message message, String prefix, List<String> leaves) {
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      OneofDescriptor oneof = field.getRealContainingOneof();
      String path = prefix + (oneof == null ? "" : oneof.getName() + ".") + FieldNames.of(field);
      if (field.isRepeated()
          || !isMessage(field)
          || FieldTypes.isLowest(field.getMessageType())
          || ((Message) entry.getValue()).getAllFields().isEmpty()) {
        leaves.add(path);
      } else {
        addLeaves((Message) entry.getValue(), path + ".", leaves);
      }
    }
  }
}
