package io.github.lwmigrate.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import org.jspecify.annotations.Nullable;

/** Makes a {@link MigrationException} of whatever was thrown. */
final class Failures {

  private Failures() {}

  static MigrationException of(
      Throwable thrown, Stage stage, String tried, @Nullable DeviceRef device) {
    if (thrown instanceof MigrationException known) {
      return known;
    }
    var failure =
        MigrationException.builder(stage, tried)
            .because("an unexpected " + thrown.getClass().getName() + " was thrown")
            .remedy("The cause has the details; this is a defect of the part that threw it.")
            .cause(thrown);
    if (device != null) {
      failure.device(device);
    }
    return failure.build();
  }
}
