package io.github.lwmigrate.simulator.internal.ttnv2;

import io.grpc.Status.Code;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of application and device ids. */
final class Identifiers {
  private static final Pattern ID = Pattern.compile("[0-9a-z]([_-]?[0-9a-z]){1,35}");

  private Identifiers() {}

  static void requireApplication(String id, String complaint) {
    require(id, complaint + ": AppID not valid: ");
  }

  static void requireDevice(String applicationId, String deviceId, String complaint) {
    requireApplication(applicationId, complaint);
    require(deviceId, complaint + ": DevID not valid: ");
  }

  /** What is wrong with an id, or empty. */
  static Optional<String> problem(String id) {
    if (id.isEmpty()) {
      return Optional.of("can not be empty");
    }
    return ID.matcher(id).matches()
        ? Optional.empty()
        : Optional.of(
            "has wrong format. IDs can contain lowercase letters, numbers, dashes and underscores"
                + " and should have a maximum length of 36");
  }

  private static void require(String id, String complaint) {
    problem(id)
        .ifPresent(
            problem -> {
              throw new Failure(Code.INVALID_ARGUMENT, complaint + problem);
            });
  }
}
