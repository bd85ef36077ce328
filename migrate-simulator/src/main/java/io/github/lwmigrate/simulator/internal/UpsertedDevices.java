package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How Network, Application and Join Server store a device: made when there is none yet. */
final class UpsertedDevices {
  private final Registry registry;
  private final InstantSource clock;

  UpsertedDevices(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Checks the device as it is stored, absent as null, and changes it. */
  @FunctionalInterface
  interface Change {
    void apply(@Nullable EndDevice stored, EndDevice.Builder changed);
  }

  EndDevice set(DeviceKey key, EndDeviceIdentifiers ids, Change change) {
    return registry.update(
        key,
        stored -> {
          Timestamp now = Times.nanos(clock.instant());
          EndDevice.Builder changed =
              stored == null ? newDevice(ids).setCreatedAt(now) : stored.toBuilder();
          try {
            change.apply(stored, changed);
          } catch (StackException e) {
            throw e.details() == null ? Errors.registryStore() : e;
          }
          if (stored == null) {
            requireFreeEuis(ids);
          }
          return changed.setUpdatedAt(now).build();
        });
  }

  private void requireFreeEuis(EndDeviceIdentifiers ids) {
    if (!ids.getJoinEui().isEmpty() && !ids.getDevEui().isEmpty()) {
      registry
          .holder(ids.getJoinEui(), ids.getDevEui())
          .ifPresent(
              holder -> {
                throw Errors.registryEuisTaken(ids.getJoinEui(), ids.getDevEui(), holder);
              });
    }
  }

  private static EndDevice.Builder newDevice(EndDeviceIdentifiers ids) {
    EndDeviceIdentifiers.Builder kept = ids.toBuilder().setDevAddr(ByteString.EMPTY);
    return EndDevice.newBuilder().setIds(kept);
  }
}
