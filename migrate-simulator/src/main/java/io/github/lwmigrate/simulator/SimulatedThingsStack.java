package io.github.lwmigrate.simulator;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.simulator.internal.CertificateAuthority;
import io.github.lwmigrate.simulator.internal.Cluster;
import io.github.lwmigrate.simulator.internal.Cluster.NetworkIdentity;
import io.github.lwmigrate.simulator.internal.DeviceKey;
import io.github.lwmigrate.simulator.internal.DeviceParts;
import io.github.lwmigrate.simulator.internal.FaultPlan;
import io.github.lwmigrate.simulator.internal.OperationLog;
import io.github.lwmigrate.simulator.internal.StackHosts;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network of The Things Stack that runs in this process and can be reached over gRPC on this
 * machine: Identity, Join, Application and Network Server, with the masks, rights, errors and
 * headers of the real ones.
 *
 * <pre>{@code
 * try (SimulatedThingsStack stack =
 *     SimulatedThingsStack.builder().application("my-app", Fleet.seeded(1, 100)).start()) {
 *   ApiKey key = stack.apiKey("my-app");
 *   // connect to stack.address() with key.token()
 * }
 * }</pre>
 *
 * <p>It needs a gRPC transport at run time: grpc-netty-shaded or grpc-okhttp. Safe for use by
 * several threads.
 */
public final class SimulatedThingsStack implements AutoCloseable {
  private final Cluster cluster;
  private final StackHosts hosts;
  private final FaultPlan faultPlan;
  private final Faults faults;
  private final Radio radio;
  private final OperationLog log;
  private final @Nullable CertificateAuthority authority;

  private SimulatedThingsStack(Builder settings) {
    this.cluster =
        new Cluster(
            settings.version,
            settings.clock,
            new NetworkIdentity(settings.netId, settings.devAddrPrefix, settings.joinEui));
    this.faultPlan = new FaultPlan();
    this.faults = new Faults(faultPlan);
    this.radio = new Radio(cluster, settings.clock);
    this.log = new OperationLog(settings.logCapacity);
    this.authority = settings.tls ? new CertificateAuthority() : null;
    this.hosts =
        StackHosts.start(
            new StackHosts.Settings(
                settings.port,
                settings.separatePorts,
                authority,
                Optional.ofNullable(settings.rateLimit),
                settings.latency),
            cluster,
            faultPlan,
            log);
    settings.applications.forEach(
        (id, fleet) -> {
          if (fleet == null) {
            addApplication(id);
          } else {
            addApplication(id, fleet);
          }
        });
  }

  /**
   * Begins with a network of version {@link StackVersion#REFERENCE} without applications, in
   * plaintext on a free port.
   *
   * @return settings to complete
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Where the network is reached; with separate ports, where its Identity Server is.
   *
   * @return host and port
   */
  public String address() {
    return address(StackServer.IDENTITY_SERVER);
  }

  /**
   * Where one of the servers is reached.
   *
   * @param server which one
   * @return host and port; the same for all unless they have separate ports
   */
  public String address(StackServer server) {
    return hosts.address(server);
  }

  /**
   * The certificate to trust when the network speaks TLS. It is made anew for every network.
   *
   * @return a certificate in PEM, or empty for plaintext
   */
  public Optional<String> caPem() {
    return Optional.ofNullable(authority).map(CertificateAuthority::pem);
  }

  /**
   * Adds an application without devices, unless there is one of that id.
   *
   * @param id the application id
   */
  public void addApplication(String id) {
    cluster.addApplication(id, address());
  }

  /**
   * Adds an application and its devices.
   *
   * @param id the application id
   * @param fleet its devices
   */
  public void addApplication(String id, Fleet fleet) {
    addApplication(id);
    cluster.addFleet(id, fleet, "127.0.0.1");
  }

  /**
   * Makes a key for one application that may read and write everything of its devices.
   *
   * @param applicationId the application
   * @return the key
   */
  public ApiKey apiKey(String applicationId) {
    return apiKey(applicationId, Right.RIGHT_APPLICATION_ALL);
  }

  /**
   * Makes a key for one application with certain rights.
   *
   * @param applicationId the application
   * @param rights what the key may do
   * @return the key
   */
  public ApiKey apiKey(String applicationId, Right... rights) {
    String[] key = cluster.keys().create(applicationId, "", List.of(rights));
    return new ApiKey(key[0], key[1]);
  }

  /**
   * Makes the key of an administrator, who may do everything in every application.
   *
   * @return the key
   */
  public ApiKey administratorKey() {
    String[] key = cluster.keys().createForAdministrator("admin");
    return new ApiKey(key[0], key[1]);
  }

  /**
   * Registers a whole device on the servers that hold parts of it: on the Join Server only when it
   * supports joining. Replaces what was registered before. No rule is applied, so devices can be
   * made that no server would take.
   *
   * @param device the device, with application and device id
   */
  public void put(EndDevice device) {
    for (StackServer server : StackServer.values()) {
      if (server != StackServer.JOIN_SERVER || device.getSupportsJoin()) {
        putRegistry(server, DeviceParts.of(device, server));
      }
    }
  }

  /**
   * Registers a device on one server only, exactly as given. Replaces what was registered there.
   *
   * @param server where
   * @param device what that server's registry answers for it
   */
  public void putRegistry(StackServer server, EndDevice device) {
    cluster.registry(server).put(device);
  }

  /**
   * What a server has of a device.
   *
   * @param server which server
   * @param applicationId the application
   * @param deviceId the device
   * @return the registered device, or empty
   */
  public Optional<EndDevice> registered(StackServer server, String applicationId, String deviceId) {
    return cluster.registry(server).get(new DeviceKey(applicationId, deviceId));
  }

  /**
   * Removes a device from one server.
   *
   * @param server which server
   * @param applicationId the application
   * @param deviceId the device
   * @return true if it was there
   */
  public boolean remove(StackServer server, String applicationId, String deviceId) {
    return cluster.registry(server).remove(new DeviceKey(applicationId, deviceId));
  }

  /**
   * Lets the Application Server have another session of a device than the Network Server, as after
   * a join whose first uplink it has not seen.
   *
   * @param applicationId the application
   * @param deviceId a device with a session on the Application Server
   */
  public void separateSessions(String applicationId, String deviceId) {
    EndDevice.Builder device =
        registered(StackServer.APPLICATION_SERVER, applicationId, deviceId)
            .filter(EndDevice::hasSession)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        deviceId + " has no session on the Application Server"))
            .toBuilder();
    device
        .getSessionBuilder()
        .getKeysBuilder()
        .setSessionKeyId(ByteString.copyFromUtf8("earlier session."));
    putRegistry(StackServer.APPLICATION_SERVER, device.build());
  }

  /**
   * The last calls in the order in which they were answered, also those that were refused.
   *
   * @return a snapshot
   */
  public List<Operation> operations() {
    return log.snapshot();
  }

  /** Empties the operation log. */
  public void clearOperations() {
    log.clear();
  }

  /**
   * What goes wrong.
   *
   * @return the faults, to be added to
   */
  public Faults faults() {
    return faults;
  }

  /**
   * Devices in use.
   *
   * @return what lets devices join, send and receive
   */
  public Radio radio() {
    return radio;
  }

  /** Asks clients to connect anew (GOAWAY); calls under way are answered. */
  public void goAway() {
    hosts.goAway();
  }

  /** Breaks all connections and the calls on them; the network can be reached again at once. */
  public void dropConnections() {
    hosts.dropConnections();
  }

  /** Stops the servers and releases held calls. */
  @Override
  public void close() {
    faultPlan.clear();
    hosts.close();
  }

  /** Settings of a network. Not for use by several threads. */
  public static final class Builder {
    private final Map<String, @Nullable Fleet> applications = new LinkedHashMap<>();
    private StackVersion version = StackVersion.REFERENCE;
    private InstantSource clock = InstantSource.system();
    private int port;
    private boolean separatePorts;
    private boolean tls;
    private int logCapacity = 100_000;
    private @Nullable RateLimit rateLimit;
    private Duration latency = Duration.ZERO;
    private ByteString netId = ByteString.copyFrom(new byte[3]);
    private ByteString devAddrPrefix = ByteString.copyFrom(new byte[] {0, 0, 0, 0, 7});
    private ByteString joinEui = ByteString.copyFrom(new byte[8]);

    private Builder() {}

    /**
     * Which version the servers are: which paths their field masks take and which methods they
     * have.
     *
     * @param version a version; by default {@link StackVersion#REFERENCE}
     * @return this
     */
    public Builder version(StackVersion version) {
      this.version = version;
      return this;
    }

    /**
     * Adds an application without devices.
     *
     * @param id the application id
     * @return this
     */
    public Builder application(String id) {
      applications.put(id, null);
      return this;
    }

    /**
     * Adds an application with devices.
     *
     * @param id the application id
     * @param fleet its devices
     * @return this
     */
    public Builder application(String id, Fleet fleet) {
      applications.put(id, fleet);
      return this;
    }

    /**
     * Where the network listens.
     *
     * @param port a port, or 0 for a free one, which is the default
     * @return this
     */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * Each server has a port of its own. All are free ones.
     *
     * @return this
     */
    public Builder separatePorts() {
      this.separatePorts = true;
      return this;
    }

    /**
     * The network speaks TLS, with a certificate of an authority made for it.
     *
     * @return this
     * @see SimulatedThingsStack#caPem
     */
    public Builder tls() {
      this.tls = true;
      return this;
    }

    /**
     * How many calls the network takes.
     *
     * @param limit the limit; by default there is none
     * @return this
     */
    public Builder rateLimit(RateLimit limit) {
      this.rateLimit = limit;
      return this;
    }

    /**
     * How long each call takes at least, as over a slow network. Every waiting call holds a thread.
     *
     * @param latency the time added to each call; by default none
     * @return this
     */
    public Builder latency(Duration latency) {
      this.latency = latency;
      return this;
    }

    /**
     * What time it is for the servers.
     *
     * @param clock a clock; by default the system's
     * @return this
     */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /**
     * How many calls the operation log keeps.
     *
     * @param capacity the number of calls; by default 100,000
     * @return this
     */
    public Builder operationLog(int capacity) {
      this.logCapacity = capacity;
      return this;
    }

    /**
     * The network's place among LoRaWAN networks; by default that of an experimental network.
     *
     * @param netId the NetID, 3 bytes
     * @param devAddrPrefix the first DevAddr of its block, 4 bytes
     * @param devAddrPrefixLength how many bits of it all addresses share, from 0 to 32
     * @return this
     */
    public Builder network(byte[] netId, byte[] devAddrPrefix, int devAddrPrefixLength) {
      if (netId.length != 3
          || devAddrPrefix.length != 4
          || devAddrPrefixLength < 0
          || devAddrPrefixLength > Integer.SIZE) {
        throw new IllegalArgumentException(
            "A NetID has 3 bytes, a DevAddr prefix 4 bytes and from 0 to 32 bits");
      }
      this.netId = ByteString.copyFrom(netId);
      this.devAddrPrefix =
          ByteString.copyFrom(devAddrPrefix)
              .concat(ByteString.copyFrom(new byte[] {(byte) devAddrPrefixLength}));
      return this;
    }

    /**
     * Starts the servers.
     *
     * @return the running network, to be closed
     * @throws IllegalStateException if separate ports are wanted and a port is given
     * @throws java.io.UncheckedIOException if the port cannot be used
     */
    public SimulatedThingsStack start() {
      if (separatePorts && port != 0) {
        throw new IllegalStateException(
            "Four servers cannot share port " + port + ": leave out either port or separatePorts");
      }
      return new SimulatedThingsStack(this);
    }
  }
}
