package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.stack.FieldPath;
import org.jspecify.annotations.Nullable;

/** A device as it will be: what the mask names from the request, the rest as it is stored. */
final class DeviceView {
  private static final EndDevice NONE = EndDevice.getDefaultInstance();

  private final EndDevice wanted;
  private final Mask mask;
  private final EndDevice stored;
  private final boolean exists;

  DeviceView(EndDevice wanted, Mask mask, @Nullable EndDevice stored) {
    this.wanted = wanted;
    this.mask = mask;
    this.stored = stored == null ? NONE : stored;
    this.exists = stored != null;
  }

  EndDevice wanted() {
    return wanted;
  }

  boolean sets(String... paths) {
    for (String path : paths) {
      if (mask.touches(path) || isGivenId(path)) {
        return true;
      }
    }
    return false;
  }

  EndDevice whole() {
    EndDevice.Builder whole = stored.toBuilder();
    MaskedCopy.of(mask.paths()).apply(wanted, whole);
    return whole.build();
  }

  boolean exists() {
    return exists;
  }

  boolean reaches(String message) {
    return mask.reaches(message);
  }

  EndDevice stored() {
    return stored;
  }

  EndDevice device(String path) {
    return sets(path) ? wanted : stored;
  }

  /** Whether there is a device to take the value from. */
  boolean knows(String path) {
    return sets(path) || exists;
  }

  boolean isZero(String path) {
    return !FieldPath.ofDevice(path).isSet(device(path));
  }

  boolean supportsJoin() {
    return device("supports_join").getSupportsJoin();
  }

  boolean isMulticast() {
    return device("multicast").getMulticast();
  }

  boolean hasSession() {
    return has("session", wanted.hasSession(), stored.hasSession());
  }

  boolean hasMacState() {
    return has("mac_state", wanted.hasMacState(), stored.hasMacState());
  }

  boolean hasPendingSession() {
    return has("pending_session", wanted.hasPendingSession(), stored.hasPendingSession());
  }

  boolean hasPendingMacState() {
    return has("pending_mac_state", wanted.hasPendingMacState(), stored.hasPendingMacState());
  }

  boolean hasQueuedJoinAccept() {
    return has(
        "pending_mac_state.queued_join_accept",
        wanted.getPendingMacState().hasQueuedJoinAccept(),
        stored.getPendingMacState().hasQueuedJoinAccept());
  }

  /** The version that decides which session keys there are. */
  MACVersion sessionVersion() {
    return hasMacState() && knows("mac_state.lorawan_version")
        ? device("mac_state.lorawan_version").getMacState().getLorawanVersion()
        : device("lorawan_version").getLorawanVersion();
  }

  /** A message that the mask names only in part may still have its other part from before. */
  private boolean has(String message, boolean isWanted, boolean isStored) {
    return (mask.reaches(message) && isWanted) || (!mask.touches(message) && isStored);
  }

  private boolean isGivenId(String path) {
    return switch (path) {
      case "ids.dev_eui" -> !wanted.getIds().getDevEui().isEmpty();
      case "ids.join_eui" -> !wanted.getIds().getJoinEui().isEmpty();
      case "ids.dev_addr" -> !wanted.getIds().getDevAddr().isEmpty();
      default -> false;
    };
  }
}
