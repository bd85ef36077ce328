package io.github.lwmigrate.source.ttnv2;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.grpc.Applications;
import io.github.lwmigrate.grpc.Problems;
import io.github.lwmigrate.grpc.RetryPolicy;
import io.github.lwmigrate.grpc.ServerAddress;
import io.github.lwmigrate.grpc.TransportSecurity;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.source.ttnv2.internal.HandlerAccess;
import io.github.lwmigrate.source.ttnv2.internal.Handlers;
import io.github.lwmigrate.source.ttnv2.internal.Ids;
import io.github.lwmigrate.source.ttnv2.internal.MappingOptions;
import io.github.lwmigrate.source.ttnv2.internal.Origin;
import io.github.lwmigrate.source.ttnv2.internal.OriginApplication;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Source;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads devices from The Things Network Stack V2: asks the discovery server for the handler of each
 * application, and the handler for its devices. Thread-safe.
 *
 * <p>Makes at most five calls a second for each application, as handlers allow. Where sessions
 * move, each device takes a call; without them, devices that join come with the listing. Reading
 * changes nothing, with one exception that lies with the origin: a handler that finds no counters
 * of a device in the network server registers it there anew, with counters of zero. Such a session
 * is a finding to be acknowledged.
 *
 * <p>The origin does not know frequency plan and edition of the regional parameters of a device:
 * both are said here. Devices become LoRaWAN 1.0.2 devices of class A. A device that has no AppKey
 * is an ABP device, with its session and a MAC state in which it already follows its plan.
 *
 * <p>{@link #retirer()} clears keys, replaces the AppKey and deletes.
 *
 * <pre>{@code
 * try (Source origin =
 *     TtnV2Source.builder()
 *         .discoveryServerAddress("discovery.example.org:1900")
 *         .application("my-app", () -> System.getenv("MY_APP_KEY"))
 *         .frequencyPlan("EU_863_870_TTN")
 *         .build()) {
 *   ...
 * }
 * }</pre>
 */
public final class TtnV2Source implements Source {

  private final Origin origin;
  private final String identity;
  private final int concurrency;

  private TtnV2Source(Builder builder, HandlerAccess access, String frequencyPlan) {
    this.origin =
        new Origin(
            new Applications<>(Ids.FORM, OriginApplication::new, builder.applications, null),
            new Handlers(access, builder.customizer, builder.retry),
            new MappingOptions(
                frequencyPlan, builder.plans, builder.phyVersion, builder.resetsToFrequencyPlan),
            builder.retry);
    this.identity =
        "ttnv2 "
            + origin
            + " "
            + frequencyPlan
            + " "
            + builder.phyVersion
            + (builder.resetsToFrequencyPlan ? " resets to frequency plan" : "");
    this.concurrency = builder.concurrency;
  }

  /**
   * Starts a source.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
    origin.list(selection, receiver, call);
  }

  @Override
  public Reading read(Listed listed, Call call) {
    return origin.read(listed, call);
  }

  @Override
  public int maxConcurrency() {
    return concurrency;
  }

  /**
   * What clears keys (CLEAR_KEYS), replaces the AppKey (INVALIDATE_APP_KEY) and deletes (DELETE).
   *
   * <p>CLEAR_KEYS takes the AppKey of a device that joins; and DevAddr, NwkSKey and AppSKey where
   * the session moves. Where it does not move, a running session goes on at the origin until the
   * device joins elsewhere. A device whose session is not the recorded one any more keeps it: the
   * step fails. A device that somebody deleted is not made again. Between the reading and the
   * writing of a step lies one round trip: what the origin does in it, it does unseen; an uplink is
   * then not counted, and the downlink counter margin is for downlinks. A deletion by somebody else
   * in it is undone by the write; where the session stays, and when a device is put back, the
   * device is read once more and this is said.
   */
  @Override
  public Optional<Retirer> retirer() {
    return Optional.of(origin.retirer());
  }

  /** The calls of a device that joins and has a session, at five a second. */
  @Override
  public Duration timePerDevice(boolean sessions, Set<Retirement> changes) {
    return origin.timePerDevice(sessions, changes);
  }

  /** Addresses, applications, and what is said of all devices. */
  @Override
  public String identity() {
    return identity;
  }

  @Override
  public void close() {
    origin.close();
  }

  @Override
  public String toString() {
    return identity;
  }

  /**
   * Builds a {@link TtnV2Source}: TLS, the announced certificate trusted for the handler, regional
   * parameters 1.0.2 revision B and 8 devices at a time, unless said otherwise. Needs the address
   * of a discovery server or a handler, a frequency plan and at least one application. Not
   * thread-safe.
   */
  public static final class Builder {

    private static final int CONCURRENCY = 8;
    private static final int LONGEST_PLAN_ID = 64;

    /** Handlers before version 2.10.4 refuse for the rest of an hour. */
    private static final RetryPolicy RETRY =
        new RetryPolicy(
            8,
            Duration.ofMillis(250),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(75));

    private final Map<String, Supplier<String>> applications = new LinkedHashMap<>();
    private final Problems problems = new Problems();
    private @Nullable String discoveryAddress;
    private boolean insecureDiscovery;
    private @Nullable String handlerAddress;
    private boolean insecureHandler;
    private @Nullable Path caFile;
    private boolean ignoresDatesAndHost;
    private @Nullable String frequencyPlan;
    private FrequencyPlans plans = FrequencyPlans.bundled();
    private PhyVersion phyVersion = PhyVersion.PHY_V1_0_2_REV_B;
    private boolean resetsToFrequencyPlan;
    private int concurrency = CONCURRENCY;
    private RetryPolicy retry = RETRY;
    private Consumer<? super ManagedChannelBuilder<?>> customizer = builder -> {};

    private Builder() {}

    /**
     * The address of the discovery server, which knows the handler of each application. No access
     * key is sent there.
     *
     * @param address {@code host} or {@code host:port}; without a port 1900
     * @return this builder
     */
    public Builder discoveryServerAddress(String address) {
      this.discoveryAddress = address;
      return this;
    }

    /**
     * Connects to the discovery server without encryption. Whoever can change what is sent on the
     * way then names the handler and the certificate to trust, and gets the access key.
     *
     * @return this builder
     */
    public Builder insecureDiscovery() {
      this.insecureDiscovery = true;
      return this;
    }

    /**
     * The address of the handler of all applications. The discovery server is then not asked, and
     * the handler's certificate must be signed by an authority of the system or be in the {@link
     * #caFile}.
     *
     * @param address {@code host} or {@code host:port}; without a port 1904
     * @return this builder
     */
    public Builder handlerAddress(String address) {
      this.handlerAddress = address;
      return this;
    }

    /**
     * Connects without encryption to a handler that announces no certificate, or whose address is
     * given: access key and keys of devices can be read on the way. Otherwise such a handler is
     * called with TLS, as programs of the network do that use its SDK.
     *
     * @return this builder
     */
    public Builder insecureHandler() {
      this.insecureHandler = true;
      return this;
    }

    /**
     * Trusts certificate authorities beside those of the system: for the discovery server, and for
     * handlers that announce no certificate or whose address is given.
     *
     * @param caFile certificates in PEM form
     * @return this builder
     */
    public Builder caFile(Path caFile) {
      this.caFile = caFile;
      return this;
    }

    /**
     * Accepts the announced certificate of a handler whatever its dates and the host it was made
     * for: certificates of this network are valid for one year. Gives up the protection against a
     * certificate whose key was stolen or retired; no other certificate is accepted.
     *
     * @return this builder
     */
    public Builder ignoreCertificateDatesAndHost() {
      this.ignoresDatesAndHost = true;
      return this;
    }

    /**
     * Adds an application. Applications are listed in the order in which they were added.
     *
     * @param applicationId the application
     * @param accessKey gives its access key, which needs the right {@code devices}, and {@code
     *     settings} for the notice of payload functions; asked before each call, from several
     *     threads. Never printed.
     * @return this builder
     */
    public Builder application(String applicationId, Supplier<String> accessKey) {
      problems.application(applications, Ids.FORM, applicationId, accessKey);
      return this;
    }

    /**
     * The frequency plan of all devices.
     *
     * @param frequencyPlanId the id of a plan that the target has, for example {@code
     *     EU_863_870_TTN}
     * @return this builder
     */
    public Builder frequencyPlan(String frequencyPlanId) {
      this.frequencyPlan = frequencyPlanId;
      return this;
    }

    /**
     * Where the frequency plan is looked up, for MAC states and factory preset frequencies.
     *
     * @param plans {@link FrequencyPlans#bundled()} by default
     * @return this builder
     */
    public Builder frequencyPlans(FrequencyPlans plans) {
      this.plans = plans;
      return this;
    }

    /**
     * The edition of the regional parameters that the devices follow. Devices of this network
     * follow 1.0.2 revision B; but some bands have no such revision (AS923-2 to AS923-4, Israel,
     * Russia), and then another one must be named.
     *
     * @param phyVersion {@link PhyVersion#PHY_V1_0_2_REV_B} by default
     * @return this builder
     */
    public Builder phyVersion(PhyVersion phyVersion) {
      this.phyVersion = phyVersion;
      return this;
    }

    /**
     * Says that ABP devices know all channels of their plan from the factory: the target then does
     * not tell them, also after a reset.
     *
     * @return this builder
     */
    public Builder resetsToFrequencyPlan() {
      this.resetsToFrequencyPlan = true;
      return this;
    }

    /**
     * How many devices are worked on at a time. More than five calls a second are not made whatever
     * this says.
     *
     * @param concurrency at least 1; 8 by default
     * @return this builder
     */
    public Builder concurrency(int concurrency) {
      problems.concurrency(concurrency);
      this.concurrency = concurrency;
      return this;
    }

    /**
     * How long calls are repeated. By default refusals are waited out for more than an hour,
     * because handlers before version 2.10.4 allow 5000 calls an hour.
     *
     * @param retry another policy
     * @return this builder
     */
    public Builder retry(RetryPolicy retry) {
      this.retry = retry;
      return this;
    }

    /**
     * Changes how channels are built: proxies, interceptors, executors. Called once for each
     * address.
     *
     * @param customizer changes the builder of a channel after this SDK has set it up
     * @return this builder
     */
    public Builder customizeChannels(Consumer<? super ManagedChannelBuilder<?>> customizer) {
      this.customizer = customizer;
      return this;
    }

    /**
     * Makes the source. Makes no remote call.
     *
     * @return the source; the caller closes it
     * @throws ConfigurationException with every mistake at once
     */
    public TtnV2Source build() {
      Problems all = new Problems(problems);
      Optional<ServerAddress> handler =
          all.address(handlerAddress).map(given -> given.withPort(HandlerAccess.HANDLER_PORT));
      Optional<ServerAddress> discovery =
          all.address(discoveryAddress).map(given -> given.withPort(HandlerAccess.DISCOVERY_PORT));
      if (handlerAddress == null && discoveryAddress == null) {
        all.add("no address of a discovery server is given, and none of a handler");
      }
      if (applications.isEmpty()) {
        all.add("no application is given");
      }
      String plan = frequencyPlan == null ? "" : frequencyPlan;
      if (plan.isBlank() || plan.length() > LONGEST_PLAN_ID) {
        all.add(
            "no frequency plan is given that can be one: 1 to "
                + LONGEST_PLAN_ID
                + " characters are expected, for example EU_863_870_TTN");
      }
      TransportSecurity tls = all.tls(caFile);
      all.throwIfAny("open The Things Network Stack V2 as a source");
      return new TtnV2Source(
          this,
          new HandlerAccess(
              discovery,
              insecureDiscovery ? TransportSecurity.plaintext() : tls,
              handler,
              insecureHandler ? TransportSecurity.plaintext() : tls,
              ignoresDatesAndHost),
          plan);
    }
  }
}
