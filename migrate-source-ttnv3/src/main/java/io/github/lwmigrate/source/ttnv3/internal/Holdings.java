package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Location;
import io.github.lwmigrate.proto.ttn.lorawan.v3.LocationSource;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import io.github.lwmigrate.stack.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a registry holds that nobody may lose unnoticed: all of it, but for what a device moves by
 * being in use.
 */
final class Holdings {

  /**
   * Times, and what every uplink renews. A downlink that changes the MAC state raises a downlink
   * counter too, and that one counts.
   */
  private static final List<FieldPath> MOVING =
      List.of(
              "activated_at",
              "battery_percentage",
              "created_at",
              "downlink_margin",
              "last_dev_status_received_at",
              "last_seen_at",
              "mac_state",
              "power_state",
              "session.last_f_cnt_up",
              "session.started_at",
              "updated_at")
          .stream()
          .map(FieldPath::ofDevice)
          .toList();

  private Holdings() {}

  static EndDevice of(EndDevice device, boolean sessionMoves) {
    EndDevice.Builder held = device.toBuilder();
    MOVING.forEach(path -> path.clear(held));
    if (!sessionMoves) {
      Counters.DOWNLINK.forEach(path -> FieldPath.ofDevice(path).clear(held));
    }
    if (device.hasPendingMacState()) {
      held.clearPendingMacState();
      if (device.getPendingMacState().hasQueuedJoinAccept()) {
        held.getPendingMacStateBuilder()
            .setQueuedJoinAccept(device.getPendingMacState().getQueuedJoinAccept());
      }
    }
    held.clearLocations().putAllLocations(registered(device.getLocationsMap()));
    Prune.emptyMessages(held);
    return held.build();
  }

  /** Locations that somebody entered; others come with uplinks. */
  private static Map<String, Location> registered(Map<String, Location> locations) {
    return locations.entrySet().stream()
        .filter(
            location ->
                location.getValue().getSource() == LocationSource.SOURCE_REGISTRY
                    || location.getValue().getSource() == LocationSource.SOURCE_UNKNOWN)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A device as it would be if no run had frozen it, as far as another form of it tells. */
  static EndDevice thawed(EndDevice device, EndDevice recorded) {
    EndDevice.Builder thawed = device.toBuilder();
    thawDownlinks(thawed, recorded);
    thawRootKeys(thawed, recorded);
    // The freeze itself was the last change.
    if (recorded.hasUpdatedAt() && !thawed.build().equals(device)) {
      thawed.setUpdatedAt(recorded.getUpdatedAt());
    }
    return thawed.build();
  }

  static boolean isSilent(EndDevice device) {
    MACSettings settings = device.getMacSettings();
    return settings.hasScheduleDownlinks() && !settings.getScheduleDownlinks().getValue();
  }

  private static void thawDownlinks(EndDevice.Builder device, EndDevice recorded) {
    if (!isSilent(device.build())) {
      return;
    }
    if (recorded.getMacSettings().hasScheduleDownlinks()) {
      device
          .getMacSettingsBuilder()
          .setScheduleDownlinks(recorded.getMacSettings().getScheduleDownlinks());
      return;
    }
    device.getMacSettingsBuilder().clearScheduleDownlinks();
    if (device.getMacSettings().equals(MACSettings.getDefaultInstance())) {
      device.clearMacSettings();
    }
  }

  private static void thawRootKeys(EndDevice.Builder device, EndDevice recorded) {
    RootKeys keys = device.getRootKeys();
    RootKeys known = recorded.getRootKeys();
    if (known.hasAppKey() && isTombstone(keys.getAppKey().getKey(), device.getIds())) {
      device.getRootKeysBuilder().setAppKey(known.getAppKey());
    }
    if (known.hasNwkKey() && isTombstone(keys.getNwkKey().getKey(), device.getIds())) {
      device.getRootKeysBuilder().setNwkKey(known.getNwkKey());
    }
  }

  static boolean isTombstone(ByteString key, EndDeviceIdentifiers ids) {
    return key.size() == AesKey.LENGTH
        && ids.getDevEui().size() == Long.BYTES
        && Tombstone.isTombstone(
            AesKey.of(key.toByteArray()), DevEui.of(ids.getDevEui().toByteArray()));
  }
}
