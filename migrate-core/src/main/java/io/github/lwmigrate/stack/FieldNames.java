package io.github.lwmigrate.stack;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Map;
import java.util.Optional;

/**
 * The names of fields as The Things Stack writes them in device JSON and in field masks.
 *
 * <p>They are the names of the message definitions but for one: {@code MACParameters} has a
 * deprecated data rate index whose name would collide in Java with its successor's.
 */
public final class FieldNames {
  private static final String MAC_PARAMETERS = "ttn.lorawan.v3.MACParameters";

  /** By full name of the field in our message definitions. */
  private static final Map<String, String> RENAMED =
      Map.of(MAC_PARAMETERS + ".ping_slot_data_rate_index_enum", "ping_slot_data_rate_index");

  private FieldNames() {}

  /**
   * The name of a field on the wire.
   *
   * @param field a field of a message of The Things Stack
   * @return the name in JSON and in field masks, in snake case
   */
  public static String of(FieldDescriptor field) {
    return RENAMED.getOrDefault(field.getFullName(), field.getName());
  }

  /**
   * The field that has a name on the wire.
   *
   * @param message the type that holds the field
   * @param name the name in JSON and in field masks, in snake case
   * @return the field, or empty if the type has none of that name
   */
  public static Optional<FieldDescriptor> find(Descriptor message, String name) {
    FieldDescriptor field = message.findFieldByName(name);
    if (field != null && of(field).equals(name)) {
      return Optional.of(field);
    }
    if (message.getFullName().equals(MAC_PARAMETERS)) {
      return message.getFields().stream().filter(f -> of(f).equals(name)).findFirst();
    }
    return Optional.empty();
  }
}
