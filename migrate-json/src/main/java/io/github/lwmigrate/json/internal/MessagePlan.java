package io.github.lwmigrate.json.internal;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How a message is read and written; made from its descriptor when it is first met. */
public final class MessagePlan {
  private static final Map<Key, MessagePlan> PLANS = new ConcurrentHashMap<>();

  private final Message prototype;
  private final Dialect dialect;
  private final FieldPlan[] fields;
  private final int[] oneofs;
  private final int oneofCount;
  private final Map<String, Integer> indexes = new HashMap<>();

  private record Key(Descriptor type, Dialect dialect) {}

  private MessagePlan(Message prototype, Dialect dialect) {
    this.prototype = prototype.getDefaultInstanceForType();
    this.dialect = dialect;
    Descriptor type = prototype.getDescriptorForType();
    List<FieldDescriptor> declared = type.getFields();
    this.fields = new FieldPlan[declared.size()];
    this.oneofs = new int[declared.size()];
    this.oneofCount = type.getOneofs().size();
    for (int i = 0; i < fields.length; i++) {
      FieldDescriptor field = declared.get(i);
      fields[i] = FieldPlan.of(field, this.prototype, dialect);
      OneofDescriptor oneof = field.getRealContainingOneof();
      oneofs[i] = oneof == null ? -1 : oneof.getIndex();
      indexes.put(fields[i].name, i);
      indexes.put(camelCase(fields[i].name), i);
    }
  }

  /** The plan for a message that is not part of another one. */
  public static MessagePlan of(Message prototype) {
    return of(prototype, Dialect.of(prototype.getDescriptorForType()));
  }

  /** The plan for a device. */
  public static MessagePlan ofDevice() {
    return Device.PLAN;
  }

  private static final class Device {
    static final MessagePlan PLAN = of(EndDevice.getDefaultInstance());
  }

  static MessagePlan of(Message prototype, Dialect dialect) {
    Key key = new Key(prototype.getDescriptorForType(), dialect);
    MessagePlan known = PLANS.get(key);
    if (known != null) {
      return known;
    }
    MessagePlan made = new MessagePlan(prototype, dialect);
    MessagePlan earlier = PLANS.putIfAbsent(key, made);
    return earlier == null ? made : earlier;
  }

  void write(Message message, Output out) throws IOException {
    out.beginObject();
    for (FieldPlan field : fields) {
      try {
        field.write(message, out);
      } catch (Unwritable e) {
        throw e.below(field.name);
      }
    }
    out.endObject();
  }

  /**
   * Finds the fields that are known by number only, which JSON cannot say.
   *
   * @return field mask paths that end in a number behind {@code #}
   */
  public static List<String> unknownFields(EndDevice device) {
    List<String> found = new ArrayList<>();
    ofDevice().addUnknown(device, "", found);
    return found;
  }

  void addUnknown(Message message, String prefix, List<String> found) {
    addNumbers(message, prefix, found);
    for (FieldPlan field : fields) {
      field.addUnknown(message, prefix, found);
    }
  }

  static void addNumbers(Message message, String prefix, List<String> found) {
    for (Integer number : message.getUnknownFields().asMap().keySet()) {
      found.add(prefix + "#" + number);
    }
  }

  /** Reads one object. */
  public Message read(Input in) throws IOException {
    Message.Builder builder = prototype.newBuilderForType();
    boolean[] given = new boolean[fields.length + oneofCount];
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      Integer index = indexes.get(name);
      if (index == null) {
        in.unknownField(name);
      } else {
        read(index, name, given, in, builder);
      }
    }
    in.endObject();
    return builder.build();
  }

  private void read(int index, String name, boolean[] given, Input in, Message.Builder builder)
      throws IOException {
    FieldPlan field = fields[index];
    boolean absent = dialect == Dialect.PROTOJSON && in.nextIsNull();
    if (given[index] || (!absent && isTaken(index, given))) {
      in.duplicateField(name, dialect == Dialect.PROTOJSON);
    }
    given[index] = true;
    if (oneofs[index] >= 0 && !absent) {
      given[fields.length + oneofs[index]] = true;
    }
    in.enter(field.name);
    try {
      field.read(in, builder);
    } catch (Mismatch e) {
      throw e.below(field.name);
    }
    in.leave();
  }

  private boolean isTaken(int index, boolean[] given) {
    return oneofs[index] >= 0 && given[fields.length + oneofs[index]];
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder(name.length());
    for (String word : name.split("_", -1)) {
      if (camel.length() == 0 || word.isEmpty()) {
        camel.append(word);
      } else {
        camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word, 1, word.length());
      }
    }
    return camel.toString();
  }
}
