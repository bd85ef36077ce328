package io.github.lwmigrate.simulator;

/** The versions of The Things Network Stack V2 from which on its servers answer differently. */
public enum TtnV2Version {
  /** The oldest that is known: lists do not say how many devices there are. */
  V2_2_0,
  /** Lists say how many devices there are. */
  V2_3_0,
  /** Devices have descriptions. */
  V2_5_0,
  /** Applications say which payload format they use. */
  V2_6_1,
  /** Devices have attributes; discovery finds a handler by application. */
  V2_8_0,
  /** Used nonces are no longer shown. */
  V2_10_0,
  /** Calls are limited by the second instead of by the hour. */
  V2_10_4;

  /**
   * Whether this version is the other one or a later one.
   *
   * @param other the version to compare with
   * @return true if this version is not older
   */
  public boolean isAtLeast(TtnV2Version other) {
    return compareTo(other) >= 0;
  }
}
