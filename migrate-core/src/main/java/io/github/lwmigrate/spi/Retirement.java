package io.github.lwmigrate.spi;

/** A way to change a device at its origin after it is safe. */
public enum Retirement {
  /** The origin stops scheduling downlinks. Reversible. */
  DISABLE_DOWNLINKS(true),
  /** The origin loses root keys, and the session if it moves. Reversible. */
  CLEAR_KEYS(true),
  /** The origin's AppKey is replaced, so that no new join succeeds there. Reversible. */
  INVALIDATE_APP_KEY(true),
  /** The device is deleted at the origin. */
  DELETE(false);

  private final boolean freeze;

  Retirement(boolean freeze) {
    this.freeze = freeze;
  }

  /**
   * Whether the device can be put back as it was.
   *
   * @return true for a freeze, false for the destruction of the device at its origin
   */
  public boolean isFreeze() {
    return freeze;
  }

  /**
   * Whether the origin stops answering a session that goes on. Every way of retiring ends joins.
   *
   * @return false for {@link #INVALIDATE_APP_KEY}, after which a running session goes on
   */
  public boolean endsSession() {
    return this != INVALIDATE_APP_KEY;
  }
}
