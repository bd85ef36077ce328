package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Application;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationLink;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the servers of a stack know. */
public final class Cluster {
  private static final StackVersion DEFAULT_PAGE_LIMIT_SINCE = StackVersion.of("3.32.2");
  private static final int DEFAULT_PAGE_LIMIT = 100;
  private static final int MAX_FLEETS = 256;

  private final StackVersion version;
  private final InstantSource clock;
  private final AccessKeys keys;
  private final Map<StackServer, Registry> registries = new EnumMap<>(StackServer.class);
  private final Map<String, Application> applications = new ConcurrentSkipListMap<>();
  private final Map<String, ApplicationLink> links = new ConcurrentSkipListMap<>();
  private final NetworkIdentity network;
  private int fleets;

  public Cluster(StackVersion version, InstantSource clock, NetworkIdentity network) {
    this.version = version;
    this.clock = clock;
    this.network = network;
    this.keys = new AccessKeys(clock);
    for (StackServer server : StackServer.values()) {
      registries.put(server, new Registry(server));
    }
  }

  /** How the network appears to others. */
  public record NetworkIdentity(ByteString netId, ByteString devAddrPrefix, ByteString joinEui) {}

  StackVersion version() {
    return version;
  }

  InstantSource clock() {
    return clock;
  }

  public AccessKeys keys() {
    return keys;
  }

  NetworkIdentity network() {
    return network;
  }

  public Registry registry(StackServer server) {
    Registry registry = registries.get(server);
    if (registry == null) {
      throw new IllegalArgumentException("No registry of " + server);
    }
    return registry;
  }

  public Application addApplication(String id, String serverAddress) {
    Application.Builder application =
        Application.newBuilder()
            .setCreatedAt(Times.micros(clock.instant()))
            .setUpdatedAt(Times.micros(clock.instant()))
            .setNetworkServerAddress(serverAddress)
            .setApplicationServerAddress(serverAddress)
            .setJoinServerAddress(serverAddress);
    application.getIdsBuilder().setApplicationId(id);
    return applications.computeIfAbsent(id, added -> application.build());
  }

  public synchronized void addFleet(String applicationId, Fleet fleet, String serverAddress) {
    if (fleets == MAX_FLEETS) {
      throw new IllegalStateException("A simulated network has at most " + MAX_FLEETS + " fleets");
    }
    int number = fleets++;
    registries.forEach(
        (server, registry) ->
            registry.fleet(
                applicationId,
                new FleetGenerator(fleet, number, applicationId, serverAddress, server)));
  }

  Optional<Application> application(String id) {
    return Optional.ofNullable(applications.get(id));
  }

  boolean putApplication(Application application) {
    return applications.putIfAbsent(application.getIds().getApplicationId(), application) == null;
  }

  Collection<Application> applications() {
    return applications.values();
  }

  Optional<ApplicationLink> link(String applicationId) {
    return Optional.ofNullable(links.get(applicationId));
  }

  void putLink(String applicationId, ApplicationLink link) {
    links.put(applicationId, link);
  }

  /** How many devices a page has when the request does not say. */
  int defaultPageLimit() {
    return version.compareTo(DEFAULT_PAGE_LIMIT_SINCE) >= 0
        ? DEFAULT_PAGE_LIMIT
        : Integer.MAX_VALUE;
  }
}
