package io.github.lwmigrate.simulator.internal;

import java.util.Optional;

/** What the Network Server requires of the frequency plan itself. */
final class FrequencyPlanRules {
  private static final String PLAN = "frequency_plan_id";
  private static final String BAND = "version_ids.band_id";

  private FrequencyPlanRules() {}

  static void require(DeviceView device) {
    if (!device.sets(PLAN, "lorawan_phy_version", BAND)) {
      return;
    }
    String plan = device.device(PLAN).getFrequencyPlanId();
    String band =
        FrequencyPlanNames.bandOf(plan).orElseThrow(() -> Errors.frequencyPlanNotFound(plan));
    Optional<String> wanted =
        Optional.of(device.device(BAND).getVersionIds().getBandId()).filter(id -> !id.isEmpty());
    if (device.sets(PLAN, BAND) && wanted.filter(id -> !id.equals(band)).isPresent()) {
      throw Errors.networkServerFieldValue(BAND, Errors.bandMismatch(wanted.get(), band));
    }
  }
}
