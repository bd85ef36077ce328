package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the Network Server stores what a client sets. */
final class NetworkServerWriter {
  private static final String F_NWK_S_INT_KEY = "keys.f_nwk_s_int_key.key";

  private final UpsertedDevices devices;
  private final InstantSource clock;

  NetworkServerWriter(Registry registry, InstantSource clock) {
    this.devices = new UpsertedDevices(registry, clock);
    this.clock = clock;
  }

  EndDevice set(EndDevice wanted, Mask mask) {
    EndDeviceIdentifiers ids = wanted.getIds();
    NetworkServerRules.requireFields(wanted, mask);
    return devices.set(
        DeviceKey.of(ids),
        ids,
        (stored, changed) -> {
          DeviceView view = new DeviceView(wanted, mask, stored);
          NetworkServerRules.require(view);
          apply(view, wanted, mask, changed);
          requireSameIds(stored, ids);
          if (changed.hasPendingSession() && !changed.hasPendingMacState()) {
            throw Errors.invalidDevice();
          }
          Violations.none(changed.build(), List.of());
        });
  }

  private void apply(DeviceView view, EndDevice wanted, Mask mask, EndDevice.Builder changed) {
    MaskedCopy.of(mask.paths()).apply(wanted, changed);
    if (!wanted.getIds().getDevAddr().isEmpty() || mask.touches("session.dev_addr")) {
      changed.getIdsBuilder().setDevAddr(wanted.getSession().getDevAddr());
    }
    if (NetworkServerRules.concernsSession(view) && view.hasSession()) {
      if (!view.stored().hasMacState() && !mask.touches("mac_state")) {
        changed.setMacState(NewMacState.of(view.whole(), wanted.getMacState(), mask));
      }
      if (mask.touches("session." + F_NWK_S_INT_KEY) && !usesNwkKey(view.sessionVersion())) {
        shareForwardingKey(changed.getSessionBuilder());
      }
      if (startsSession(view, wanted, mask)) {
        changed.getSessionBuilder().setStartedAt(now());
      }
    }
    if (changed.hasPendingSession()
        && mask.touches("pending_session." + F_NWK_S_INT_KEY)
        && !usesNwkKey(changed.getPendingMacState().getLorawanVersion())) {
      shareForwardingKey(changed.getPendingSessionBuilder());
    }
  }

  private static boolean startsSession(DeviceView view, EndDevice wanted, Mask mask) {
    Session before = view.stored().getSession();
    return !before.hasStartedAt()
        || (mask.touches("session.started_at") && !wanted.getSession().hasStartedAt());
  }

  /** Before LoRaWAN 1.1 there is one network session key, which stands for all three. */
  private static void shareForwardingKey(Session.Builder session) {
    SessionKeys.Builder keys = session.getKeysBuilder();
    keys.setNwkSEncKey(keys.getFNwkSIntKey()).setSNwkSIntKey(keys.getFNwkSIntKey());
  }

  private static void requireSameIds(@Nullable EndDevice stored, EndDeviceIdentifiers ids) {
    if (stored == null) {
      return;
    }
    List<String> changed = new ArrayList<>();
    if (!ids.getJoinEui().isEmpty() && !ids.getJoinEui().equals(stored.getIds().getJoinEui())) {
      changed.add("ids.join_eui");
    }
    if (!ids.getDevEui().isEmpty() && !ids.getDevEui().equals(stored.getIds().getDevEui())) {
      changed.add("ids.dev_eui");
    }
    if (!changed.isEmpty()) {
      throw Errors.networkServerReadOnlyField(changed.get(0));
    }
  }

  static boolean usesNwkKey(MACVersion version) {
    return version == MACVersion.MAC_V1_1;
  }

  private Timestamp now() {
    return Times.nanos(clock.instant());
  }
}
