package io.github.lwmigrate.verification;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Sources;
import io.github.lwmigrate.frequencyplans.FrequencyPlanRepository;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.sqlite.SqliteJournal;
import io.github.lwmigrate.json.DeviceJson;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import io.github.lwmigrate.spi.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Exports simulated applications, with every part of the SDK on the module path. */
public final class ModulePathProgram {

  private ModulePathProgram() {}

  /**
   * Runs the program; fails if any part of the SDK is not a named module.
   *
   * @param args a folder to work in
   * @throws IOException if that folder takes no files
   */
  public static void main(String[] args) throws IOException {
    for (Class<?> part :
        new Class<?>[] {
          Migration.class,
          DeviceJson.class,
          Fleet.class,
          FrequencyPlans.class,
          FrequencyPlanRepository.class,
          SqliteJournal.class
        }) {
      if (!part.getModule().isNamed()) {
        throw new IllegalStateException(part + " is not in a named module");
      }
    }
    Path folder = Path.of(args[0]);
    keepAJournal(folder.resolve("run.db"));
    try (SimulatedThingsStack network =
        SimulatedThingsStack.builder().tls().application("app", Fleet.seeded(1, 20)).start()) {
      Path ca = Files.writeString(folder.resolve("ca.pem"), network.caPem().orElseThrow());
      Files.writeString(folder.resolve("frequency-plans.yml"), "- {id: OWN, file: own.yml}");
      Files.writeString(folder.resolve("own.yml"), "band-id: EU_863_870");
      System.out.println(FrequencyPlanRepository.of(folder).get("OWN").bandId());
      try (Source origin =
          Sources.open(
              "ttnv3",
              Map.of(
                  "app-id", "app",
                  "app-api-key", network.apiKey("app").token(),
                  "default-grpc-address", network.address(),
                  "ca-file", ca.toString()))) {
        export(origin);
      }
    }
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder().application("app", TtnV2Fleet.seeded(1, 5)).start();
        Source origin =
            Sources.open(
                "ttnv2",
                Map.of(
                    "app-id", "app",
                    "app-access-key", network.accessKey("app").token(),
                    "frequency-plan-id", "EU_863_870_TTN",
                    "discovery-server-address", network.discoveryAddress(),
                    "discovery-server-insecure", "true"))) {
      export(origin);
    }
  }

  private static void export(Source origin) {
    MigrationReport report =
        Migration.from(origin)
            .policy(MigrationPolicy.withoutSession().build())
            .onPlanned(device -> write(device.device()))
            .build()
            .plan(Selection.all())
            .orThrow();
    System.out.println(report.counts());
  }

  private static void keepAJournal(Path file) {
    RunDescription run = new RunDescription("run", Instant.EPOCH, "", "", "", "", Map.of());
    try (SqliteJournal journal = SqliteJournal.builder(file).acceptVolatileLocation().create()) {
      journal.begin(run);
    }
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      if (!journal.run().equals(Optional.of(run))) {
        throw new IllegalStateException("the journal lost its run");
      }
    }
  }

  private static void write(io.github.lwmigrate.device.EndDevice device) {
    System.out.println(DeviceJson.write(device));
  }
}
