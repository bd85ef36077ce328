package io.github.lwmigrate.check;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import java.util.function.Consumer;

/** Recognises an origin that a migration has already made unable to answer joins. */
final class TombstoneCheck implements DeviceCheck {
  private static final Finding APP_KEY = migrated("root_keys.app_key.key");
  private static final Finding NWK_KEY = migrated("root_keys.nwk_key.key");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.original().toProto();
    if (!device.hasRootKeys()) {
      return;
    }
    ByteString devEui = device.getIds().getDevEui();
    check(device.getRootKeys().getAppKey(), devEui, APP_KEY, findings);
    check(device.getRootKeys().getNwkKey(), devEui, NWK_KEY, findings);
  }

  private static void check(
      KeyEnvelope key, ByteString devEui, Finding finding, Consumer<? super Finding> findings) {
    if (Tombstone.isTombstone(key.getKey(), devEui)) {
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
