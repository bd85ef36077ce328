package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.proto.ttn.v2.lorawan.Device;
import io.github.lwmigrate.simulator.internal.DeviceSupply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** What the Network Server keeps of devices: addresses, network session keys and counters. */
final class NetworkServer {
  private final List<DeviceSupply<Device>> fleets = new ArrayList<>();

  /** What differs from the fleets; empty where a record is gone. */
  private final Map<Euis, Optional<Device>> changed = new HashMap<>();

  synchronized void addFleet(DeviceSupply<Device> fleet) {
    fleets.add(fleet);
  }

  synchronized Optional<Device> find(Euis euis) {
    Optional<Device> found = changed.get(euis);
    return found == null ? ofFleets(euis) : found;
  }

  /** Reads a record for one application. */
  Device get(Euis euis, String applicationId) {
    Device device = find(euis).orElseThrow(() -> Failure.notFound(euis.key()));
    requireAccess(device, applicationId);
    return device;
  }

  /** Stores a record as it is sent, except for when the device was last seen. */
  synchronized void set(Device sent) {
    Identifiers.requireDevice(sent.getAppId(), sent.getDevId(), "Invalid Device");
    Optional<Device> stored = find(Euis.of(sent));
    stored.ifPresent(device -> requireAccess(device, sent.getAppId()));
    put(sent.toBuilder().setLastSeen(stored.map(Device::getLastSeen).orElse(0L)).build());
  }

  void delete(Euis euis, String applicationId) {
    get(euis, applicationId);
    remove(euis);
  }

  synchronized void put(Device device) {
    changed.put(Euis.of(device), Optional.of(device));
  }

  synchronized boolean remove(Euis euis) {
    boolean known = find(euis).isPresent();
    changed.put(euis, Optional.empty());
    return known;
  }

  /** The record as it was before the change, if there is one. */
  synchronized Optional<Device> update(Euis euis, UnaryOperator<Device> change) {
    Optional<Device> stored = find(euis);
    stored.ifPresent(device -> put(change.apply(device)));
    return stored;
  }

  private Optional<Device> ofFleets(Euis euis) {
    for (DeviceSupply<Device> fleet : fleets) {
      OptionalInt index = fleet.indexOf(euis.appEui(), euis.devEui());
      if (index.isPresent()) {
        return fleet.registered(index.getAsInt());
      }
    }
    return Optional.empty();
  }

  private static void requireAccess(Device device, String applicationId) {
    if (!device.getAppId().equals(applicationId)) {
      throw Failure.permissionDenied(
          "No \"devices\" rights to Application \"" + device.getAppId() + "\"");
    }
  }
}
