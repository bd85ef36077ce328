package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import java.util.function.Consumer;

/** Which EUIs and addresses a device must have, and may have, among its identifiers. */
final class IdentifiersCheck implements DeviceCheck {
  private static final Finding DEV_EUI =
      new Finding(
          Severity.ERROR,
          FindingCodes.DEV_EUI_MISSING,
          "ids.dev_eui",
          "A device that joins needs a DevEUI other than zero.",
          "Give the device the DevEUI that is printed on it.");
  private static final Finding DEV_EUI_BY_VERSION =
      new Finding(
          Severity.ERROR,
          FindingCodes.DEV_EUI_MISSING,
          "ids.dev_eui",
          "A device of this LoRaWAN version needs a DevEUI also when it does not join.",
          "Give the device the DevEUI that is printed on it.");
  private static final Finding JOIN_EUI_MISSING =
      new Finding(
          Severity.WARNING,
          FindingCodes.JOIN_EUI_MISSING,
          "ids.join_eui",
          "The device joins and has no JoinEUI. An import gives it the one of the target's Join"
              + " Server, but the device goes on sending its own.",
          "Give the device the JoinEUI it sends.");
  private static final Finding JOIN_EUI_ZERO =
      new Finding(
          Severity.WARNING,
          FindingCodes.JOIN_EUI_ZERO,
          "ids.join_eui",
          "A JoinEUI of zeros joins only where the target's Join Server serves it.",
          "Ask the operator of the target whether its Join Server serves 0000000000000000.");
  private static final Finding DEV_ADDR_OTAA =
      new Finding(
          Severity.ERROR,
          FindingCodes.DEV_ADDR_MISMATCH,
          "ids.dev_addr",
          "A Join Server refuses a new device with a DevAddr among its identifiers.",
          "Leave the DevAddr among the identifiers out; the session has it.");
  private static final Finding DEV_ADDR_OTHER =
      new Finding(
          Severity.ERROR,
          FindingCodes.DEV_ADDR_MISMATCH,
          "session.dev_addr",
          "The session has another DevAddr than the identifiers.",
          "Leave the DevAddr among the identifiers out; the session has it.");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    EndDeviceIdentifiers ids = device.getIds();
    if (device.getSupportsJoin()) {
      if (Values.isZero(ids.getDevEui())) {
        findings.accept(DEV_EUI);
      }
      if (ids.getJoinEui().isEmpty()) {
        findings.accept(JOIN_EUI_MISSING);
      } else if (Values.isZero(ids.getJoinEui())) {
        findings.accept(JOIN_EUI_ZERO);
      }
    } else if (ids.getDevEui().isEmpty() && !device.getMulticast() && needsDevEui(device)) {
      findings.accept(DEV_EUI_BY_VERSION);
    }
    if (!ids.getDevAddr().isEmpty()) {
      if (device.getSupportsJoin() && !Values.isZero(ids.getDevAddr())) {
        findings.accept(DEV_ADDR_OTAA);
      } else if (!ids.getDevAddr().equals(device.getSession().getDevAddr())) {
        findings.accept(DEV_ADDR_OTHER);
      }
    }
  }

  private static boolean needsDevEui(EndDevice device) {
    MACVersion version = device.getLorawanVersion();
    return version == MACVersion.MAC_V1_0_4 || version == MACVersion.MAC_V1_1;
  }
}
