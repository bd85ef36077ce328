package io.github.lwmigrate.examples;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.OnFailure;
import io.github.lwmigrate.Progress;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.json.JsonFileSink;
import io.github.lwmigrate.source.ttnv3.TtnV3Source;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Exports some devices of an application, changed by a policy, and shows how far it is: other
 * device ids and frequency plans at the target, ABP devices with reset counters, going on when a
 * device fails.
 *
 * <p>Arguments: the address of the origin, the application, the file to write, and the ids of the
 * devices. The API key comes from the environment, {@code TTS_APP_API_KEY}.
 */
public final class SelectedDevices {

  private SelectedDevices() {}

  /**
   * Runs the example.
   *
   * @param args the address, the application, the file to write, and the ids of the devices
   */
  public static void main(String[] args) {
    List<String> deviceIds = Arrays.asList(args).subList(3, args.length);
    try (Source origin =
        TtnV3Source.builder()
            .address(args[0])
            .application(args[1], () -> System.getenv("TTS_APP_API_KEY"))
            .build()) {
      export(origin, deviceIds, Path.of(args[2]), SelectedDevices::show).orThrow();
    }
  }

  private static void show(Progress progress) {
    System.out.printf(
        "%d devices, %.1f a second%n", progress.finished(), progress.devicesPerSecond());
  }

  static MigrationReport export(
      Source origin, List<String> deviceIds, Path json, Consumer<Progress> listener) {
    MigrationPolicy policy =
        MigrationPolicy.withoutSession()
            .resetFrameCounters()
            .deviceIdPrefix("berlin")
            .frequencyPlans(Map.of("EU_863_870_TTN", "EU_863_870"))
            .onFailure(OnFailure.CONTINUE)
            .build();
    try (Sink file = JsonFileSink.of(json)) {
      return Migration.from(origin)
          .to(file)
          .policy(policy)
          .onProgress(listener)
          .build()
          .run(Selection.deviceIds(deviceIds));
    }
  }
}
