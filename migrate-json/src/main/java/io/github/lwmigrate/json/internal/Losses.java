package io.github.lwmigrate.json.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.EndDevice;
import java.util.List;

/** What is lost when a device becomes JSON. */
public final class Losses {
  private Losses() {}

  public static List<Finding> of(EndDevice device) {
    List<String> unknown = MessagePlan.unknownFields(device.toProto());
    if (unknown.isEmpty()) {
      return List.of();
    }
    return List.of(
        Finding.of(
                Severity.WARNING,
                FindingCodes.NEWER_FIELDS_DROPPED,
                "",
                "The origin has sent fields that this version does not know; JSON cannot hold them:"
                    + " "
                    + String.join(", ", unknown)
                    + ".")
            .withRemedy(
                "Look for a newer version of lw-migrate, or set them again at the target."));
  }
}
