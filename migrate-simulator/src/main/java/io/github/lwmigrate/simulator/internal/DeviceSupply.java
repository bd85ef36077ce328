package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.StackServer;
import java.util.Optional;
import java.util.OptionalInt;

/** Devices that are computed when asked for, numbered in the order of their ids. */
public interface DeviceSupply {
  int size();

  String deviceId(int index);

  OptionalInt indexOf(String deviceId);

  OptionalInt indexOf(ByteString joinEui, ByteString devEui);

  /** What one server's registry holds of the device; every device is on the Identity Server. */
  Optional<EndDevice> registered(int index, StackServer server);
}
