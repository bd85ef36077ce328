package io.github.lwmigrate.stack;

/** The servers of The Things Stack that hold a part of an end device. */
public enum StackServer {
  /** Holds identifiers, names, locations and what describes a device. */
  IDENTITY_SERVER,
  /** Holds root keys and nonces of devices that join. */
  JOIN_SERVER,
  /** Holds payload formatters and the AppSKey of a session. */
  APPLICATION_SERVER,
  /** Holds the network part of a session, MAC settings and the MAC state. */
  NETWORK_SERVER
}
