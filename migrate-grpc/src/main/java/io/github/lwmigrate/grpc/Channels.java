package io.github.lwmigrate.grpc;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel for each address, made on first use and shared. Thread-safe. Whoever makes it closes
 * it.
 */
public final class Channels implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Channels.class);

  private static final int MESSAGE_BYTES = 16 * 1024 * 1024;

  // The servers close connections that are pinged more often than once a minute.
  private static final long PING_MINUTES = 5;
  private static final long PING_TIMEOUT_SECONDS = 20;
  private static final long CLOSE_SECONDS = 5;

  private final TransportSecurity security;
  private final Consumer<? super ManagedChannelBuilder<?>> customizer;
  private final Map<ServerAddress, ManagedChannel> channels = new LinkedHashMap<>();
  private boolean closed;

  private Channels(
      TransportSecurity security, Consumer<? super ManagedChannelBuilder<?>> customizer) {
    this.security = security;
    this.customizer = customizer;
  }

  /**
   * Channels that are all encrypted alike.
   *
   * @param security whether and how connections are encrypted
   * @param customizer changes the builder of each channel after this type has set it up
   * @return no channel yet
   */
  public static Channels of(
      TransportSecurity security, Consumer<? super ManagedChannelBuilder<?>> customizer) {
    return new Channels(security, customizer);
  }

  /**
   * The server at an address, reached through one channel.
   *
   * @param address where it listens
   * @return the server; usable until {@link #close}
   */
  public RemoteServer server(ServerAddress address) {
    ServerAddress full = address.withPort(security.usualPort());
    return new RemoteServer(full, security.isPlaintext(), () -> channel(full));
  }

  private synchronized ManagedChannel channel(ServerAddress address) {
    if (closed) {
      throw new IllegalStateException("the connections were closed");
    }
    return channels.computeIfAbsent(address, this::open);
  }

  private ManagedChannel open(ServerAddress address) {
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilderForAddress(
            address.host(), address.port(security.usualPort()), security.credentials());
    builder
        .maxInboundMessageSize(MESSAGE_BYTES)
        .keepAliveTime(PING_MINUTES, TimeUnit.MINUTES)
        .keepAliveTimeout(PING_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .disableServiceConfigLookUp()
        .directExecutor()
        .userAgent(userAgent());
    security.authority().ifPresent(builder::overrideAuthority);
    customizer.accept(builder);
    return builder.build();
  }

  private static String userAgent() {
    String version = Channels.class.getPackage().getImplementationVersion();
    return version == null ? "lw-migrate" : "lw-migrate/" + version;
  }

  /** Closes every channel. Calls under way may end within five seconds. Harmless when repeated. */
  @Override
  public void close() {
    Map<ServerAddress, ManagedChannel> open;
    synchronized (this) {
      closed = true;
      open = Map.copyOf(channels);
      channels.clear();
    }
    open.values().forEach(ManagedChannel::shutdown);
    open.forEach(Channels::awaitEnd);
  }

  private static void awaitEnd(ServerAddress address, ManagedChannel channel) {
    boolean ended = false;
    try {
      ended = channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      log.debug("The connection to {} is closed with calls under way", address);
      channel.shutdownNow();
    }
  }
}
