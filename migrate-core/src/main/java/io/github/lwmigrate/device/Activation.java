package io.github.lwmigrate.device;

/** How an end device gets its session. */
public enum Activation {
  /** Over-the-air activation: the device joins with its root keys ({@code supports_join}). */
  OTAA,
  /** Activation by personalization: DevAddr and session keys are stored in the device. */
  ABP,
  /** A multicast group: an ABP session that many devices share, downlink only. */
  MULTICAST
}
