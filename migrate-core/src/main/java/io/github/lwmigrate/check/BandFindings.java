package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.lorawan.Band;
import io.github.lwmigrate.lorawan.BandRules;
import io.github.lwmigrate.lorawan.BandViolation;
import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.MacStateInput;
import io.github.lwmigrate.lorawan.MacStates;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** What the Network Server refuses because of the band. */
final class BandFindings {

  /** Other checks tell the rest. */
  private static final Set<Reason> NO_STATE =
      EnumSet.of(Reason.INCOMPLETE_RELAY_SETTINGS, Reason.INCONSISTENT_CHANNELS);

  private BandFindings() {}

  static void check(
      EndDevice device, FrequencyPlan plan, Band band, Consumer<? super Finding> findings) {
    for (BandViolation violation : BandRules.check(device, plan, band)) {
      findings.accept(
          new Finding(
              Severity.ERROR,
              code(violation.rule()),
              violation.field(),
              violation.message(),
              remedy(violation.rule())));
    }
    if (device.hasSession()) {
      checkNewState(device, plan, band, findings);
    }
  }

  /** A server makes a state of its own first, and lays that of the device over it. */
  private static void checkNewState(
      EndDevice device, FrequencyPlan plan, Band band, Consumer<? super Finding> findings) {
    try {
      MacStates.create(
          MacStateInput.builder(plan, band.version(), device.getLorawanVersion())
              .multicast(device.getMulticast())
              .supportsClassB(device.getSupportsClassB())
              .supportsClassC(device.getSupportsClassC())
              .settings(device.getMacSettings())
              .build());
    } catch (RegionalParametersException e) {
      if (NO_STATE.contains(e.reason())) {
        findings.accept(
            new Finding(
                Severity.ERROR,
                FindingCodes.MAC_STATE_IMPOSSIBLE,
                e.reason() == Reason.INCOMPLETE_RELAY_SETTINGS
                    ? "mac_settings"
                    : "frequency_plan_id",
                "The Network Server makes a MAC state for the session and cannot.",
                String.valueOf(e.getMessage())));
      }
    }
  }

  private static String code(BandViolation.Rule rule) {
    return switch (rule) {
      case BAND -> FindingCodes.BAND_MISMATCH;
      case DATA_RATE, ADR_DATA_RATE -> FindingCodes.DATA_RATE_NOT_OF_BAND;
      case TX_POWER -> FindingCodes.TX_POWER_NOT_OF_BAND;
      case DYNAMIC_ADR -> FindingCodes.DYNAMIC_ADR_NOT_OF_BAND;
      case CHANNEL_COUNT -> FindingCodes.TOO_MANY_CHANNELS;
      case DWELL_TIME -> FindingCodes.DWELL_TIME_NOT_OF_BAND;
      case FACTORY_PRESET_FREQUENCY -> FindingCodes.FACTORY_PRESET_NOT_OF_BAND;
      case CLASS_B_FREQUENCY -> FindingCodes.CLASS_B_FREQUENCY_MISSING;
      case RELAY_CHANNEL -> FindingCodes.RELAY_CHANNEL_NOT_OF_BAND;
    };
  }

  private static String remedy(BandViolation.Rule rule) {
    return switch (rule) {
      case BAND ->
          "Give the device a frequency plan of its band, or leave the band id out if it is wrong.";
      case CLASS_B_FREQUENCY -> "Set the frequency the device was programmed with.";
      case CHANNEL_COUNT ->
          "Leave the MAC state out, so that the target makes a new one, or correct the frequency"
              + " plan.";
      default ->
          "Correct the field or leave it out, or correct the frequency plan or"
              + " lorawan_phy_version.";
    };
  }
}
