package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.device.RootKeys;
import io.github.lwmigrate.device.Tombstone;
import java.util.Optional;
import java.util.function.Consumer;

/** Recognises an origin that a migration has already made unable to answer joins. */
final class TombstoneCheck implements DeviceCheck {
  private static final Finding APP_KEY = migrated("root_keys.app_key.key");
  private static final Finding NWK_KEY = migrated("root_keys.nwk_key.key");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.original();
    Optional<DevEui> devEui = device.devEui();
    Optional<RootKeys> keys = device.rootKeys();
    if (devEui.isEmpty() || keys.isEmpty()) {
      return;
    }
    check(keys.get().appKey(), devEui.get(), APP_KEY, findings);
    check(keys.get().nwkKey(), devEui.get(), NWK_KEY, findings);
  }

  private static void check(
      Optional<AesKey> key, DevEui devEui, Finding finding, Consumer<? super Finding> findings) {
    if (key.isPresent() && Tombstone.isTombstone(key.get(), devEui)) {
      findings.accept(finding);
    }
  }

  private static Finding migrated(String path) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.ORIGIN_ALREADY_MIGRATED,
        path,
        "An earlier migration replaced this key at the origin; the device cannot join with it.",
        "Use the form that the earlier run recorded.");
  }
}
