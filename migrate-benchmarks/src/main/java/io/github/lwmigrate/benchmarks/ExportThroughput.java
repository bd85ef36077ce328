package io.github.lwmigrate.benchmarks;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.json.DeviceJsonWriter;
import io.github.lwmigrate.json.JsonFileSink;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.source.ttnv3.TtnV3Source;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Devices a second of an export from simulated servers to a file: a {@link Migration}, which also
 * checks every device, beside a {@link SequentialClient}. Both on the same servers in one process,
 * after a warm-up.
 */
@Command(
    name = "export",
    description =
        "An export from simulated servers, beside a client that makes one call at a time.",
    showDefaultValues = true)
final class ExportThroughput implements Callable<Integer> {

  private static final String APPLICATION = "benchmark";
  private static final String WARM_UP = "warm-up";

  @Option(names = "--devices", description = "How many devices the application has.")
  private int devices = 10_000;

  @Option(names = "--seed", description = "Decides what the devices are.")
  private long seed = 1;

  @Option(
      names = "--delay",
      description = "How many milliseconds every byte takes, each way: how far the servers are.")
  private int delay = 0;

  private record Pace(long devices, double seconds) {
    double devicesPerSecond() {
      return devices / seconds;
    }
  }

  @Override
  public Integer call() throws IOException {
    run(devices, seed, Duration.ofMillis(delay));
    return 0;
  }

  static void run(int devices, long seed, Duration delay) throws IOException {
    Path directory = Files.createTempDirectory("export");
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder()
                .application(APPLICATION, Fleet.seeded(seed, devices))
                .application(WARM_UP, Fleet.seeded(seed, Math.min(devices, 1_000)))
                .start();
        DelayingRelay relay = DelayingRelay.to(port(stack.address()), Duration.ZERO);
        DelayingRelay distant = DelayingRelay.to(port(stack.address()), delay)) {
      sequentially(stack, relay, WARM_UP, directory);
      migration(stack, relay, WARM_UP, directory);
      Pace client = sequentially(stack, distant, APPLICATION, directory);
      Pace migration = migration(stack, distant, APPLICATION, directory);
      if (client.devices != devices || migration.devices != devices) {
        throw new IllegalStateException(
            "of "
                + devices
                + " devices, the client exported "
                + client.devices
                + " and the migration "
                + migration.devices);
      }
      System.out.printf(
          "%,d devices, %d ms each way: sequential client %,.0f devices/s,"
              + " migration %,.0f devices/s, ratio %.1f%n",
          devices,
          delay.toMillis(),
          client.devicesPerSecond(),
          migration.devicesPerSecond(),
          migration.devicesPerSecond() / client.devicesPerSecond());
    } finally {
      Files.delete(directory);
    }
  }

  private static Pace sequentially(
      SimulatedThingsStack stack, DelayingRelay relay, String application, Path directory)
      throws IOException {
    Path file = directory.resolve("sequential.json");
    String key = stack.apiKey(application).token();
    long started = System.nanoTime();
    int count;
    try (SequentialClient client =
            new SequentialClient("127.0.0.1:" + relay.port(), application, key);
        DeviceJsonWriter writer =
            DeviceJsonWriter.to(new BufferedOutputStream(Files.newOutputStream(file)))) {
      count = client.export(writer);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Files.delete(file);
    return new Pace(count, seconds);
  }

  private static Pace migration(
      SimulatedThingsStack stack, DelayingRelay relay, String application, Path directory)
      throws IOException {
    Path file = directory.resolve("migration.json");
    String key = stack.apiKey(application).token();
    MigrationReport report;
    long started = System.nanoTime();
    try (Source origin =
            TtnV3Source.builder()
                .address("127.0.0.1:" + relay.port())
                .plaintext()
                .application(application, () -> key)
                .build();
        Sink sink = JsonFileSink.of(file)) {
      report =
          Migration.from(origin)
              .to(sink)
              .policy(MigrationPolicy.withSession().leaveOriginLive().build())
              .discardOutcomes()
              .build()
              .run(Selection.all())
              .orThrow();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Files.delete(file);
    return new Pace(report.count(Status.DONE), seconds);
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
