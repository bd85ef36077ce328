package io.github.lwmigrate.examples;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.json.JsonFileSink;
import io.github.lwmigrate.json.JsonSource;
import io.github.lwmigrate.rule.DeviceRule;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Notes in which building each device is: a device rule of one's own, applied to a file of devices.
 *
 * <p>Arguments: a file of device JSON, the file to write, and {@code DEVICE_ID=BUILDING} for each
 * device.
 */
public final class TagDevices {

  private TagDevices() {}

  /**
   * Runs the example.
   *
   * @param args a file of device JSON, the file to write, and the building of each device
   */
  public static void main(String[] args) {
    Map<String, String> buildings =
        Arrays.stream(args)
            .skip(2)
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    tag(Path.of(args[0]), Path.of(args[1]), buildings).orThrow();
  }

  static MigrationReport tag(Path devices, Path tagged, Map<String, String> buildings) {
    try (Source origin = JsonSource.of(devices);
        Sink file = JsonFileSink.of(tagged)) {
      return Migration.from(origin)
          .to(file)
          .policy(
              MigrationPolicy.withSession().leaveOriginLive().rule(setBuilding(buildings)).build())
          .build()
          .run(Selection.all());
    }
  }

  /** Sets the attribute {@code building}; a device that the map does not name is left alone. */
  private static DeviceRule setBuilding(Map<String, String> byDeviceId) {
    return (device, findings) -> {
      String building = byDeviceId.get(device.deviceId());
      if (building == null) {
        findings.accept(
            Finding.of(Severity.WARNING, "building-unknown", "attributes", "no building is known"));
        return device;
      }
      return device.with(message -> message.putAttributes("building", building));
    };
  }
}
