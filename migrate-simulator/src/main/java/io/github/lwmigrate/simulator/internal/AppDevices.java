package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The devices of one application in one registry: a fleet that is computed, and what differs. */
public final class AppDevices<D> {
  private final TreeMap<String, D> stored = new TreeMap<>();

  /** Devices of the fleet that were replaced or deleted. */
  private final BitSet hidden = new BitSet();

  private @Nullable DeviceSupply<D> fleet;

  public void fleet(DeviceSupply<D> fleet) {
    this.fleet = fleet;
    hidden.clear();
  }

  public Optional<D> get(String deviceId) {
    D device = stored.get(deviceId);
    if (device != null) {
      return Optional.of(device);
    }
    DeviceSupply<D> supply = fleet;
    if (supply == null) {
      return Optional.empty();
    }
    OptionalInt index = supply.indexOf(deviceId);
    return index.isPresent() && !hidden.get(index.getAsInt())
        ? supply.registered(index.getAsInt())
        : Optional.empty();
  }

  public void put(String deviceId, D device) {
    hide(deviceId);
    stored.put(deviceId, device);
  }

  public void remove(String deviceId) {
    hide(deviceId);
    stored.remove(deviceId);
  }

  public Optional<D> ofFleet(ByteString joinEui, ByteString devEui) {
    DeviceSupply<D> supply = fleet;
    if (supply == null) {
      return Optional.empty();
    }
    OptionalInt index = supply.indexOf(joinEui, devEui);
    return index.isPresent() && !hidden.get(index.getAsInt())
        ? supply.registered(index.getAsInt())
        : Optional.empty();
  }

  public int count() {
    return stored.size() + fleetSize() - hidden.cardinality();
  }

  /** A window of the devices in order of their ids, found without computing the others. */
  public List<D> page(int offset, int limit) {
    Window window = new Window(offset, (int) Math.min((long) offset + limit, count()));
    for (Map.Entry<String, D> entry : stored.entrySet()) {
      window.passFleet(insertionPoint(entry.getKey()));
      if (window.isFull()) {
        return window.devices;
      }
      window.pass(entry.getValue());
    }
    window.passFleet(fleetSize());
    return window.devices;
  }

  public void forEach(Consumer<D> action) {
    stored.values().forEach(action);
    int size = fleetSize();
    for (int i = hidden.nextClearBit(0); i < size; i = hidden.nextClearBit(i + 1)) {
      action.accept(compute(i));
    }
  }

  private void hide(String deviceId) {
    if (fleet != null) {
      fleet.indexOf(deviceId).ifPresent(hidden::set);
    }
  }

  private int runEnd(int index) {
    int end = hidden.nextSetBit(index);
    return end < 0 ? Integer.MAX_VALUE : end;
  }

  private int fleetSize() {
    return fleet == null ? 0 : fleet.size();
  }

  private D compute(int index) {
    if (fleet == null) {
      throw new IllegalStateException("No fleet");
    }
    return fleet.registered(index).orElseThrow();
  }

  /** How many devices of the fleet come before an id. */
  private int insertionPoint(String deviceId) {
    int low = 0;
    int high = fleetSize();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (fleet != null && fleet.deviceId(middle).compareTo(deviceId) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Walks over the devices in order and keeps those between two ranks. */
  private final class Window {
    private final List<D> devices = new ArrayList<>();
    private final int start;
    private final int end;
    private int rank;
    private int next = hidden.nextClearBit(0);

    Window(int start, int end) {
      this.start = start;
      this.end = end;
    }

    boolean isFull() {
      return rank >= end;
    }

    void pass(D device) {
      if (rank >= start) {
        devices.add(device);
      }
      rank++;
    }

    void passFleet(int before) {
      while (next < before && !isFull()) {
        if (rank >= start) {
          pass(compute(next));
          next = hidden.nextClearBit(next + 1);
        } else {
          int run = Math.min(Math.min(runEnd(next), before) - next, start - rank);
          rank += run;
          next = hidden.nextClearBit(next + run);
        }
      }
    }
  }
}
