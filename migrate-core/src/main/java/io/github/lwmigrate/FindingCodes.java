package io.github.lwmigrate;

/**
 * The codes of all findings of this SDK, in one place. A code never changes its meaning once
 * released.
 */
public final class FindingCodes {

  /** Another device of the run has the same device id after the rules were applied. */
  public static final String DEVICE_ID_COLLISION = "device-id-collision";

  /** Another device of the run has the same JoinEUI and DevEUI. */
  public static final String EUI_COLLISION = "eui-collision";

  /** The device was listed, but gone when it was read. */
  public static final String DEVICE_GONE = "device-gone";

  private FindingCodes() {}
}
