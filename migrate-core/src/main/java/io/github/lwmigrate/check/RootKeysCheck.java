package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import java.util.function.Consumer;

/** The root keys of a device that joins. */
final class RootKeysCheck implements DeviceCheck {
  private static final Finding APP_KEY =
      new Finding(
          Severity.ERROR,
          FindingCodes.APP_KEY_MISSING,
          "root_keys.app_key.key",
          "The root keys are there, but the AppKey is absent or zero, which a Join Server refuses.",
          "Give the device its AppKey, or leave the root keys out if an external Join Server has"
              + " them.");
  private static final Finding NWK_KEY =
      new Finding(
          Severity.WARNING,
          FindingCodes.NWK_KEY_MISSING,
          "root_keys.nwk_key.key",
          "A device of LoRaWAN 1.1 cannot join with an AppKey alone.",
          "Give the device its NwkKey.");

  private final Finding missing;

  /**
   * A check of root keys.
   *
   * @param whenMissing how much it weighs that there are none
   */
  RootKeysCheck(Severity whenMissing) {
    this.missing =
        new Finding(
            whenMissing,
            FindingCodes.ROOT_KEYS_MISSING,
            "root_keys",
            "The device joins, but its root keys could not be read: an external Join Server has"
                + " them, or they are gone.",
            "Go on if the device's Join Server is an external one that the target can reach;"
                + " otherwise find the keys first, or the device cannot join again.");
  }

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    if (!device.getSupportsJoin()) {
      return;
    }
    RootKeys keys = device.getRootKeys();
    boolean noAppKey = Values.isZero(keys.getAppKey());
    boolean noNwkKey = Values.isZero(keys.getNwkKey());
    boolean empty = device.hasRootKeys() && keys.equals(RootKeys.getDefaultInstance());
    if (empty || (keys.hasAppKey() && noAppKey)) {
      findings.accept(APP_KEY);
    } else if (noAppKey && noNwkKey) {
      findings.accept(missing);
    } else if (noNwkKey && device.getLorawanVersion() == MACVersion.MAC_V1_1) {
      findings.accept(NWK_KEY);
    }
  }
}
