package io.github.lwmigrate.source.ttnv2.internal;

import io.github.lwmigrate.grpc.ServerAddress;
import io.github.lwmigrate.grpc.TransportSecurity;
import java.util.Optional;

/**
 * How handlers are found and trusted.
 *
 * @param discovery where the discovery server listens; empty if the handler's address is given
 * @param discoverySecurity how the connection to it is encrypted
 * @param handler where the handler listens; empty to ask the discovery server
 * @param unannounced how the connection to a handler is encrypted that announces no certificate
 * @param ignoresDatesAndHost whether an announced certificate counts whatever its dates and host
 */
public record HandlerAccess(
    Optional<ServerAddress> discovery,
    TransportSecurity discoverySecurity,
    Optional<ServerAddress> handler,
    TransportSecurity unannounced,
    boolean ignoresDatesAndHost) {

  /** Where a handler listens that does not say otherwise. */
  public static final int HANDLER_PORT = 1904;

  /** Where a discovery server listens that does not say otherwise. */
  public static final int DISCOVERY_PORT = 1900;

  @Override
  public String toString() {
    return handler
        .map(address -> "handler " + address)
        .or(() -> discovery.map(address -> "discovery " + address))
        .orElse("no address");
  }
}
