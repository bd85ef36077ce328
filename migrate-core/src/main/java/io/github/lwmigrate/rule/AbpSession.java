package io.github.lwmigrate.rule;

/**
 * What becomes of a device with activation by personalization when sessions do not move. It cannot
 * go without a session: a Network Server takes it only with DevAddr and session keys.
 */
public enum AbpSession {
  /**
   * The same DevAddr and keys, counters from zero, no MAC state. The device must be reset when it
   * has moved; one that cannot be reset moves with its session.
   */
  RESTART,
  /**
   * As with a session: a device that goes on transmitting needs its counters and MAC state. Both
   * networks can then answer it until it is retired at its origin.
   */
  KEEP
}
