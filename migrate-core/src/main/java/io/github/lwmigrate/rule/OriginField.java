package io.github.lwmigrate.rule;

import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.FieldPath;

/**
 * Fields of a device that belong to its origin. They do not travel unless a policy keeps them; each
 * that held something is a finding.
 */
public enum OriginField {
  /** The Network Server of the origin. */
  NETWORK_SERVER_ADDRESS(
      "network_server_address",
      FindingCodes.SERVER_ADDRESS_DROPPED,
      "it names a server of the origin, and a target refuses addresses other than its own"),
  /** The Application Server of the origin. */
  APPLICATION_SERVER_ADDRESS(
      "application_server_address",
      FindingCodes.SERVER_ADDRESS_DROPPED,
      "it names a server of the origin, and a target refuses addresses other than its own"),
  /** The Join Server of the origin, or an external one. */
  JOIN_SERVER_ADDRESS(
      "join_server_address",
      FindingCodes.SERVER_ADDRESS_DROPPED,
      "it names a server of the origin, and a target refuses addresses other than its own"),
  /** The copy of the address among the identifiers. A target makes it from the session. */
  DEV_ADDR(
      "ids.dev_addr",
      FindingCodes.DEV_ADDR_DROPPED,
      "a Join Server refuses it, and the other servers take the address from the session"),
  /** The code with which somebody else could claim the device. */
  CLAIM_AUTHENTICATION_CODE(
      "claim_authentication_code",
      FindingCodes.CLAIM_AUTHENTICATION_CODE_DROPPED,
      "an import that brings it claims the device instead of registering it"),
  /** The network that the Join Server takes joins from. */
  NET_ID(
      "net_id",
      FindingCodes.NET_ID_DROPPED,
      "with it a Join Server refuses joins by way of any other network"),
  /** The name of a key encryption key of the origin. */
  NETWORK_SERVER_KEK_LABEL(
      "network_server_kek_label",
      FindingCodes.KEK_LABEL_DROPPED,
      "it names a key encryption key that only the origin has"),
  /** The name of a key encryption key of the origin. */
  APPLICATION_SERVER_KEK_LABEL(
      "application_server_kek_label",
      FindingCodes.KEK_LABEL_DROPPED,
      "it names a key encryption key that only the origin has"),
  /** The name of an Application Server of the origin. */
  APPLICATION_SERVER_ID(
      "application_server_id",
      FindingCodes.APPLICATION_SERVER_ID_DROPPED,
      "it names an Application Server of the origin"),
  /** The picture of the device. */
  PICTURE(
      "picture",
      FindingCodes.PICTURE_DROPPED,
      "its places are addresses of the origin, and targets often refuse uploads"),
  /** The service profile. */
  SERVICE_PROFILE_ID(
      "service_profile_id",
      FindingCodes.SERVICE_PROFILE_DROPPED,
      "it names a service profile of the origin"),
  /** Labels of commercial editions: field 57, which has no name here. */
  LABEL_IDS(
      57, "label_ids", FindingCodes.LABELS_DROPPED, Severity.NOTICE, "labels belong to the origin"),
  /** The MAC settings profile of version 3.34.1 and later: field 58, which has no name here. */
  MAC_SETTINGS_PROFILE_IDS(
      58,
      "mac_settings_profile_ids",
      FindingCodes.MAC_SETTINGS_PROFILE_DROPPED,
      Severity.WARNING,
      "the profile exists at the origin alone, so the device loses the MAC settings it takes from"
          + " there"),
  /**
   * {@code mac_settings.schedule_downlinks}, only if it is false: left there by a migration that
   * froze the device, or set by hand before one. With it the target would never send a downlink.
   */
  DISABLED_DOWNLINKS(
      "mac_settings.schedule_downlinks",
      FindingCodes.DISABLED_DOWNLINKS_DROPPED,
      "downlinks are switched off at the origin, and would be at the target"),
  /** The session of a join that was not finished; the device joins again. */
  PENDING_SESSION(
      "pending_session",
      FindingCodes.PENDING_SESSION_DROPPED,
      "it cannot be moved whole; a device in the middle of a join joins again"),
  /** The MAC state of a join that was not finished. */
  PENDING_MAC_STATE(
      "pending_mac_state",
      FindingCodes.PENDING_SESSION_DROPPED,
      "it cannot be moved whole; a device in the middle of a join joins again");

  private static final int NAMED = 0;

  private final int number;
  private final String path;
  private final String code;
  private final Severity severity;
  private final String reason;

  OriginField(String path, String code, String reason) {
    this(NAMED, path, code, Severity.NOTICE, reason);
  }

  OriginField(int number, String path, String code, Severity severity, String reason) {
    this.number = number;
    this.path = path;
    this.code = code;
    this.severity = severity;
    this.reason = reason;
  }

  /**
   * Where the field stands.
   *
   * @return the field mask path from the device
   */
  public String path() {
    return path;
  }

  String code() {
    return code;
  }

  Severity severity() {
    return severity;
  }

  String reason() {
    return reason;
  }

  boolean isHeldBy(EndDevice device) {
    if (this == DISABLED_DOWNLINKS) {
      var settings = device.getMacSettings();
      return settings.hasScheduleDownlinks() && !settings.getScheduleDownlinks().getValue();
    }
    return number == NAMED
        ? FieldPath.ofDevice(path).isSet(device)
        : device.getUnknownFields().hasField(number);
  }

  void clear(EndDevice.Builder device) {
    if (number != NAMED) {
      device.setUnknownFields(device.getUnknownFields().toBuilder().clearField(number).build());
      return;
    }
    FieldPath.ofDevice(path).clear(device);
    if (this == DISABLED_DOWNLINKS
        && device.getMacSettings().equals(device.getMacSettings().getDefaultInstanceForType())) {
      device.clearMacSettings();
    }
  }
}
