package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.EndDevice;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Devices of one run that a target could not hold side by side. The first one stands. */
final class Collisions implements AutoCloseable {

  private static final int EUI_LENGTH = 8;

  private final FingerprintTable names = new FingerprintTable();

  void check(EndDevice device, Consumer<? super Finding> findings) {
    long sameId = names.find(idOf(device));
    if (sameId >= 0) {
      findings.accept(
          Finding.of(
                  Severity.ERROR,
                  FindingCodes.DEVICE_ID_COLLISION,
                  "ids.device_id",
                  "The device at position "
                      + (sameId + 1)
                      + " of the listing has the id "
                      + device.deviceId()
                      + " too.")
              .withRemedy(
                  "Give one of them another id, with an id map or a prefix for its application."));
    }
    if (hasEuis(device)) {
      long sameEuis = names.find(euisOf(device));
      if (sameEuis >= 0) {
        findings.accept(
            Finding.of(
                    Severity.ERROR,
                    FindingCodes.EUI_COLLISION,
                    "ids.dev_eui",
                    "The device at position "
                        + (sameEuis + 1)
                        + " of the listing has the same JoinEUI and DevEUI.")
                .withRemedy(
                    "A deployment takes a pair of EUIs once: leave one of the devices out."));
      }
    }
  }

  void add(EndDevice device, long index) {
    names.add(idOf(device), index);
    if (hasEuis(device)) {
      names.add(euisOf(device), index);
    }
  }

  private static String idOf(EndDevice device) {
    return "id " + device.deviceId();
  }

  private static boolean hasEuis(EndDevice device) {
    var ids = device.toProto().getIds();
    return ids.getDevEui().size() == EUI_LENGTH && ids.getJoinEui().size() == EUI_LENGTH;
  }

  private static String euisOf(EndDevice device) {
    var ids = device.toProto().getIds();
    HexFormat hex = HexFormat.of();
    return "euis "
        + hex.formatHex(ids.getJoinEui().toByteArray())
        + hex.formatHex(ids.getDevEui().toByteArray());
  }

  @Override
  public void close() {
    names.close();
  }
}
