package io.github.lwmigrate.lorawan;

/**
 * What the channel list of a join-accept (CFList) holds, and with it the kind of band: whether a
 * network may define channels, or only switch the band's own ones on and off (regional parameters,
 * section 2.x.4, Join-accept CFList).
 */
public enum CfListType {
  /**
   * Up to five channel frequencies: channels are defined by the network (dynamic channel plans).
   */
  FREQUENCIES,
  /** Masks that enable and disable the band's channels (fixed channel plans). */
  CHANNEL_MASKS
}
