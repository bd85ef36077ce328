package io.github.lwmigrate.source.ttnv3;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.grpc.Applications;
import io.github.lwmigrate.grpc.Channels;
import io.github.lwmigrate.grpc.Problems;
import io.github.lwmigrate.grpc.RemoteServer;
import io.github.lwmigrate.grpc.RetryPolicy;
import io.github.lwmigrate.grpc.ServerAddress;
import io.github.lwmigrate.grpc.TransportSecurity;
import io.github.lwmigrate.source.ttnv3.internal.Application;
import io.github.lwmigrate.source.ttnv3.internal.ServerTitle;
import io.github.lwmigrate.source.ttnv3.internal.StackReader;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.stack.IdForm;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads devices from a deployment of The Things Stack: from its Identity, Join, Application and
 * Network Server together. Thread-safe. Nothing is changed there but by the {@link #retirer()}.
 *
 * <p>Before the first device it checks that the API key of each application may read devices and
 * their keys (rights {@code RIGHT_APPLICATION_DEVICES_READ} and {@code
 * RIGHT_APPLICATION_DEVICES_READ_KEYS}). A server that does not know a device is a finding; one
 * that cannot answer, or cannot unwrap a key, fails the device.
 *
 * <pre>{@code
 * try (Source origin =
 *     TtnV3Source.builder()
 *         .address("eu1.cloud.thethings.network")
 *         .application("my-app", () -> System.getenv("MY_APP_KEY"))
 *         .build()) {
 *   ...
 * }
 * }</pre>
 */
public final class TtnV3Source implements Source {

  private final Channels channels;
  private final Map<StackServer, RemoteServer> servers;
  private final StackReader reader;
  private final int concurrency;

  private TtnV3Source(
      Builder builder, TransportSecurity security, Map<StackServer, ServerAddress> addresses) {
    this.channels = Channels.of(security, builder.customizer);
    this.servers = new EnumMap<>(StackServer.class);
    addresses.forEach((server, address) -> servers.put(server, channels.server(address)));
    this.reader =
        new StackReader(
            new Applications<>(
                IdForm.THE_THINGS_STACK,
                Application::new,
                builder.applications,
                builder.otherApplications),
            servers,
            builder.retry);
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
    reader.list(selection, receiver, call);
  }

  @Override
  public Reading read(Listed listed, Call call) {
    return reader.read(listed, call);
  }

  /**
   * Disables downlinks, replaces root keys and deletes devices, as far as the API key may; see
   * {@link io.github.lwmigrate.spi.Retirement}. Needs {@code RIGHT_APPLICATION_DEVICES_WRITE}, for
   * root keys {@code RIGHT_APPLICATION_DEVICES_WRITE_KEYS} too, and both to make a deleted device
   * again.
   */
  @Override
  public Optional<Retirer> retirer() {
    return Optional.of(reader.retirer());
  }

  @Override
  public int maxConcurrency() {
    return concurrency;
  }

  /** Servers and applications. */
  @Override
  public String identity() {
    Set<RemoteServer> different = new LinkedHashSet<>(servers.values());
    Object where = different.size() == 1 ? different.iterator().next() : servers;
    return "ttnv3 " + where + " " + reader.applicationIds();
  }

  @Override
  public void close() {
    channels.close();
  }

  @Override
  public String toString() {
    return identity();
  }

  /**
   * Builds a {@link TtnV3Source}: TLS checked against the system's trust store and 16 devices at a
   * time, unless said otherwise. Needs addresses and at least one application. Not thread-safe.
   */
  public static final class Builder {

    private static final int CONCURRENCY = 16;

    private final Map<StackServer, String> addresses = new EnumMap<>(StackServer.class);
    private final Map<String, Supplier<String>> applications = new LinkedHashMap<>();
    private final Problems problems = new Problems();
    private @Nullable String address;
    private @Nullable Supplier<String> otherApplications;
    private @Nullable Path caFile;
    private boolean plaintext;
    private int concurrency = CONCURRENCY;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private Consumer<? super ManagedChannelBuilder<?>> customizer = builder -> {};

    private Builder() {}

    /**
     * The address of every server that has no address of its own.
     *
     * @param address {@code host} or {@code host:port}; without a port 8884, in plaintext 1884
     * @return this builder
     */
    public Builder address(String address) {
      this.address = address;
      return this;
    }

    /**
     * The address of the Identity Server; in The Things Stack Cloud that of the tenant's home
     * cluster.
     *
     * @param address {@code host} or {@code host:port}
     * @return this builder
     */
    public Builder identityServerAddress(String address) {
      return address(StackServer.IDENTITY_SERVER, address);
    }

    /**
     * The address of the Join Server.
     *
     * @param address {@code host} or {@code host:port}
     * @return this builder
     */
    public Builder joinServerAddress(String address) {
      return address(StackServer.JOIN_SERVER, address);
    }

    /**
     * The address of the Application Server.
     *
     * @param address {@code host} or {@code host:port}
     * @return this builder
     */
    public Builder applicationServerAddress(String address) {
      return address(StackServer.APPLICATION_SERVER, address);
    }

    /**
     * The address of the Network Server.
     *
     * @param address {@code host} or {@code host:port}
     * @return this builder
     */
    public Builder networkServerAddress(String address) {
      return address(StackServer.NETWORK_SERVER, address);
    }

    private Builder address(StackServer server, String address) {
      addresses.put(server, address);
      return this;
    }

    /**
     * Adds an application. Applications are listed in the order in which they were added.
     *
     * @param applicationId the application
     * @param apiKey gives its API key; asked before each call, from several threads. Never printed.
     * @return this builder
     */
    public Builder application(String applicationId, Supplier<String> apiKey) {
      problems.application(applications, IdForm.THE_THINGS_STACK, applicationId, apiKey);
      return this;
    }

    /**
     * Lets a selection name applications that were not added: with the API key of a user or an
     * organization.
     *
     * @param apiKey gives the API key; asked before each call, from several threads. Never printed.
     * @return this builder
     */
    public Builder otherApplications(Supplier<String> apiKey) {
      this.otherApplications = apiKey;
      return this;
    }

    /**
     * Trusts certificate authorities beside those of the system.
     *
     * @param caFile certificates in PEM form
     * @return this builder
     */
    public Builder caFile(Path caFile) {
      this.caFile = caFile;
      return this;
    }

    /**
     * Connects without encryption: keys and credentials can be read on the way.
     *
     * @return this builder
     */
    public Builder plaintext() {
      this.plaintext = true;
      return this;
    }

    /**
     * How many devices are read at a time.
     *
     * @param concurrency at least 1; 16 by default
     * @return this builder
     */
    public Builder concurrency(int concurrency) {
      problems.concurrency(concurrency);
      this.concurrency = concurrency;
      return this;
    }

    /**
     * How long calls are repeated.
     *
     * @param retry {@link RetryPolicy#DEFAULT} by default
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
    public TtnV3Source build() {
      Problems all = new Problems(problems);
      Map<StackServer, ServerAddress> resolved = resolve(all);
      if (applications.isEmpty()) {
        all.add("no application is given");
      }
      TransportSecurity security = security(all);
      all.throwIfAny("open The Things Stack as a source");
      return new TtnV3Source(this, security, resolved);
    }

    private Map<StackServer, ServerAddress> resolve(Problems all) {
      Map<StackServer, ServerAddress> resolved = new EnumMap<>(StackServer.class);
      List<String> missing = new ArrayList<>();
      for (StackServer server : StackServer.values()) {
        String own = addresses.get(server);
        String text = own == null ? address : own;
        if (text == null) {
          missing.add(ServerTitle.of(server));
          continue;
        }
        all.address(text).ifPresent(read -> resolved.put(server, read));
      }
      if (!missing.isEmpty()) {
        all.add("no address is given for " + String.join(", ", missing));
      }
      return resolved;
    }

    private TransportSecurity security(Problems all) {
      if (plaintext && caFile != null) {
        all.add("a CA file has no meaning without encryption; leave out one of the two");
      }
      return plaintext ? TransportSecurity.plaintext() : all.tls(caFile);
    }
  }
}
