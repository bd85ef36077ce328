package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateIndex;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import java.util.function.Consumer;

/** A device needs a frequency plan and a version of the regional parameters. */
final class RegionCheck implements DeviceCheck {
  private static final Finding PLAN =
      new Finding(
          Severity.ERROR,
          FindingCodes.FREQUENCY_PLAN_MISSING,
          "frequency_plan_id",
          "The device has no frequency plan.",
          "Give the device the plan of its region, for example with the frequency plan of the"
              + " policy.");
  private static final Finding PHY_VERSION =
      new Finding(
          Severity.ERROR,
          FindingCodes.PHY_VERSION_MISSING,
          "lorawan_phy_version",
          "The device has no version of the regional parameters, so no band can be chosen.",
          "Give the device the version its maker states.");
  private static final Finding EU_VARIANT =
      new Finding(
          Severity.WARNING,
          FindingCodes.EU_FREQUENCY_PLAN_VARIANT,
          "frequency_plan_id",
          "The device listens in its second receive window at data rate 3, as EU_863_870_TTN has"
              + " it, but its plan is EU_863_870.",
          "Use the plan EU_863_870_TTN unless the device was given this data rate on purpose.");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    if (device.getFrequencyPlanId().isEmpty()) {
      findings.accept(PLAN);
    }
    if (device.getLorawanPhyVersion() == PHYVersion.PHY_UNKNOWN) {
      findings.accept(PHY_VERSION);
    }
    if (device.getFrequencyPlanId().equals("EU_863_870")
        && device.getMacState().getCurrentParameters().getRx2DataRateIndex()
            == DataRateIndex.DATA_RATE_3
        && !device.getMacSettings().hasRx2DataRateIndex()) {
      findings.accept(EU_VARIANT);
    }
  }
}
