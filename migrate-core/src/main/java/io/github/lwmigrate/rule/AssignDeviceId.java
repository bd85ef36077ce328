package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.stack.IdForm;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives a device its id at the target. The id that it had goes to the attribute {@value #OLD_ID}.
 * An id is never cut: one that is too long rejects the device, and so does an attribute for which
 * there is no room.
 *
 * @param steps what makes the new id of the old one, in order; a device whose id is then empty is
 *     rejected
 * @param keepOldId whether the attribute is written
 */
public record AssignDeviceId(List<DeviceNaming> steps, boolean keepOldId) implements DeviceRule {

  /** The attribute that holds the id of the origin. */
  public static final String OLD_ID = "old-id";

  /** The most characters that an id of The Things Stack has. */
  public static final int LONGEST_ID = IdForm.LONGEST;

  /** The most attributes that a device of The Things Stack has. */
  public static final int MOST_ATTRIBUTES = 10;

  private static final String FIELD = "ids.device_id";

  /** Copies the list. */
  public AssignDeviceId {
    steps = List.copyOf(steps);
  }

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    String old = device.deviceId();
    String id = old;
    for (DeviceNaming step : steps) {
      id = step.name(id, device);
    }
    if (id.isEmpty()) {
      findings.accept(
          Finding.of(
                  Severity.ERROR,
                  FindingCodes.DEVICE_ID_MISSING,
                  FIELD,
                  "The device has neither an id nor a DevEUI to make one of.")
              .withRemedy("Give it an id at the origin."));
      return device;
    }
    if (id.equals(old)) {
      return device;
    }
    if (id.length() > LONGEST_ID) {
      findings.accept(
          Finding.of(
                  Severity.ERROR,
                  FindingCodes.DEVICE_ID_TOO_LONG,
                  FIELD,
                  "The id would be "
                      + id
                      + ", which has "
                      + id.length()
                      + " characters; "
                      + LONGEST_ID
                      + " are allowed.")
              .withRemedy("Use a shorter prefix, the DevEUI as id, or an id map."));
      return device;
    }
    return keepOldId && !old.isEmpty()
        ? withOldId(device.withDeviceId(id), old, device, findings)
        : device.withDeviceId(id);
  }

  private static EndDevice withOldId(
      EndDevice renamed, String old, EndDevice device, Consumer<? super Finding> findings) {
    var attributes = device.toProto().getAttributesMap();
    if (!attributes.containsKey(OLD_ID) && attributes.size() >= MOST_ATTRIBUTES) {
      findings.accept(
          Finding.of(
                  Severity.ERROR,
                  FindingCodes.OLD_ID_DOES_NOT_FIT,
                  "attributes",
                  "The attribute "
                      + OLD_ID
                      + " would be number "
                      + (attributes.size() + 1)
                      + "; "
                      + MOST_ATTRIBUTES
                      + " are allowed.")
              .withRemedy(
                  "Remove an attribute at the origin, or rename devices without keeping their old"
                      + " id."));
      return device;
    }
    return renamed.with(message -> message.putAttributes(OLD_ID, old));
  }
}
