package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.lorawan.Band;
import io.github.lwmigrate.lorawan.Bands;
import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import java.util.Optional;
import java.util.function.Consumer;

/** A device needs a frequency plan and a version of the regional parameters, and must fit both. */
final class RegionCheck implements DeviceCheck {
  private static final String PLAN_ID = "frequency_plan_id";
  private static final String PHY = "lorawan_phy_version";

  /** What message validation takes. */
  private static final int MAX_PLAN_ID = 64;

  private static final Finding PLAN =
      new Finding(
          Severity.ERROR,
          FindingCodes.FREQUENCY_PLAN_MISSING,
          PLAN_ID,
          "The device has no frequency plan.",
          "Give the device the plan of its region, for example with the frequency plan of the"
              + " policy.");
  private static final Finding PHY_VERSION =
      new Finding(
          Severity.ERROR,
          FindingCodes.PHY_VERSION_MISSING,
          PHY,
          "The device has no version of the regional parameters, so no band can be chosen.",
          "Give the device the version its maker states.");

  private final FrequencyPlans plans;

  RegionCheck(FrequencyPlans plans) {
    this.plans = plans;
  }

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    if (device.getLorawanPhyVersion() == PHYVersion.PHY_UNKNOWN) {
      findings.accept(PHY_VERSION);
    }
    Optional<FrequencyPlan> plan = plan(device.getFrequencyPlanId(), findings);
    Optional<PhyVersion> version = PhyVersion.of(device.getLorawanPhyVersion());
    if (plan.isEmpty() || version.isEmpty()) {
      return;
    }
    PlanAdvice.check(device, plan.get(), findings);
    Optional<Band> band = Bands.find(plan.get().bandId(), version.get());
    if (band.isPresent()) {
      BandFindings.check(device, plan.get(), band.get(), findings);
    } else {
      findings.accept(notOfBand(plan.get(), version.get()));
    }
  }

  private Optional<FrequencyPlan> plan(String id, Consumer<? super Finding> findings) {
    if (id.isEmpty()) {
      findings.accept(PLAN);
      return Optional.empty();
    }
    if (id.codePointCount(0, id.length()) > MAX_PLAN_ID) {
      return Optional.empty();
    }
    try {
      return Optional.of(plans.get(id));
    } catch (RegionalParametersException e) {
      findings.accept(e.reason() == Reason.PLAN_NOT_FOUND ? unknown(id) : unreadable(e));
      return Optional.empty();
    }
  }

  private Finding unknown(String id) {
    return new Finding(
        Severity.CONFIRM,
        FindingCodes.FREQUENCY_PLAN_UNKNOWN,
        PLAN_ID,
        (NearIds.looksLikeOne(id) ? "The frequency plan " + id : "The device's frequency plan")
            + " is not among the known ones, so neither the target's answer nor the device's"
            + " channels can be foreseen.",
        NearIds.of(id, plans)
            + "Correct the plan, for example with the frequency plan of the policy; name the"
            + " frequency plans of the target; or acknowledge this finding if the target has this"
            + " plan.");
  }

  private static Finding unreadable(RegionalParametersException failure) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.FREQUENCY_PLAN_UNREADABLE,
        PLAN_ID,
        String.valueOf(failure.getMessage()),
        "Make the frequency plans readable, then start again.");
  }

  private static Finding notOfBand(FrequencyPlan plan, PhyVersion version) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.PHY_VERSION_NOT_OF_BAND,
        PHY,
        "Frequency plan "
            + plan
            + " belongs to band "
            + plan.bandId()
            + ", which is not defined in "
            + version
            + ".",
        "Use the version the device was made for, one of "
            + Bands.versions(plan.bandId())
            + ", or a frequency plan of another band.");
  }
}
