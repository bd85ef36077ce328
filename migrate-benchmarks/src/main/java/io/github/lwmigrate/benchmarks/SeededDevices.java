package io.github.lwmigrate.benchmarks;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.stack.StackServer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The devices of a simulated network, complete as an export has them: what its four servers hold,
 * put together.
 */
final class SeededDevices implements AutoCloseable {

  private static final String APPLICATION = "benchmark";
  private static final List<StackServer> SERVERS =
      List.of(
          StackServer.IDENTITY_SERVER,
          StackServer.NETWORK_SERVER,
          StackServer.APPLICATION_SERVER,
          StackServer.JOIN_SERVER);

  private final SimulatedThingsStack stack;
  private final int size;

  private SeededDevices(SimulatedThingsStack stack, int size) {
    this.stack = stack;
    this.size = size;
  }

  static SeededDevices of(long seed, int size) {
    Fleet fleet = Fleet.seeded(seed, size);
    return new SeededDevices(
        SimulatedThingsStack.builder().application(APPLICATION, fleet).start(), size);
  }

  Stream<EndDevice> stream() {
    return IntStream.range(0, size).mapToObj(this::get);
  }

  private EndDevice get(int index) {
    String deviceId = String.format(Locale.ROOT, "device-%08d", index);
    EndDevice device =
        EndDevice.create(
            message ->
                SERVERS.forEach(
                    server ->
                        stack
                            .registered(server, APPLICATION, deviceId)
                            .ifPresent(message::mergeFrom)));
    if (device.deviceId().isEmpty()) {
      throw new IllegalStateException("the simulated network has no device " + deviceId);
    }
    return device;
  }

  @Override
  public void close() {
    stack.close();
  }
}
