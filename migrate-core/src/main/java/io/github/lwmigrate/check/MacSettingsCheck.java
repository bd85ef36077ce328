package io.github.lwmigrate.check;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import java.util.Map;
import java.util.function.Consumer;

/** MAC settings that exclude or need each other, whatever the band. */
final class MacSettingsCheck implements DeviceCheck {
  private static final Finding USE_ADR = conflict("mac_settings.use_adr.value");
  private static final Finding ADR_MARGIN = conflict("mac_settings.adr_margin");
  private static final Finding PERIODICITY =
      new Finding(
          Severity.ERROR,
          FindingCodes.PING_SLOT_PERIODICITY_MISSING,
          "mac_settings.ping_slot_periodicity.value",
          "A class B device that does not join needs a ping slot periodicity.",
          "Set the periodicity the device was programmed with.");
  private static final String DYNAMIC = "mac_settings.adr.mode.dynamic.";

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    MACSettings settings = device.getMacSettings();
    if (device.getSupportsClassB()
        && !device.getSupportsJoin()
        && !settings.hasPingSlotPeriodicity()) {
      findings.accept(PERIODICITY);
    }
    if (!settings.hasAdr()) {
      return;
    }
    if (settings.getUseAdr().getValue()) {
      findings.accept(USE_ADR);
    }
    if (settings.hasAdrMargin()) {
      findings.accept(ADR_MARGIN);
    }
    if (settings.getAdr().hasDynamic()) {
      checkLimits(settings.getAdr().getDynamic(), findings);
    }
  }

  private static void checkLimits(ADRSettings.DynamicMode adr, Consumer<? super Finding> findings) {
    if (adr.hasMinDataRateIndex()
        && adr.hasMaxDataRateIndex()
        && adr.getMinDataRateIndex().getValueValue() > adr.getMaxDataRateIndex().getValueValue()) {
      findings.accept(reversed("max_data_rate_index.value"));
    }
    if (adr.hasMinTxPowerIndex()
        && adr.hasMaxTxPowerIndex()
        && adr.getMinTxPowerIndex().getValue() > adr.getMaxTxPowerIndex().getValue()) {
      findings.accept(reversed("max_tx_power_index"));
    }
    if (adr.hasMinNbTrans()
        && adr.hasMaxNbTrans()
        && adr.getMinNbTrans().getValue() > adr.getMaxNbTrans().getValue()) {
      findings.accept(reversed("max_nb_trans"));
    }
    for (Map.Entry<FieldDescriptor, Object> entry : adr.getOverrides().getAllFields().entrySet()) {
      var override = (ADRSettings.DynamicMode.PerDataRateIndexOverride) entry.getValue();
      if (override.hasMinNbTrans()
          && override.hasMaxNbTrans()
          && override.getMinNbTrans().getValue() > override.getMaxNbTrans().getValue()) {
        findings.accept(reversed("overrides." + entry.getKey().getName() + ".max_nb_trans"));
      }
    }
  }

  private static Finding conflict(String path) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.ADR_SETTINGS_CONFLICT,
        path,
        "mac_settings.adr replaces this older setting and may not stand beside it.",
        "Leave the older setting out.");
  }

  private static Finding reversed(String field) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.ADR_LIMITS_REVERSED,
        DYNAMIC + field,
        "The lower limit of dynamic ADR is above this upper limit.",
        "Correct the limits.");
  }
}
