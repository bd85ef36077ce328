package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The device registry of one server. */
public final class Registry {
  private final Map<String, AppDevices<EndDevice>> applications = new HashMap<>();
  private final Map<Euis, DeviceKey> byEuis = new HashMap<>();
  private final StackServer server;

  Registry(StackServer server) {
    this.server = server;
  }

  public StackServer server() {
    return server;
  }

  synchronized void fleet(String applicationId, DeviceSupply<EndDevice> fleet) {
    application(applicationId).fleet(fleet);
  }

  public synchronized Optional<EndDevice> get(DeviceKey key) {
    AppDevices<EndDevice> devices = applications.get(key.applicationId());
    return devices == null ? Optional.empty() : devices.get(key.deviceId());
  }

  public synchronized void put(EndDevice device) {
    DeviceKey key = DeviceKey.of(device.getIds());
    forgetEuis(key);
    Euis euis = Euis.of(device.getIds());
    if (euis != null) {
      byEuis.put(euis, key);
    }
    application(key.applicationId()).put(key.deviceId(), device);
  }

  /** Whether there was one. */
  public synchronized boolean remove(DeviceKey key) {
    if (get(key).isEmpty()) {
      return false;
    }
    forgetEuis(key);
    application(key.applicationId()).remove(key.deviceId());
    return true;
  }

  /** Reads a device, absent as null, and stores what the change makes of it. */
  synchronized EndDevice update(DeviceKey key, UnaryOperator<@Nullable EndDevice> change) {
    EndDevice changed = change.apply(get(key).orElse(null));
    if (changed == null) {
      throw new IllegalStateException("A change of a device has to give a device");
    }
    put(changed);
    return changed;
  }

  /** Changes a device that is there. */
  public synchronized void change(DeviceKey key, UnaryOperator<EndDevice> change) {
    get(key).ifPresent(device -> put(change.apply(device)));
  }

  synchronized Optional<DeviceKey> holder(ByteString joinEui, ByteString devEui) {
    DeviceKey stored = byEuis.get(new Euis(joinEui, devEui));
    if (stored != null) {
      return Optional.of(stored);
    }
    for (AppDevices<EndDevice> devices : applications.values()) {
      Optional<EndDevice> found = devices.ofFleet(joinEui, devEui);
      if (found.isPresent()) {
        return found.map(device -> DeviceKey.of(device.getIds()));
      }
    }
    return Optional.empty();
  }

  synchronized int count(String applicationId) {
    AppDevices<EndDevice> devices = applications.get(applicationId);
    return devices == null ? 0 : devices.count();
  }

  synchronized List<EndDevice> page(String applicationId, int offset, int limit) {
    AppDevices<EndDevice> devices = applications.get(applicationId);
    return devices == null ? List.of() : devices.page(offset, limit);
  }

  synchronized List<EndDevice> all(String applicationId) {
    List<EndDevice> all = new ArrayList<>();
    AppDevices<EndDevice> devices = applications.get(applicationId);
    if (devices != null) {
      devices.forEach(all::add);
    }
    return all;
  }

  private AppDevices<EndDevice> application(String applicationId) {
    return applications.computeIfAbsent(applicationId, id -> new AppDevices<>());
  }

  private void forgetEuis(DeviceKey key) {
    get(key).map(old -> Euis.of(old.getIds())).ifPresent(euis -> byEuis.remove(euis, key));
  }

  private record Euis(ByteString joinEui, ByteString devEui) {
    static @Nullable Euis of(EndDeviceIdentifiers ids) {
      return ids.getJoinEui().isEmpty() || ids.getDevEui().isEmpty()
          ? null
          : new Euis(ids.getJoinEui(), ids.getDevEui());
    }
  }
}
