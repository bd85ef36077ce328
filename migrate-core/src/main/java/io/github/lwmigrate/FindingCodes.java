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

  /** A field that names an Application Server of the origin does not travel. */
  public static final String APPLICATION_SERVER_ID_DROPPED = "application-server-id-dropped";

  /** The claim authentication code does not travel. */
  public static final String CLAIM_AUTHENTICATION_CODE_DROPPED =
      "claim-authentication-code-dropped";

  /** The address among the identifiers does not travel; the session has it. */
  public static final String DEV_ADDR_DROPPED = "dev-addr-dropped";

  /** The device has neither an id nor a DevEUI to make one of. */
  public static final String DEVICE_ID_MISSING = "device-id-missing";

  /** The id that the policy makes is longer than The Things Stack allows. */
  public static final String DEVICE_ID_TOO_LONG = "device-id-too-long";

  /** The frame counters start at zero, so the device must be reset. */
  public static final String DEVICE_RESET_NEEDED = "device-reset-needed";

  /** Downlinks are switched off at the origin; the setting does not travel. */
  public static final String DISABLED_DOWNLINKS_DROPPED = "disabled-downlinks-dropped";

  /** A downlink counter has reached its last value. */
  public static final String DOWNLINK_COUNTER_EXHAUSTED = "downlink-counter-exhausted";

  /** Resetting frame counters was asked for, but has no meaning for this device. */
  public static final String FRAME_COUNTER_RESET_NOT_APPLICABLE =
      "frame-counter-reset-not-applicable";

  /** The name of a key encryption key of the origin does not travel. */
  public static final String KEK_LABEL_DROPPED = "kek-label-dropped";

  /** Labels of the origin do not travel. */
  public static final String LABELS_DROPPED = "labels-dropped";

  /** A MAC settings profile of the origin does not travel. */
  public static final String MAC_SETTINGS_PROFILE_DROPPED = "mac-settings-profile-dropped";

  /** The NetID of the origin does not travel. */
  public static final String NET_ID_DROPPED = "net-id-dropped";

  /** There is no room for the attribute that holds the old id. */
  public static final String OLD_ID_DOES_NOT_FIT = "old-id-does-not-fit";

  /** The state of a join that was not finished does not travel. */
  public static final String PENDING_SESSION_DROPPED = "pending-session-dropped";

  /** The picture does not travel. */
  public static final String PICTURE_DROPPED = "picture-dropped";

  /** A higher RX1 delay was asked for, but the device cannot be told to change. */
  public static final String RX1_DELAY_NOT_RAISED = "rx1-delay-not-raised";

  /** The address of a server of the origin does not travel. */
  public static final String SERVER_ADDRESS_DROPPED = "server-address-dropped";

  /** A service profile of the origin does not travel. */
  public static final String SERVICE_PROFILE_DROPPED = "service-profile-dropped";

  private FindingCodes() {}
}
