package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.simulator.Fleet;

/** What can be wrong with a device of a fleet. */
enum Awkwardness {
  NONE,
  NOT_ON_NETWORK_SERVER,
  NOT_ON_APPLICATION_SERVER,
  NOT_ON_JOIN_SERVER,
  DOWNLINKS_DISABLED,
  INVALIDATED_APP_KEY,
  NO_APP_S_KEY,
  SESSION_MISMATCH,
  LONG_ID,
  PENDING_SESSION;

  private static final int EVERY = 10;
  private static final int FIRST = 3;
  private static final Awkwardness[] KINDS = values();

  static Awkwardness of(Fleet fleet, int index) {
    if (!fleet.hasAwkwardDevices() || index % EVERY != FIRST) {
      return NONE;
    }
    return KINDS[1 + (index / EVERY) % (KINDS.length - 1)];
  }
}
