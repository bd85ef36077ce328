package io.github.lwmigrate.source.ttnv2.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.grpc.Channels;
import io.github.lwmigrate.grpc.RemoteCall;
import io.github.lwmigrate.grpc.RemoteCaller;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.grpc.RemoteServer;
import io.github.lwmigrate.grpc.RetryPolicy;
import io.github.lwmigrate.grpc.ServerAddress;
import io.github.lwmigrate.grpc.TransportSecurity;
import io.github.lwmigrate.proto.ttn.v2.discovery.Announcement;
import io.github.lwmigrate.proto.ttn.v2.discovery.DiscoveryGrpc;
import io.github.lwmigrate.proto.ttn.v2.discovery.GetByAppIDRequest;
import io.github.lwmigrate.proto.ttn.v2.discovery.GetServiceRequest;
import io.github.lwmigrate.spi.Call;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the handler of each application, once. Thread-safe. No credential is ever sent to the
 * discovery server, which does not need one.
 */
public final class Handlers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Handlers.class);

  /** A wrong address shows at the first call: that one is not repeated for long. */
  private static final int FIRST_ATTEMPTS = 3;

  private static final String GIVE_ADDRESS = "Give the address of the handler.";

  private final HandlerAccess access;
  private final Consumer<? super ManagedChannelBuilder<?>> customizer;
  private final RemoteCaller caller;
  private final Channels discoveryChannels;
  private final Channels unannouncedChannels;
  private final Map<ByteString, Channels> announcedChannels = new HashMap<>();
  private final Map<String, RemoteServer> known = new HashMap<>();

  /**
   * Handlers.
   *
   * @param access how they are found and trusted
   * @param customizer changes the builder of each channel
   * @param retry how long calls are repeated
   */
  public Handlers(
      HandlerAccess access,
      Consumer<? super ManagedChannelBuilder<?>> customizer,
      RetryPolicy retry) {
    this.access = access;
    this.customizer = customizer;
    this.caller =
        new RemoteCaller(retry.withAttemptsUpTo(FIRST_ATTEMPTS))
            .advisedBy(OriginRemedies::ofDiscovery);
    this.discoveryChannels = Channels.of(access.discoverySecurity(), customizer);
    this.unannouncedChannels = Channels.of(access.unannounced(), customizer);
  }

  /** The handler of an application, which takes an access key as its metadata {@code key}. */
  synchronized RemoteServer of(OriginApplication application, Call call) {
    RemoteServer server = known.get(application.id());
    if (server == null) {
      server = find(application, call).takingCredentialAs("key");
      known.put(application.id(), server);
    }
    return server;
  }

  private RemoteServer find(OriginApplication application, Call call) {
    if (access.handler().isPresent()) {
      return unannouncedChannels.server(access.handler().get());
    }
    Announcement announcement = announcement(application, call);
    ServerAddress address = address(application, announcement);
    log.debug("Application {} is on handler {} at {}", application, announcement.getId(), address);
    return channels(application, announcement.getCertificate()).server(address);
  }

  private Announcement announcement(OriginApplication application, Call call) {
    try {
      return ask(
          application,
          DiscoveryGrpc.getGetByAppIDMethod(),
          GetByAppIDRequest.newBuilder().setAppId(application.id()).build(),
          call);
    } catch (RemoteException e) {
      if (!e.code().equals("UNIMPLEMENTED")) {
        throw e;
      }
    }
    // Before version 2.8 a discovery server has no look-up by application.
    return ask(
            application,
            DiscoveryGrpc.getGetAllMethod(),
            GetServiceRequest.newBuilder().setServiceName("handler").build(),
            call)
        .getServicesList()
        .stream()
        .filter(
            handler ->
                handler.getMetadataList().stream()
                    .anyMatch(metadata -> metadata.getAppId().equals(application.id())))
        .findFirst()
        .orElseThrow(
            () ->
                failure(
                    application,
                    "no handler has announced this application",
                    OriginRemedies.APPLICATION_OR_ADDRESS));
  }

  private <Q, A> A ask(
      OriginApplication application, MethodDescriptor<Q, A> method, Q request, Call call) {
    RemoteServer discovery =
        discoveryChannels.server(
            access
                .discovery()
                .orElseThrow(() -> new IllegalStateException("neither discovery nor handler")));
    return caller
        .call(
            RemoteCall.reading(
                discovery, method, request, () -> "", Stage.LIST, tried(application)),
            call)
        .message();
  }

  /** The first one: the announced certificate is made for its host. */
  private static ServerAddress address(OriginApplication application, Announcement announcement) {
    String first = announcement.getNetAddress().split(",", -1)[0].strip();
    try {
      if (!first.isEmpty()) {
        return ServerAddress.of(first).withPort(HandlerAccess.HANDLER_PORT);
      }
    } catch (ConfigurationException e) {
      throw failure(application, "the handler announces no address that can be used", GIVE_ADDRESS);
    }
    throw failure(application, "the handler announces no address", GIVE_ADDRESS);
  }

  private Channels channels(OriginApplication application, ByteString certificate) {
    if (certificate.isEmpty()) {
      return unannouncedChannels;
    }
    Channels channels = announcedChannels.get(certificate);
    if (channels == null) {
      channels = Channels.of(pinned(application, certificate), customizer);
      announcedChannels.put(certificate, channels);
    }
    return channels;
  }

  private TransportSecurity pinned(OriginApplication application, ByteString certificate) {
    try {
      return access.ignoresDatesAndHost()
          ? TransportSecurity.pinnedWithoutDatesAndHost(certificate.toByteArray())
          : TransportSecurity.pinned(certificate.toByteArray());
    } catch (IllegalArgumentException e) {
      throw failure(
          application,
          "the handler announces a certificate that cannot be read",
          "Ask the operator of the handler to correct its certificate, or give the handler's"
              + " address and its certificate.");
    }
  }

  private static String tried(OriginApplication application) {
    return "find the handler of application \"" + application + "\"";
  }

  private static MigrationException failure(
      OriginApplication application, String because, String remedy) {
    return MigrationException.builder(Stage.LIST, tried(application))
        .because(because)
        .remedy(remedy)
        .build();
  }

  /**
   * Where handlers are.
   *
   * @return a short text
   */
  @Override
  public String toString() {
    return access.toString();
  }

  /** Closes every connection. Harmless when repeated. */
  @Override
  public synchronized void close() {
    discoveryChannels.close();
    unannouncedChannels.close();
    announcedChannels.values().forEach(Channels::close);
  }
}
