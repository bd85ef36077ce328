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

  /** The user named a device that the origin does not have. */
  public static final String DEVICE_NOT_FOUND = "device-not-found";

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

  /** A field breaks the message validation that every server of The Things Stack does. */
  public static final String INVALID_FIELD = "invalid-field";

  /** A number of the device is not a number. The Things Stack takes it; this SDK does not. */
  public static final String NOT_A_NUMBER = "not-a-number";

  /** The device needs a DevEUI and has none. */
  public static final String DEV_EUI_MISSING = "dev-eui-missing";

  /** The DevAddr among the identifiers is not that of the session, or may not be there. */
  public static final String DEV_ADDR_MISMATCH = "dev-addr-mismatch";

  /** The device joins and has no JoinEUI; an import gives it the target's own. */
  public static final String JOIN_EUI_MISSING = "join-eui-missing";

  /** The JoinEUI is zero; such devices join only where the Join Server serves that range. */
  public static final String JOIN_EUI_ZERO = "join-eui-zero";

  /** The root keys have an empty or zero AppKey. */
  public static final String APP_KEY_MISSING = "app-key-missing";

  /** The device joins with LoRaWAN 1.1 and has no NwkKey. */
  public static final String NWK_KEY_MISSING = "nwk-key-missing";

  /** The device joins and has no root keys: they are at an external Join Server, or gone. */
  public static final String ROOT_KEYS_MISSING = "root-keys-missing";

  /** The device has a session, and no LoRaWAN version. */
  public static final String LORAWAN_VERSION_MISSING = "lorawan-version-missing";

  /** The device does not join and has no session. */
  public static final String SESSION_MISSING = "session-missing";

  /** The session has no DevAddr. */
  public static final String SESSION_DEV_ADDR_MISSING = "session-dev-addr-missing";

  /** A key that the session needs is absent or zero. */
  public static final String SESSION_KEY_MISSING = "session-key-missing";

  /** LoRaWAN 1.0.x has one network session key, and the session has different ones. */
  public static final String SESSION_KEY_MISMATCH = "session-key-mismatch";

  /** The session of a device that joins has no session key id. */
  public static final String SESSION_KEY_ID_MISSING = "session-key-id-missing";

  /** The session of a device that does not join has a session key id. */
  public static final String SESSION_KEY_ID_NOT_ALLOWED = "session-key-id-not-allowed";

  /** A device that does not join has a pending session or its MAC state. */
  public static final String PENDING_SESSION_NOT_ALLOWED = "pending-session-not-allowed";

  /** The pending session is not complete enough to be taken. */
  public static final String PENDING_SESSION_INCOMPLETE = "pending-session-incomplete";

  /** A join-accept is queued, which no import can carry. */
  public static final String QUEUED_JOIN_ACCEPT = "queued-join-accept";

  /** The device has a MAC state and no session. */
  public static final String MAC_STATE_WITHOUT_SESSION = "mac-state-without-session";

  /** A multicast group cannot join. */
  public static final String MULTICAST_JOINS = "multicast-joins";

  /** A field is set that a multicast group may not have. */
  public static final String MULTICAST_FIELD_NOT_ALLOWED = "multicast-field-not-allowed";

  /** Current and desired parameters of a multicast group differ. */
  public static final String MULTICAST_PARAMETERS_DIFFER = "multicast-parameters-differ";

  /** A multicast group supports neither class B nor class C. */
  public static final String MULTICAST_CLASS_MISSING = "multicast-class-missing";

  /** Class B needs a ping slot periodicity here. */
  public static final String PING_SLOT_PERIODICITY_MISSING = "ping-slot-periodicity-missing";

  /** The ADR settings are there together with the older ones they replace. */
  public static final String ADR_SETTINGS_CONFLICT = "adr-settings-conflict";

  /** A lower limit of dynamic ADR is above its upper limit. */
  public static final String ADR_LIMITS_REVERSED = "adr-limits-reversed";

  /** The device has no frequency plan. */
  public static final String FREQUENCY_PLAN_MISSING = "frequency-plan-missing";

  /** The device has no version of the regional parameters. */
  public static final String PHY_VERSION_MISSING = "phy-version-missing";

  /** The device uses the second receive window of the other European frequency plan. */
  public static final String EU_FREQUENCY_PLAN_VARIANT = "eu-frequency-plan-variant";

  /** The serial number is longer than the storage of The Things Stack takes. */
  public static final String SERIAL_NUMBER_TOO_LONG = "serial-number-too-long";

  /** The parameter of a payload formatter is longer than an Application Server takes. */
  public static final String FORMATTER_TOO_LONG = "formatter-too-long";

  /** The claim authentication code is empty, or its dates are in the wrong order. */
  public static final String CLAIM_CODE_INVALID = "claim-code-invalid";

  /** With a claim authentication code an import claims the device instead of registering it. */
  public static final String CLAIM_CODE_CLAIMS = "claim-code-claims";

  /** The device holds a picture, which no import can carry. */
  public static final String EMBEDDED_PICTURE = "embedded-picture";

  /** The target would not send downlinks to the device. */
  public static final String DOWNLINKS_DISABLED = "downlinks-disabled";

  /** The device carries a NetID; the Join Server refuses joins through other networks. */
  public static final String NET_ID_KEPT = "net-id-kept";

  /** The target accepts frame counters that start again, so old uplinks can be replayed. */
  public static final String FRAME_COUNTER_RESET_ALLOWED = "frame-counter-reset-allowed";

  /** A root key at the origin is the mark that a migration left there. */
  public static final String ORIGIN_ALREADY_MIGRATED = "origin-already-migrated";

  /** Packet Broker routes the DevAddr of the session to no other network. */
  public static final String DEV_ADDR_NOT_ROUTED = "dev-addr-not-routed";

  /** The session keeps a DevAddr, which decides through whose gateways the device is heard. */
  public static final String DEV_ADDR_KEPT = "dev-addr-kept";

  /** The first receive window opens too early for downlinks through Packet Broker. */
  public static final String RX1_DELAY_TOO_SHORT = "rx1-delay-too-short";

  /** Packet Broker is not known to carry class B downlinks. */
  public static final String CLASS_B_NOT_ROUTED = "class-b-not-routed";

  /** Next step: the device has to join at the target. */
  public static final String JOIN_NEEDED = "join-needed";

  /** The origin still has the root keys and can answer the join of the device. */
  public static final String ORIGIN_ACCEPTS_JOINS = "origin-accepts-joins";

  /** Origin and target have the same session and can both answer the device. */
  public static final String SESSION_ON_BOTH_NETWORKS = "session-on-both-networks";

  /** The device has no payload formatter of its own and uses its application's. */
  public static final String FORMATTER_OF_APPLICATION = "formatter-of-application";

  /** A payload formatter is a service that the target has to reach. */
  public static final String FORMATTER_SERVICE = "formatter-service";

  /** The source was not opened for the application of the device. */
  public static final String APPLICATION_UNKNOWN = "application-unknown";

  /** The Application Server of the origin does not know the device. */
  public static final String APPLICATION_SERVER_ABSENT = "application-server-absent";

  /** The Application Server of the origin does not know the session that the Network Server has. */
  public static final String APPLICATION_SESSION_ABSENT = "application-session-absent";

  /** The Application Server of the origin cannot unwrap the AppSKey. */
  public static final String APP_S_KEY_UNREADABLE = "app-s-key-unreadable";

  /** The selection names a device by something that cannot be a device id at the origin. */
  public static final String DEVICE_ID_INVALID = "device-id-invalid";

  /** Servers of the origin disagree about the identifiers of the device. */
  public static final String IDENTIFIERS_DIFFER = "identifiers-differ";

  /** The Join Server of the origin does not know the device. */
  public static final String JOIN_SERVER_ABSENT = "join-server-absent";

  /** The Network Server of the origin does not know the device: there is its identity alone. */
  public static final String NETWORK_SERVER_ABSENT = "network-server-absent";

  /** Network Server and Application Server of the origin hold different sessions. */
  public static final String SESSION_DIFFERS = "session-differs";

  /** The input at this place is not a device; it names line and column. */
  public static final String UNREADABLE_JSON = "unreadable-json";

  /** The input has a field that no device has; it was left out. */
  public static final String UNKNOWN_FIELD = "unknown-field";

  /** The input has several values for one field; the last one counts. */
  public static final String DUPLICATE_FIELD = "duplicate-field";

  /** Fields of a newer server, known by number only, cannot be said in JSON and do not travel. */
  public static final String NEWER_FIELDS_DROPPED = "newer-fields-dropped";

  /** The device was changed at the origin since it was recorded. */
  public static final String ORIGIN_CHANGED = "origin-changed";

  /** The origin was put back as it was, because the device was not delivered. */
  public static final String ORIGIN_RESTORED = "origin-restored";

  /** The device was not delivered, and its origin could not be put back as it was. */
  public static final String ORIGIN_NOT_RESTORED = "origin-not-restored";

  /** The origin was put back while the target holds the device: both can answer it. */
  public static final String ORIGIN_RESTORED_BESIDE_TARGET = "origin-restored-beside-target";

  /** The session went on at an origin that was frozen. */
  public static final String SESSION_UNSTABLE = "session-unstable";

  /** The run has not delivered the device, so it cannot be retired. */
  public static final String NOT_DELIVERED = "not-delivered";

  /** The origin cannot stop downlinks of the device, or its API key may not ask for that. */
  public static final String DOWNLINKS_CANNOT_BE_DISABLED = "downlinks-cannot-be-disabled";

  /** The origin schedules no downlinks for the device already; nothing is changed there. */
  public static final String DOWNLINKS_ALREADY_DISABLED = "downlinks-already-disabled";

  /** The origin has no root keys of the device to replace, or its API key may not replace them. */
  public static final String APP_KEY_CANNOT_BE_INVALIDATED = "app-key-cannot-be-invalidated";

  /** The root keys at the origin are replaced already; nothing is changed there. */
  public static final String APP_KEY_ALREADY_INVALIDATED = "app-key-already-invalidated";

  /** The API key of the origin may not delete the device. */
  public static final String DEVICE_CANNOT_BE_DELETED = "device-cannot-be-deleted";

  /** The API key of the origin may delete the device, but not make it again with its keys. */
  public static final String DELETION_NOT_REVERSIBLE = "deletion-not-reversible";

  /** Deleting the device takes away what cannot be read before. */
  public static final String LOST_BY_DELETION = "lost-by-deletion";

  /** The device is back at its origin, but this is not as it was. */
  public static final String NOT_RESTORED = "not-restored";

  /** An earlier run has exported the device and retired it at its origin. */
  public static final String KNOWN_RUN = "known-run";

  /**
   * The frequency plan is not among those that were looked at; the target may have it all the same.
   */
  public static final String FREQUENCY_PLAN_UNKNOWN = "frequency-plan-unknown";

  /** The frequency plan, or the list of plans, cannot be read. */
  public static final String FREQUENCY_PLAN_UNREADABLE = "frequency-plan-unreadable";

  /**
   * The band of the frequency plan is not defined in the device's version of the regional
   * parameters.
   */
  public static final String PHY_VERSION_NOT_OF_BAND = "phy-version-not-of-band";

  /** The version ids name another band than that of the frequency plan. */
  public static final String BAND_MISMATCH = "band-mismatch";

  /** A data rate does not exist in the band, or ADR does not use it there. */
  public static final String DATA_RATE_NOT_OF_BAND = "data-rate-not-of-band";

  /** A TX power index does not exist in the band. */
  public static final String TX_POWER_NOT_OF_BAND = "tx-power-not-of-band";

  /** Dynamic ADR is asked for in a band that has none. */
  public static final String DYNAMIC_ADR_NOT_OF_BAND = "dynamic-adr-not-of-band";

  /** The MAC state has more channels than the band allows. */
  public static final String TOO_MANY_CHANNELS = "too-many-channels";

  /** A dwell time is set in a band whose devices cannot be told of it. */
  public static final String DWELL_TIME_NOT_OF_BAND = "dwell-time-not-of-band";

  /** A factory preset frequency is none of the band. */
  public static final String FACTORY_PRESET_NOT_OF_BAND = "factory-preset-not-of-band";

  /** Class B needs a frequency here that the band does not have. */
  public static final String CLASS_B_FREQUENCY_MISSING = "class-b-frequency-missing";

  /** A wake-on-radio channel does not exist in the band. */
  public static final String RELAY_CHANNEL_NOT_OF_BAND = "relay-channel-not-of-band";

  /** The target cannot make a MAC state of the device's settings and frequency plan. */
  public static final String MAC_STATE_IMPOSSIBLE = "mac-state-impossible";

  /** The session uses channels that the frequency plan does not have. */
  public static final String CHANNELS_NOT_OF_PLAN = "channels-not-of-plan";

  /** The frequency plan has channels outside the frequencies the device is made for. */
  public static final String FREQUENCY_PLAN_OUT_OF_RANGE = "frequency-plan-out-of-range";

  /** An entry of the listing is a template for devices that register when they join, no device. */
  public static final String JOIN_TEMPLATE = "join-template";

  /** An entry of the listing has no id: remains of a device that was deleted. */
  public static final String BLANK_ENTRY = "blank-entry";

  /** The origin counts a device that it cannot read itself. */
  public static final String ORIGIN_RECORD_UNREADABLE = "origin-record-unreadable";

  /** A session has never been used, or the origin lost its counters. */
  public static final String SESSION_COUNTERS_SUSPECT = "session-counters-suspect";

  /** A device without AppKey is not marked as ABP: it may have lost its AppKey. */
  public static final String ABP_NOT_CONFIRMED = "abp-not-confirmed";

  /** An attribute of the device has the form of a key. */
  public static final String KEY_IN_ATTRIBUTE = "key-in-attribute";

  /** A text of the device is not UTF-8; what is no text was replaced. */
  public static final String TEXT_NOT_UTF8 = "text-not-utf8";

  /** The application has payload functions at the origin, which do not travel with the device. */
  public static final String PAYLOAD_FUNCTIONS_NOT_CARRIED = "payload-functions-not-carried";

  /** The origin may refuse to store the device again because of its attributes. */
  public static final String ORIGIN_ATTRIBUTE_LIMITS = "origin-attribute-limits";

  /** The session at the origin goes on after its retirement, until the device joins again. */
  public static final String ORIGIN_SESSION_GOES_ON = "origin-session-goes-on";

  private FindingCodes() {}
}
