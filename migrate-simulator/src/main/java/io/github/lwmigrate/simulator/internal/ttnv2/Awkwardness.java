package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.simulator.TtnV2Fleet;

/** What can be wrong with a device of a fleet. */
enum Awkwardness {
  NONE,
  TEMPLATE,
  LONG_ID,
  COLLIDING_ID,
  KEY_IN_ATTRIBUTE,
  ILLEGAL_ATTRIBUTE,
  TOO_MANY_ATTRIBUTES,
  LOST_BY_NETWORK_SERVER,
  CLEARED,
  APP_KEY_CLEARED,
  INVALIDATED_APP_KEY,
  HALF_SESSION,
  NOT_UTF_8,
  LONG_DESCRIPTION,
  LOCATION_OUT_OF_RANGE,
  UNDECODABLE,
  LISTED_TWICE,
  BLANK;

  static final int EVERY = 10;
  static final int FIRST = 3;
  private static final Awkwardness[] KINDS = values();

  static Awkwardness of(TtnV2Fleet fleet, int index) {
    if (!fleet.hasAwkwardDevices() || index < 0 || index % EVERY != FIRST) {
      return NONE;
    }
    return KINDS[1 + (index / EVERY) % (KINDS.length - 1)];
  }
}
