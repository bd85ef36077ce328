package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.ArrayList;
import java.util.List;

/** What the Network Server requires of a device that is set. */
final class NetworkServerRules {
  private static final String SUPPORTS_JOIN = "supports_join";
  private static final List<String> ABP_ZERO = abpZero();

  private NetworkServerRules() {}

  /** What can be said without the stored device. */
  static void requireFields(EndDevice wanted, Mask mask) {
    requireSet(mask, "frequency_plan_id", !wanted.getFrequencyPlanId().isEmpty());
    requireSet(mask, "lorawan_phy_version", isKnown(wanted.getLorawanPhyVersion()));
    requireSet(mask, "lorawan_version", isKnown(wanted.getLorawanVersion()));
    requireSet(
        mask,
        "mac_state.lorawan_version",
        !wanted.hasMacState() || isKnown(wanted.getMacState().getLorawanVersion()));
    requireSet(
        mask,
        "pending_mac_state.lorawan_version",
        !wanted.hasPendingMacState() || isKnown(wanted.getPendingMacState().getLorawanVersion()));
  }

  /** The rest, on the device as it will be. */
  static void require(DeviceView device) {
    requireNoProfile(device);
    requireDevAddr(device);
    requireActivation(device);
    MulticastRules.require(device);
    FrequencyPlanRules.require(device);
    AdrRules.require(device);
    SessionRules.require(device);
    PendingSessionRules.require(device);
    if (device.exists()) {
      requireUnchanged(device, "multicast");
      requireUnchanged(device, SUPPORTS_JOIN);
    }
  }

  /** Whether a request may change what a session is. */
  static boolean concernsSession(DeviceView device) {
    return device.sets("lorawan_version", "multicast", SUPPORTS_JOIN)
        || device.reaches("session")
        || device.reaches("mac_state");
  }

  static List<String> leaves(String... prefixes) {
    List<String> leaves = new ArrayList<>();
    for (String leaf :
        FieldMasks.leaves(StackServer.NETWORK_SERVER, Access.WRITE, StackVersion.REFERENCE)) {
      for (String prefix : prefixes) {
        if (leaf.startsWith(prefix)) {
          leaves.add(leaf);
        }
      }
    }
    return leaves;
  }

  /** A profile is shared, so its settings cannot be changed for one device. */
  private static void requireNoProfile(DeviceView device) {
    if (device.reaches("mac_settings")
        && MacSettingsProfile.isIn(device.device(MacSettingsProfile.PATH))) {
      throw Errors.networkServerFieldValue("mac_settings");
    }
  }

  private static void requireDevAddr(DeviceView device) {
    if (device.sets("ids.dev_addr")) {
      EndDevice holder = device.device("session.dev_addr");
      if (!holder.hasSession()
          || !holder.getSession().getDevAddr().equals(device.wanted().getIds().getDevAddr())) {
        throw Errors.networkServerFieldValue("session.dev_addr");
      }
    }
  }

  private static void requireActivation(DeviceView device) {
    requireZeroForAbp(device);
    if (device.sets(SUPPORTS_JOIN) && !device.supportsJoin()) {
      requireNotZero(device, "session.dev_addr", "session.keys.f_nwk_s_int_key.key");
    }
    if (!device.supportsJoin()) {
      requireAbp(device);
    } else if (device.sets(SUPPORTS_JOIN)) {
      requireNotZero(device, "ids.dev_eui", "ids.join_eui");
    }
    if (!device.sets(SUPPORTS_JOIN)) {
      requireJoinWhereCleared(device, "session.dev_addr");
      requireJoinWhereCleared(device, "session.keys.f_nwk_s_int_key.key");
    }
  }

  private static void requireZeroForAbp(DeviceView device) {
    if (device.supportsJoin()) {
      return;
    }
    if (device.sets(SUPPORTS_JOIN)) {
      requireZero(device, ABP_ZERO);
      return;
    }
    for (String path : ABP_ZERO) {
      if (device.sets(path) && !device.isZero(path)) {
        throw Errors.networkServerFieldValue(SUPPORTS_JOIN);
      }
    }
  }

  private static void requireJoinWhereCleared(DeviceView device, String path) {
    if (device.sets(path) && device.isZero(path) && !device.supportsJoin()) {
      throw Errors.networkServerFieldValue(SUPPORTS_JOIN);
    }
  }

  private static void requireAbp(DeviceView device) {
    if (device.sets(SUPPORTS_JOIN, "ids.dev_eui", "lorawan_version", "multicast")
        && Keys.isZero(device.device("ids.dev_eui").getIds().getDevEui())) {
      MACVersion version = device.device("lorawan_version").getLorawanVersion();
      if (!isKnown(version)) {
        throw Errors.networkServerFieldValue("lorawan_version");
      }
      boolean needsDevEui = version == MACVersion.MAC_V1_0_4 || version == MACVersion.MAC_V1_1;
      if (needsDevEui && !device.isMulticast()) {
        throw Errors.networkServerFieldValue("ids.dev_eui");
      }
    }
    if (device.sets(SUPPORTS_JOIN, "supports_class_b")
        || device.sets("mac_settings.ping_slot_periodicity.value")) {
      requirePingSlotPeriodicity(device);
    }
  }

  static void requirePingSlotPeriodicity(DeviceView device) {
    String path = "mac_settings.ping_slot_periodicity.value";
    if (device.device("supports_class_b").getSupportsClassB()
        && !device.device(path).getMacSettings().hasPingSlotPeriodicity()) {
      throw Errors.networkServerFieldValue(path);
    }
  }

  private static void requireUnchanged(DeviceView device, String path) {
    FieldPath field = FieldPath.ofDevice(path);
    if (device.sets(path) && field.isSet(device.wanted()) != field.isSet(device.stored())) {
      throw Errors.networkServerFieldValue(path);
    }
  }

  private static void requireSet(Mask mask, String path, boolean valid) {
    if (mask.touches(path) && !valid) {
      throw Errors.networkServerFieldValue(path);
    }
  }

  static void requireZero(DeviceView device, List<String> paths) {
    for (String path : paths) {
      if (!device.isZero(path)) {
        throw Errors.networkServerFieldValue(
            path, device.sets(path) ? Errors.fieldNotZero(path) : null);
      }
    }
  }

  private static void requireNotZero(DeviceView device, String... paths) {
    for (String path : paths) {
      if (device.isZero(path)) {
        throw Errors.networkServerFieldValue(
            path, device.sets(path) ? Errors.fieldIsZero(path) : null);
      }
    }
  }

  private static boolean isKnown(MACVersion version) {
    return version != MACVersion.MAC_UNKNOWN && version != MACVersion.UNRECOGNIZED;
  }

  private static boolean isKnown(PHYVersion version) {
    return version != PHYVersion.PHY_UNKNOWN && version != PHYVersion.UNRECOGNIZED;
  }

  private static List<String> abpZero() {
    List<String> paths = leaves("pending_mac_state.", "pending_session.");
    paths.add("session.keys.session_key_id");
    return List.copyOf(paths);
  }
}
