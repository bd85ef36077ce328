package io.github.lwmigrate.source.ttnv2.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The limits of attributes, which a handler checks only when it stores a device: after the network
 * server has stored its part. Devices that are older than the limits break them.
 */
final class AttributeLimits {

  private static final Set<String> WITHOUT_LIMITS =
      Set.of("ttn-brand", "ttn-model", "ttn-version", "ttn-antenna", "ttn-module-type");
  private static final int MOST = 5;
  private static final int LONGEST = 64;

  private AttributeLimits() {}

  static Optional<Finding> check(V2Device device, Severity severity) {
    List<Device.Attribute> limited =
        device.message().getAttributesList().stream()
            .filter(attribute -> !WITHOUT_LIMITS.contains(attribute.getKey().toStringUtf8()))
            .toList();
    boolean broken =
        limited.size() > MOST
            || limited.stream()
                .anyMatch(
                    attribute ->
                        attribute.getKey().size() > LONGEST
                            || attribute.getValue().size() > LONGEST);
    if (!broken) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                severity,
                FindingCodes.ORIGIN_ATTRIBUTE_LIMITS,
                "attributes",
                "The origin stores a device with at most "
                    + MOST
                    + " attributes of the user's own, of at most "
                    + LONGEST
                    + " bytes each, unless its operator allows their names. If it refuses this one,"
                    + " its network server has lost the session already.")
            .withRemedy(
                "Remove attributes at the origin, or acknowledge this if its operator allows"
                    + " them."));
  }
}
