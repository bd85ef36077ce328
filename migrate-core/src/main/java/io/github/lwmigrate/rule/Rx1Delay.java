package io.github.lwmigrate.rule;

/**
 * Which delay of the first receive window ({@code RECEIVE_DELAY1} of the LoRaWAN specification) a
 * device has at the target. Downlinks through Packet Broker need {@value #PEERING_SECONDS} seconds.
 */
public enum Rx1Delay {
  /** Current and desired delay stay what the device has. */
  KEEP,
  /**
   * The current delay stays, and the target is to want at least {@value #PEERING_SECONDS} seconds,
   * so that it asks the device to change.
   */
  RAISE,
  /** The device has already been programmed with {@value #PEERING_SECONDS} seconds. */
  DECLARE;

  /** The delay in seconds that peering between networks needs. */
  public static final int PEERING_SECONDS = 5;
}
