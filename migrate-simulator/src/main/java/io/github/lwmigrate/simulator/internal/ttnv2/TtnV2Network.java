package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.proto.ttn.v2.discovery.Announcement;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import io.github.lwmigrate.simulator.TtnV2RateLimit;
import io.github.lwmigrate.simulator.TtnV2Version;
import io.github.lwmigrate.simulator.internal.DeviceKey;
import io.grpc.BindableService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the servers of a network know, and the services they offer. */
public final class TtnV2Network {
  private static final int MAX_FLEETS = 256;

  private final TtnV2Version version;
  private final Outages outages = new Outages();
  private final NetworkServer networkServer = new NetworkServer();
  private final HandlerStore store = new HandlerStore(outages);
  private final DevAddrs addresses = new DevAddrs();
  private final AccountServer accounts;
  private final ApplicationManager applicationManager;
  private final Radio radio;
  private int fleets;

  /**
   * @param waiting how a server waits before it goes on with a call
   */
  public TtnV2Network(
      TtnV2Version version,
      Optional<TtnV2RateLimit> limit,
      InstantSource clock,
      Consumer<? super Duration> waiting) {
    this.version = version;
    this.accounts = new AccountServer(clock, outages);
    RateLimits limits = new RateLimits(limit, version, clock, waiting);
    this.applicationManager =
        new ApplicationManager(
            store,
            new DeviceManager(
                store, new Broker(networkServer, limits, outages), networkServer, version),
            new Admission(accounts, limits, waiting),
            version);
    this.radio = new Radio(store, networkServer, addresses, clock);
  }

  public TtnV2CallRules rules() {
    return new TtnV2CallRules(version);
  }

  public List<BindableService> discovery(Announcement handler) {
    return List.of(new Discovery(store, handler));
  }

  public List<BindableService> handler() {
    return List.of(applicationManager, addresses);
  }

  public AccountServer accounts() {
    return accounts;
  }

  public Outages outages() {
    return outages;
  }

  public Radio radio() {
    return radio;
  }

  public void addApplication(String id) {
    requireId(id);
    store.putApplicationIfAbsent(id);
  }

  public void putApplication(Application application) {
    requireId(application.getAppId());
    store.putApplication(application);
  }

  public synchronized void addFleet(String applicationId, TtnV2Fleet fleet) {
    if (fleets == MAX_FLEETS) {
      throw new IllegalStateException("A simulated network has at most " + MAX_FLEETS + " fleets");
    }
    FleetGenerator generator = new FleetGenerator(fleet, fleets++, applicationId);
    store.addFleet(applicationId, generator.handlerRecords(), generator.listedTwice());
    networkServer.addFleet(generator.networkServerRecords());
  }

  /** Stores a device on both servers, by no rule but that nothing is absent. */
  public void put(Device device) {
    Device record = Devices.handlerRecord(device);
    store.put(device.getAppId(), new StoredDevice(device.getDevId(), record));
    networkServer.put(
        Devices.networkServerRecord(
                record,
                device.getLorawanDevice().getFCntUp(),
                device.getLorawanDevice().getFCntDown())
            .toBuilder()
            .setLastSeen(device.getLorawanDevice().getLastSeen())
            .build());
  }

  public void putBlank(DeviceKey key) {
    store.put(key.applicationId(), new StoredDevice(key.deviceId(), Devices.blank()));
  }

  public void makeUndecodable(DeviceKey key) {
    StoredDevice record = require(key);
    store.put(key.applicationId(), new StoredDevice(record.id(), record.device(), false));
  }

  public void listTwice(DeviceKey key) {
    require(key);
    store.listTwice(key.applicationId(), key.deviceId());
  }

  /** The device with the counters of the Network Server, which reading it here leaves alone. */
  public Optional<Device> find(DeviceKey key) {
    return store
        .find(key.applicationId(), key.deviceId())
        .map(StoredDevice::device)
        .map(
            device -> {
              Device.Builder counted = device.toBuilder();
              networkServer
                  .find(Euis.of(device.getLorawanDevice()))
                  .ifPresent(
                      record ->
                          counted
                              .getLorawanDeviceBuilder()
                              .setFCntUp(record.getFCntUp())
                              .setFCntDown(record.getFCntDown())
                              .setLastSeen(record.getLastSeen()));
              return counted.build();
            });
  }

  public Optional<io.github.lwmigrate.proto.ttn.v2.lorawan.Device> findInNetworkServer(
      DeviceKey key) {
    return store
        .find(key.applicationId(), key.deviceId())
        .flatMap(record -> networkServer.find(Euis.of(record.device().getLorawanDevice())));
  }

  public boolean remove(DeviceKey key) {
    return store
        .find(key.applicationId(), key.deviceId())
        .map(
            record -> {
              networkServer.remove(Euis.of(record.device().getLorawanDevice()));
              return store.remove(key.applicationId(), key.deviceId());
            })
        .orElse(false);
  }

  public boolean removeFromNetworkServer(DeviceKey key) {
    return networkServer.remove(Euis.of(require(key).device().getLorawanDevice()));
  }

  private static void requireId(String id) {
    Identifiers.problem(id)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(
                  "\"" + id + "\" is no application id of V2: it " + problem);
            });
  }

  private StoredDevice require(DeviceKey key) {
    return store
        .find(key.applicationId(), key.deviceId())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no device "
                        + key.deviceId()
                        + " in application "
                        + key.applicationId()));
  }
}
