package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.simulator.TtnV2Version;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Optional;

/**
 * How the handler reads and changes devices, whose counters only the Network Server keeps. Nothing
 * here is atomic over both.
 */
final class DeviceManager {
  private final HandlerStore store;
  private final Broker broker;
  private final NetworkServer networkServer;
  private final TtnV2Version version;

  DeviceManager(
      HandlerStore store, Broker broker, NetworkServer networkServer, TtnV2Version version) {
    this.store = store;
    this.broker = broker;
    this.networkServer = networkServer;
    this.version = version;
  }

  HandlerStore.Listing list(Grant caller, Page page) {
    HandlerStore.Listing listing = store.list(caller.applicationId(), page);
    List<Device> shown = listing.devices().stream().map(this::shown).toList();
    return new HandlerStore.Listing(shown, listing.total(), listing.selected());
  }

  Device get(Grant caller, String deviceId) {
    Device.Builder device = shown(existing(caller, deviceId)).toBuilder();
    io.github.lwmigrate.proto.ttn.v2.lorawan.Device counted = counted(caller, device.build());
    device
        .getLorawanDeviceBuilder()
        .setFCntUp(counted.getFCntUp())
        .setFCntDown(counted.getFCntDown())
        .setLastSeen(counted.getLastSeen());
    return device.build();
  }

  void set(Grant caller, Device sent) {
    Optional<Device> stored = store.read(caller.applicationId(), sent.getDevId());
    Device changed = Devices.handlerRecord(merged(stored, sent));
    Euis euis = Euis.of(changed.getLorawanDevice());
    if (stored.isEmpty()) {
      if (store.hasEuis(caller.applicationId(), euis)) {
        throw new Failure(Code.ALREADY_EXISTS, "Device with AppEUI and DevEUI already exists");
      }
    } else {
      Euis before = Euis.of(stored.get().getLorawanDevice());
      if (!before.equals(euis)) {
        broker.delete(caller, before);
      }
    }
    broker.set(
        caller,
        Devices.networkServerRecord(
            changed, sent.getLorawanDevice().getFCntUp(), sent.getLorawanDevice().getFCntDown()));
    if (version.isAtLeast(TtnV2Version.V2_8_0)) {
      Attributes.requireWithinLimits(changed);
    }
    store.put(caller.applicationId(), new StoredDevice(sent.getDevId(), changed));
  }

  void delete(Grant caller, String deviceId) {
    Device stored = existing(caller, deviceId);
    try {
      broker.delete(caller, Euis.of(stored.getLorawanDevice()));
    } catch (Failure e) {
      if (e.code() != Code.NOT_FOUND) {
        throw e;
      }
    }
    store.remove(caller.applicationId(), deviceId);
  }

  void deleteAll(Grant caller) {
    store
        .removeApplication(caller.applicationId())
        .forEach(device -> networkServer.remove(Euis.of(device.getLorawanDevice())));
  }

  private Device existing(Grant caller, String deviceId) {
    return store
        .read(caller.applicationId(), deviceId)
        .orElseThrow(
            () -> Failure.notFound("handler:device:" + caller.applicationId() + ":" + deviceId));
  }

  /** The Network Server's record; reading makes a new one, without counters, when it is lost. */
  private io.github.lwmigrate.proto.ttn.v2.lorawan.Device counted(Grant caller, Device device) {
    try {
      return broker.get(caller, Euis.of(device.getLorawanDevice()));
    } catch (Failure e) {
      if (e.code() != Code.NOT_FOUND) {
        throw e;
      }
      io.github.lwmigrate.proto.ttn.v2.lorawan.Device empty =
          Devices.networkServerRecord(device, 0, 0);
      broker.setAgain(caller, empty);
      return empty;
    }
  }

  /** What is stored of a device that is sent; keys and address that are absent stay. */
  private Device merged(Optional<Device> stored, Device sent) {
    Device.Builder merged = sent.toBuilder();
    if (!version.isAtLeast(TtnV2Version.V2_5_0)) {
      merged.clearDescription();
    }
    if (!version.isAtLeast(TtnV2Version.V2_8_0)) {
      merged.clearAttributes();
    }
    stored.ifPresent(device -> keep(device.getLorawanDevice(), merged.getLorawanDeviceBuilder()));
    return merged.build();
  }

  private static void keep(
      io.github.lwmigrate.proto.ttn.v2.lorawan.Device stored,
      io.github.lwmigrate.proto.ttn.v2.lorawan.Device.Builder sent) {
    boolean sameAppKey = !sent.hasAppKey() || sent.getAppKey().equals(stored.getAppKey());
    if (!sent.hasDevAddr()) {
      sent.setDevAddr(stored.getDevAddr());
    }
    if (!sent.hasNwkSKey()) {
      sent.setNwkSKey(stored.getNwkSKey());
    }
    if (!sent.hasAppSKey()) {
      sent.setAppSKey(stored.getAppSKey());
    }
    if (!sent.hasAppKey()) {
      sent.setAppKey(stored.getAppKey());
    }
    sent.clearUsedDevNonces().clearUsedAppNonces();
    if (sameAppKey) {
      sent.addAllUsedDevNonces(stored.getUsedDevNoncesList())
          .addAllUsedAppNonces(stored.getUsedAppNoncesList());
    }
  }

  /** What this version shows of a record. */
  private Device shown(Device record) {
    Device.Builder shown = record.toBuilder();
    if (version.isAtLeast(TtnV2Version.V2_10_0)) {
      shown.getLorawanDeviceBuilder().clearUsedDevNonces().clearUsedAppNonces();
    }
    return shown.build();
  }
}
