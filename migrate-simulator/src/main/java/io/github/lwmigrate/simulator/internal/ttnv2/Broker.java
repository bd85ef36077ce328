package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.proto.ttn.v2.lorawan.Device;
import io.github.lwmigrate.simulator.TtnV2Component;
import java.util.function.Supplier;

/** The way from the handler to the Network Server, on which calls are counted and can fail. */
final class Broker {
  private static final int BROKER_PORT = 1902;
  private static final int NETWORK_SERVER_PORT = 1903;

  private final NetworkServer networkServer;
  private final RateLimits limits;
  private final Outages outages;

  Broker(NetworkServer networkServer, RateLimits limits, Outages outages) {
    this.networkServer = networkServer;
    this.limits = limits;
    this.outages = outages;
  }

  Device get(Grant caller, Euis euis) {
    return forward(
        caller,
        "Broker did not return device",
        "return",
        () -> networkServer.get(euis, caller.applicationId()));
  }

  void set(Grant caller, Device device) {
    set(caller, device, "Broker did not set device");
  }

  /** Stores a device that the Network Server has lost. */
  void setAgain(Grant caller, Device device) {
    set(caller, device, "Could not re-register missing device to Broker");
  }

  void delete(Grant caller, Euis euis) {
    forward(
        caller,
        "Broker did not delete device",
        "delete",
        () -> {
          networkServer.delete(euis, caller.applicationId());
          return euis;
        });
  }

  private void set(Grant caller, Device device, String complaint) {
    forward(
        caller,
        complaint,
        "set",
        () -> {
          networkServer.set(device);
          return device;
        });
  }

  private <T> T forward(Grant caller, String complaint, String verb, Supplier<T> action) {
    try {
      reach(TtnV2Component.BROKER, BROKER_PORT);
      limits.chargeBroker(caller);
      return reachNetworkServer(caller, verb, action);
    } catch (Failure e) {
      throw e.passedOn(complaint);
    }
  }

  private <T> T reachNetworkServer(Grant caller, String verb, Supplier<T> action) {
    try {
      reach(TtnV2Component.NETWORK_SERVER, NETWORK_SERVER_PORT);
      limits.chargeNetworkServer(caller);
      return action.get();
    } catch (Failure e) {
      throw e.passedOn("NetworkServer did not " + verb + " device");
    }
  }

  private void reach(TtnV2Component component, int port) {
    if (outages.has(component)) {
      throw Failure.unreachable(port);
    }
  }
}
