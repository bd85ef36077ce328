package io.github.lwmigrate.simulator;

import io.github.lwmigrate.proto.ttn.v2.discovery.Announcement;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.simulator.internal.CallInterceptor;
import io.github.lwmigrate.simulator.internal.CertificateAuthority;
import io.github.lwmigrate.simulator.internal.Delay;
import io.github.lwmigrate.simulator.internal.DeviceKey;
import io.github.lwmigrate.simulator.internal.FaultPlan;
import io.github.lwmigrate.simulator.internal.OperationLog;
import io.github.lwmigrate.simulator.internal.ttnv2.TtnV2Hosts;
import io.github.lwmigrate.simulator.internal.ttnv2.TtnV2Network;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A network of The Things Network Stack V2 that runs in this process and can be reached over gRPC
 * on this machine: discovery and a handler, with the Network Server behind it that keeps the
 * counters, and the errors, rate limits and side effects of the real ones.
 *
 * <pre>{@code
 * try (SimulatedTtnV2 network =
 *     SimulatedTtnV2.builder().application("my-app", TtnV2Fleet.seeded(1, 100)).start()) {
 *   ApiKey key = network.accessKey("my-app");
 *   // connect to network.discoveryAddress(), then to the handler it announces, with key.token()
 * }
 * }</pre>
 *
 * <p>It needs a gRPC transport at run time: grpc-netty-shaded or grpc-okhttp. Safe for use by
 * several threads.
 */
public final class SimulatedTtnV2 implements AutoCloseable {
  private static final int OPERATIONS_KEPT = 100_000;
  private static final Set<String> ALL_RIGHTS =
      Set.of("settings", "devices", "delete", "messages:up:r", "messages:down:w");

  private final TtnV2Network network;
  private final TtnV2Hosts hosts;
  private final FaultPlan faultPlan = new FaultPlan();
  private final TtnV2Faults faults = new TtnV2Faults(faultPlan);
  private final OperationLog log = new OperationLog(OPERATIONS_KEPT);
  private final @Nullable CertificateAuthority authority;

  SimulatedTtnV2(Builder settings) {
    this.network =
        new TtnV2Network(
            settings.version,
            Optional.ofNullable(settings.rateLimit),
            settings.clock,
            settings.waiting);
    this.authority = settings.tls ? new CertificateAuthority() : null;
    settings.applications.forEach(
        (id, fleet) -> {
          network.addApplication(id);
          if (fleet != null) {
            network.addFleet(id, fleet);
          }
        });
    this.hosts =
        new TtnV2Hosts(
            new TtnV2Hosts.Settings(
                settings.discoveryPort,
                settings.handlerPort,
                Optional.ofNullable(authority),
                settings.handlerCertificate,
                settings.announcement),
            network,
            new CallInterceptor(network.rules(), faultPlan, log, settings.latency));
  }

  /**
   * Begins with a network of the last version without applications and rate limits, on free ports:
   * discovery in plaintext, the handler with TLS.
   *
   * @return settings to complete
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Where discovery is reached.
   *
   * @return host and port
   */
  public String discoveryAddress() {
    return hosts.discoveryAddress();
  }

  /**
   * Where the handler is reached, which discovery announces.
   *
   * @return host and port
   */
  public String handlerAddress() {
    return hosts.handlerAddress();
  }

  /**
   * What discovery answers about the handler.
   *
   * @return the announcement, with the handler's certificate
   */
  public Announcement announcement() {
    return hosts.announcement();
  }

  /**
   * The certificate to trust when discovery speaks TLS. It is made anew for every network, and is
   * not the one of the handler, which is announced.
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
    network.addApplication(id);
  }

  /**
   * Adds an application and its devices.
   *
   * @param id the application id
   * @param fleet its devices
   */
  public void addApplication(String id, TtnV2Fleet fleet) {
    network.addApplication(id);
    network.addFleet(id, fleet);
  }

  /**
   * Adds an application with its payload functions, or replaces what is known of it.
   *
   * @param application the application, with its id
   */
  public void putApplication(Application application) {
    network.putApplication(application);
  }

  /**
   * Makes an access key for one application that may do everything.
   *
   * @param applicationId the application
   * @return the key, whose token goes into the header {@code key}
   */
  public ApiKey accessKey(String applicationId) {
    return key(applicationId, ALL_RIGHTS);
  }

  /**
   * Makes an access key for one application with certain rights.
   *
   * @param applicationId the application
   * @param rights what the key may do, as {@code devices} or {@code settings}
   * @return the key
   */
  public ApiKey accessKey(String applicationId, String... rights) {
    return key(applicationId, Set.of(rights));
  }

  /**
   * Keys and tokens that were not made here, or no longer work.
   *
   * @return the account server
   */
  public TtnV2Accounts accounts() {
    return new TtnV2Accounts(network.accounts());
  }

  /**
   * What devices send and are sent.
   *
   * @return the radio
   */
  public TtnV2Radio radio() {
    return new TtnV2Radio(network.radio());
  }

  /**
   * Stores a device in handler and Network Server. Replaces what was stored before. No rule is
   * applied, so devices can be made that no server would take.
   *
   * @param device the device, with application and device id, counters and used nonces; EUIs, keys
   *     and address that are absent are zero
   */
  public void put(Device device) {
    network.put(device);
  }

  /**
   * Puts a record without ids and with nothing but zeros in place of a device, as is left over when
   * a device is deleted while it is listed.
   *
   * @param applicationId the application
   * @param deviceId what the record is stored under
   */
  public void putBlank(String applicationId, String deviceId) {
    network.putBlank(new DeviceKey(applicationId, deviceId));
  }

  /**
   * Lets the handler fail to read a device: lists leave it out, but count it.
   *
   * @param applicationId the application
   * @param deviceId a device
   */
  public void makeUndecodable(String applicationId, String deviceId) {
    network.makeUndecodable(new DeviceKey(applicationId, deviceId));
  }

  /**
   * Lets lists have a device twice.
   *
   * @param applicationId the application
   * @param deviceId a device
   */
  public void listTwice(String applicationId, String deviceId) {
    network.listTwice(new DeviceKey(applicationId, deviceId));
  }

  /**
   * Lets the Network Server lose a device with its counters, as after a fault of its storage. The
   * next read makes it anew, with counters of zero.
   *
   * @param applicationId the application
   * @param deviceId a device
   * @return true if the Network Server knew it
   */
  public boolean loseInNetworkServer(String applicationId, String deviceId) {
    return network.removeFromNetworkServer(new DeviceKey(applicationId, deviceId));
  }

  /**
   * What the handler stores of a device, used nonces included, and the counters of the Network
   * Server. Asking changes nothing.
   *
   * @param applicationId the application
   * @param deviceId the device
   * @return the device, or empty
   */
  public Optional<Device> registered(String applicationId, String deviceId) {
    return network.find(new DeviceKey(applicationId, deviceId));
  }

  /**
   * What the Network Server stores of a device.
   *
   * @param applicationId the application
   * @param deviceId the device
   * @return address, network session key and counters, or empty
   */
  public Optional<io.github.lwmigrate.proto.ttn.v2.lorawan.Device> registeredInNetworkServer(
      String applicationId, String deviceId) {
    return network.findInNetworkServer(new DeviceKey(applicationId, deviceId));
  }

  /**
   * Removes a device from both servers.
   *
   * @param applicationId the application
   * @param deviceId the device
   * @return true if it was there
   */
  public boolean remove(String applicationId, String deviceId) {
    return network.remove(new DeviceKey(applicationId, deviceId));
  }

  /**
   * A part of the network goes out of order.
   *
   * @param component which part
   */
  public void takeDown(TtnV2Component component) {
    network.outages().begin(component);
  }

  /**
   * A part of the network works again.
   *
   * @param component which part
   */
  public void bringBack(TtnV2Component component) {
    network.outages().end(component);
  }

  /**
   * The last 100,000 calls to discovery and handler in the order in which they were answered, also
   * those that were refused.
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
  public TtnV2Faults faults() {
    return faults;
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

  private ApiKey key(String applicationId, Set<String> rights) {
    return new ApiKey(applicationId, network.accounts().newKey(applicationId, rights));
  }

  /** Settings of a network. Not for use by several threads. */
  public static final class Builder {
    private final Map<String, @Nullable TtnV2Fleet> applications = new LinkedHashMap<>();
    private TtnV2Version version = TtnV2Version.V2_10_4;
    private InstantSource clock = InstantSource.system();
    private Consumer<? super Duration> waiting = Delay::of;
    private int discoveryPort;
    private int handlerPort;
    private boolean tls;
    private HandlerCertificate handlerCertificate = HandlerCertificate.VALID;
    private UnaryOperator<Announcement> announcement = UnaryOperator.identity();
    private @Nullable TtnV2RateLimit rateLimit;
    private Duration latency = Duration.ZERO;

    private Builder() {}

    /**
     * Which version the servers are.
     *
     * @param version a version; by default the last
     * @return this
     */
    public Builder version(TtnV2Version version) {
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
    public Builder application(String id, TtnV2Fleet fleet) {
      applications.put(id, fleet);
      return this;
    }

    /**
     * Where discovery and handler listen.
     *
     * @param discovery a port, or 0 for a free one, which is the default
     * @param handler another one, or 0
     * @return this
     */
    public Builder ports(int discovery, int handler) {
      this.discoveryPort = discovery;
      this.handlerPort = handler;
      return this;
    }

    /**
     * Discovery speaks TLS, with a certificate of an authority made for it.
     *
     * @return this
     * @see SimulatedTtnV2#caPem
     */
    public Builder tls() {
      this.tls = true;
      return this;
    }

    /**
     * Which certificate the handler has.
     *
     * @param certificate by default a valid one
     * @return this
     */
    public Builder handlerCertificate(HandlerCertificate certificate) {
      this.handlerCertificate = certificate;
      return this;
    }

    /**
     * Changes what discovery answers about the handler, as its addresses or its certificate.
     *
     * @param change makes another announcement of the true one
     * @return this
     */
    public Builder announcement(UnaryOperator<Announcement> change) {
      this.announcement = change;
      return this;
    }

    /**
     * How many calls the servers take.
     *
     * @param limit the limit; by default there is none
     * @return this
     */
    public Builder rateLimit(TtnV2RateLimit limit) {
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
     * How a server waits for the next period of a rate limit.
     *
     * @param waiting called by the thread of the call with the time to wait; by default it sleeps
     * @return this
     */
    public Builder waiting(Consumer<? super Duration> waiting) {
      this.waiting = waiting;
      return this;
    }

    /**
     * Starts the servers.
     *
     * @return the running network, to be closed
     * @throws IllegalArgumentException if an application id is none of V2
     * @throws java.io.UncheckedIOException if a port cannot be used
     */
    public SimulatedTtnV2 start() {
      return new SimulatedTtnV2(this);
    }
  }
}
