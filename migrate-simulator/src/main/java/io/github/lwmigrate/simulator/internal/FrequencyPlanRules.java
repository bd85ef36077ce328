package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.lorawan.BandRules;
import io.github.lwmigrate.lorawan.BandViolation;
import io.github.lwmigrate.lorawan.BandViolation.Rule;
import io.github.lwmigrate.lorawan.MacStateInput;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.ArrayList;
import java.util.List;

/** What the Network Server requires of a device because of its frequency plan and band. */
final class FrequencyPlanRules {
  private static final String PLAN = "frequency_plan_id";
  private static final String PHY = "lorawan_phy_version";
  private static final String BAND = "version_ids.band_id";
  private static final String CLASS_B = "supports_class_b";
  private static final String DYNAMIC_ADR = "mac_settings.adr.mode.dynamic";

  /** The fields for whose sake the server looks the plan up. */
  private static final String[] DECIDED_BY_BAND = decidedByBand();

  private FrequencyPlanRules() {}

  static void require(DeviceView device) {
    if (!device.sets(DECIDED_BY_BAND) && !device.reaches(DYNAMIC_ADR)) {
      return;
    }
    EndDevice whole = device.whole();
    MacStateInput input = NewMacState.input(whole);
    for (BandViolation violation : BandRules.check(whole, input.plan(), input.band())) {
      if (violation.rule() == Rule.BAND) {
        if (device.sets(PLAN, BAND)) {
          throw Errors.networkServerFieldValue(
              BAND, Errors.bandMismatch(whole.getVersionIds().getBandId(), input.plan().bandId()));
        }
      } else if (concerns(device, violation)) {
        throw Errors.networkServerFieldValue(violation.field());
      }
    }
  }

  /** A new plan or version is held against everything, another field only against itself. */
  private static boolean concerns(DeviceView device, BandViolation violation) {
    return device.sets(PLAN, PHY, violation.field())
        || (violation.rule() == Rule.CLASS_B_FREQUENCY && device.sets(CLASS_B))
        || (violation.rule() == Rule.DYNAMIC_ADR && device.reaches(DYNAMIC_ADR));
  }

  private static String[] decidedByBand() {
    List<String> paths = new ArrayList<>(List.of(PLAN, PHY, CLASS_B));
    for (String setting :
        List.of(
            "adr.mode.static.data_rate_index",
            "adr.mode.static.tx_power_index",
            "desired_ping_slot_data_rate_index.value",
            "desired_rx2_data_rate_index.value",
            "downlink_dwell_time.value",
            "factory_preset_frequencies",
            "ping_slot_data_rate_index.value",
            "ping_slot_frequency.value",
            "rx2_data_rate_index.value",
            "uplink_dwell_time.value",
            "use_adr.value")) {
      paths.add("mac_settings." + setting);
    }
    addRelay(paths, "mac_settings.relay");
    addRelay(paths, "mac_settings.desired_relay");
    for (String state : List.of("mac_state.", "pending_mac_state.")) {
      for (String parameters : List.of("current_parameters", "desired_parameters")) {
        for (String field :
            List.of(
                "adr_data_rate_index",
                "adr_tx_power_index",
                "channels",
                "ping_slot_data_rate_index_value.value",
                "rx2_data_rate_index")) {
          paths.add(state + parameters + "." + field);
        }
        addRelay(paths, state + parameters + ".relay");
      }
    }
    return paths.toArray(String[]::new);
  }

  private static void addRelay(List<String> paths, String relay) {
    paths.add(relay + ".mode.served.second_channel.data_rate_index");
    paths.add(relay + ".mode.serving.default_channel_index");
    paths.add(relay + ".mode.serving.second_channel.data_rate_index");
  }
}
