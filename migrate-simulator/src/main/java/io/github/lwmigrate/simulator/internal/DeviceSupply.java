package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.OptionalInt;

/** Devices that are computed when asked for, numbered in the order of their ids. */
public interface DeviceSupply<D> {
  int size();

  String deviceId(int index);

  OptionalInt indexOf(String deviceId);

  OptionalInt indexOf(ByteString joinEui, ByteString devEui);

  /** What the registry holds of the device; every device is in a registry that is listed. */
  Optional<D> registered(int index);
}
