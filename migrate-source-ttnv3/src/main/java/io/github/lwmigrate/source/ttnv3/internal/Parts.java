package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.StackServer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the servers answered about one device. Used by one thread. */
final class Parts {

  private final Map<StackServer, EndDevice> devices = new EnumMap<>(StackServer.class);
  private List<String> warnings = List.of();

  void put(StackServer server, EndDevice device) {
    devices.put(server, device);
  }

  void remove(StackServer server) {
    devices.remove(server);
  }

  Optional<EndDevice> of(StackServer server) {
    return Optional.ofNullable(devices.get(server));
  }

  boolean has(StackServer server) {
    return devices.containsKey(server);
  }

  /** What the Application Server warned of in its last answer. */
  List<String> warnings() {
    return warnings;
  }

  void warnings(List<String> warnings) {
    this.warnings = warnings;
  }
}
