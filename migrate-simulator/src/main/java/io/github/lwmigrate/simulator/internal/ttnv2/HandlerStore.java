package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.simulator.TtnV2Component;
import io.github.lwmigrate.simulator.internal.AppDevices;
import io.github.lwmigrate.simulator.internal.DeviceSupply;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The applications and devices of the handler. */
final class HandlerStore {
  private final Map<String, Stored> applications = new TreeMap<>();
  private final Outages outages;

  HandlerStore(Outages outages) {
    this.outages = outages;
  }

  /** One application and its devices. */
  private static final class Stored {
    private Application application;
    private final AppDevices<StoredDevice> devices = new AppDevices<>();
    private final Map<Euis, Set<String>> byEuis = new HashMap<>();
    private final Set<String> listedTwice = new HashSet<>();

    Stored(Application application) {
      this.application = application;
    }

    void forgetEuis(String deviceId) {
      devices
          .get(deviceId)
          .map(record -> Euis.of(record.device().getLorawanDevice()))
          .map(byEuis::get)
          .ifPresent(ids -> ids.remove(deviceId));
    }
  }

  /** Devices, and how many there are with those that are not among them. */
  record Listing(List<Device> devices, int total, int selected) {}

  synchronized List<String> applicationIds() {
    return List.copyOf(applications.keySet());
  }

  synchronized Optional<Application> application(String id) {
    return Optional.ofNullable(applications.get(id))
        .filter(found -> !outages.has(TtnV2Component.HANDLER_STORAGE))
        .map(stored -> stored.application);
  }

  synchronized boolean putApplicationIfAbsent(String id) {
    return applications.putIfAbsent(id, new Stored(Application.newBuilder().setAppId(id).build()))
        == null;
  }

  synchronized void putApplication(Application application) {
    putApplicationIfAbsent(application.getAppId());
    stored(application.getAppId()).application = application;
  }

  synchronized List<Device> removeApplication(String id) {
    Stored removed = applications.remove(id);
    List<Device> devices = new ArrayList<>();
    if (removed != null) {
      removed.devices.forEach(record -> devices.add(record.device()));
    }
    return devices;
  }

  synchronized void addFleet(
      String applicationId, DeviceSupply<StoredDevice> fleet, Collection<String> listedTwice) {
    Stored stored = stored(applicationId);
    stored.devices.fleet(fleet);
    stored.listedTwice.addAll(listedTwice);
  }

  synchronized Optional<StoredDevice> find(String applicationId, String deviceId) {
    return Optional.ofNullable(applications.get(applicationId))
        .flatMap(stored -> stored.devices.get(deviceId));
  }

  /** Reads a record that has to be readable where it exists. */
  Optional<Device> read(String applicationId, String deviceId) {
    return find(applicationId, deviceId)
        .map(
            record -> {
              if (!record.decodable()) {
                throw new Failure(
                    Code.UNKNOWN,
                    "ReadString: expects \" or n, but found N, error found in #1 byte of"
                        + " ...|NOTHEX|..., bigger context ...|NOTHEX|...");
              }
              return record.device();
            });
  }

  synchronized void put(String applicationId, StoredDevice record) {
    Stored stored = stored(applicationId);
    stored.forgetEuis(record.id());
    stored
        .byEuis
        .computeIfAbsent(Euis.of(record.device().getLorawanDevice()), added -> new HashSet<>())
        .add(record.id());
    stored.devices.put(record.id(), record);
  }

  synchronized boolean remove(String applicationId, String deviceId) {
    Stored stored = stored(applicationId);
    boolean known = stored.devices.get(deviceId).isPresent();
    stored.forgetEuis(deviceId);
    stored.devices.remove(deviceId);
    stored.listedTwice.remove(deviceId);
    return known;
  }

  synchronized void listTwice(String applicationId, String deviceId) {
    stored(applicationId).listedTwice.add(deviceId);
  }

  synchronized boolean hasEuis(String applicationId, Euis euis) {
    Stored stored = stored(applicationId);
    return !stored.byEuis.getOrDefault(euis, Set.of()).isEmpty()
        || stored.devices.ofFleet(euis.appEui(), euis.devEui()).isPresent();
  }

  synchronized Listing list(String applicationId, Page page) {
    Stored stored = stored(applicationId);
    int count = stored.devices.count();
    int total = count + stored.listedTwice.size();
    List<StoredDevice> records;
    if (stored.listedTwice.isEmpty()) {
      records =
          page.offset() >= count ? List.of() : stored.devices.page(page.offset(), page.limit());
    } else {
      List<StoredDevice> all = new ArrayList<>();
      for (StoredDevice record : stored.devices.page(0, count)) {
        all.add(record);
        if (stored.listedTwice.contains(record.id())) {
          all.add(record);
        }
      }
      records = page.of(all);
    }
    List<Device> devices =
        records.stream().filter(StoredDevice::decodable).map(StoredDevice::device).toList();
    return new Listing(devices, total, page.selected(total));
  }

  private Stored stored(String applicationId) {
    Stored stored = applications.get(applicationId);
    if (stored == null) {
      throw new IllegalArgumentException("There is no application " + applicationId);
    }
    return stored;
  }
}
