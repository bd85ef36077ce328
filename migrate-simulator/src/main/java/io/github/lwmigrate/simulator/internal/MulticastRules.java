package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.stack.FieldPath;
import java.util.List;

/** What the Network Server requires of a multicast group. */
final class MulticastRules {
  private static final String MULTICAST = "multicast";
  private static final String CURRENT = "mac_state.current_parameters.";
  private static final String DESIRED = "mac_state.desired_parameters.";
  private static final List<String> ZERO = zero();
  private static final List<String> EQUAL =
      List.of(
          "adr_ack_delay_exponent.value",
          "adr_ack_limit_exponent.value",
          "adr_data_rate_index",
          "adr_nb_trans",
          "adr_tx_power_index",
          "beacon_frequency",
          "channels",
          "downlink_dwell_time.value",
          "max_duty_cycle",
          "max_eirp",
          "ping_slot_data_rate_index_value.value",
          "ping_slot_frequency",
          "rejoin_count_periodicity",
          "rejoin_time_periodicity",
          "rx1_data_rate_offset",
          "rx1_delay",
          "rx2_data_rate_index",
          "rx2_frequency",
          "uplink_dwell_time.value");

  private MulticastRules() {}

  static void require(DeviceView device) {
    if (!device.isMulticast()) {
      return;
    }
    if (device.sets(MULTICAST)) {
      NetworkServerRules.requireZero(device, ZERO);
    } else {
      for (String path : ZERO) {
        if (device.sets(path) && !device.isZero(path)) {
          throw Errors.networkServerFieldValue(MULTICAST);
        }
      }
    }
    EQUAL.forEach(parameter -> requireEqual(device, parameter));
    if (device.sets(MULTICAST, "supports_class_b", "supports_class_c")
        && !device.device("supports_class_b").getSupportsClassB()
        && !device.device("supports_class_c").getSupportsClassC()) {
      throw Errors.networkServerFieldValue("supports_class_b");
    }
    if (device.sets(MULTICAST, "supports_class_b")
        || device.sets("mac_settings.ping_slot_periodicity.value")) {
      NetworkServerRules.requirePingSlotPeriodicity(device);
    }
  }

  private static void requireEqual(DeviceView device, String parameter) {
    String current = CURRENT + parameter;
    String desired = DESIRED + parameter;
    if (!device.sets(MULTICAST, current, desired)
        || (!device.knows(current) && !device.knows(desired))) {
      return;
    }
    FieldPath path = FieldPath.of(MACParameters.getDescriptor(), parameter);
    boolean equal =
        path.get(device.device(current).getMacState().getCurrentParameters())
            .equals(path.get(device.device(desired).getMacState().getDesiredParameters()));
    if (!equal || device.knows(current) != device.knows(desired)) {
      throw Errors.networkServerFieldValue(desired);
    }
  }

  private static List<String> zero() {
    List<String> paths =
        NetworkServerRules.leaves(
            "mac_settings.desired_relay.",
            "mac_settings.relay.",
            CURRENT + "relay.",
            DESIRED + "relay.");
    paths.addAll(
        List.of(
            "mac_settings.schedule_downlinks.value",
            "mac_state.last_adr_change_f_cnt_up",
            "mac_state.last_confirmed_downlink_at",
            "mac_state.last_dev_status_f_cnt_up",
            "mac_state.pending_application_downlink",
            "mac_state.pending_requests",
            "mac_state.queued_responses",
            "mac_state.recent_mac_command_identifiers",
            "mac_state.recent_uplinks",
            "mac_state.rejected_adr_data_rate_indexes",
            "mac_state.rejected_adr_tx_power_indexes",
            "mac_state.rejected_data_rate_ranges",
            "mac_state.rejected_frequencies",
            "mac_state.rx_windows_available",
            "session.last_conf_f_cnt_down",
            "session.last_f_cnt_up",
            "supports_join"));
    return List.copyOf(paths);
  }
}
