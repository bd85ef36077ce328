package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.stack.StackServer;

/** The names of the servers, for people. */
public final class ServerTitle {

  private ServerTitle() {}

  /**
   * The name of a server.
   *
   * @param server one of the four
   * @return as The Things Stack spells it
   */
  public static String of(StackServer server) {
    return switch (server) {
      case IDENTITY_SERVER -> "Identity Server";
      case JOIN_SERVER -> "Join Server";
      case APPLICATION_SERVER -> "Application Server";
      case NETWORK_SERVER -> "Network Server";
    };
  }
}
