package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.stack.StackServer;

/**
 * Whether Network Server and Application Server speak of the same session. They need not: the
 * Application Server learns of a new session from the first uplink. Keys of one with the AppSKey of
 * another make a device whose payloads decrypt to noise.
 */
final class SessionAgreement {

  private SessionAgreement() {}

  static boolean differs(Parts parts) {
    EndDevice network = parts.of(StackServer.NETWORK_SERVER).orElse(null);
    EndDevice application = parts.of(StackServer.APPLICATION_SERVER).orElse(null);
    if (network == null || application == null || !isThere(application.getSession())) {
      return false;
    }
    Session one = network.getSession();
    Session other = application.getSession();
    return !one.getDevAddr().equals(other.getDevAddr())
        || (needsKeyId(network, one, other)
            && !one.getKeys().getSessionKeyId().equals(other.getKeys().getSessionKeyId()));
  }

  /** Whether the Network Server alone has a session. */
  static boolean isUnknownToApplicationServer(Parts parts) {
    return parts.of(StackServer.NETWORK_SERVER).filter(d -> isThere(d.getSession())).isPresent()
        && parts
            .of(StackServer.APPLICATION_SERVER)
            .filter(d -> !isThere(d.getSession()))
            .isPresent();
  }

  /** ABP sessions may have an id on one server alone; it means nothing there. */
  private static boolean needsKeyId(EndDevice network, Session one, Session other) {
    return network.getSupportsJoin()
        || (!one.getKeys().getSessionKeyId().isEmpty()
            && !other.getKeys().getSessionKeyId().isEmpty());
  }

  private static boolean isThere(Session session) {
    return !session.getDevAddr().isEmpty() || !session.getKeys().getSessionKeyId().isEmpty();
  }
}
