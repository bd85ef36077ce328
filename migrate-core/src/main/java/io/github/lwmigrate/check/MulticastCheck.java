package io.github.lwmigrate.check;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.stack.FieldNames;
import io.github.lwmigrate.stack.FieldPath;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a multicast group must have and may not have: it neither joins nor sends uplinks. */
final class MulticastCheck implements DeviceCheck {
  private static final Finding JOINS =
      new Finding(
          Severity.ERROR,
          FindingCodes.MULTICAST_JOINS,
          "supports_join",
          "A multicast group cannot join.",
          "Decide whether this is a group or a device, and correct supports_join or multicast.");
  private static final Finding NO_CLASS =
      new Finding(
          Severity.ERROR,
          FindingCodes.MULTICAST_CLASS_MISSING,
          "supports_class_b",
          "A multicast group has to support class B or class C.",
          "Set the class in which the members of the group receive.");
  private static final List<FieldPath> NOT_ALLOWED =
      Stream.of(
              "mac_settings.relay",
              "mac_settings.desired_relay",
              "mac_settings.schedule_downlinks.value",
              "mac_state.current_parameters.relay",
              "mac_state.desired_parameters.relay",
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
              "session.last_f_cnt_up")
          .map(FieldPath::ofDevice)
          .collect(Collectors.toUnmodifiableList());

  /** Deprecated parameters, which no server takes, and the relay, which a group may not have. */
  private static final Set<String> NOT_COMPARED =
      Set.of("adr_ack_limit", "adr_ack_delay", "ping_slot_data_rate_index", "relay");

  private static final List<FieldDescriptor> COMPARED =
      MACParameters.getDescriptor().getFields().stream()
          .filter(field -> !NOT_COMPARED.contains(FieldNames.of(field)))
          .collect(Collectors.toUnmodifiableList());

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    if (!device.getMulticast()) {
      return;
    }
    if (device.getSupportsJoin()) {
      findings.accept(JOINS);
    }
    if (!device.getSupportsClassB() && !device.getSupportsClassC()) {
      findings.accept(NO_CLASS);
    }
    for (FieldPath path : NOT_ALLOWED) {
      if (path.isSet(device)) {
        findings.accept(
            new Finding(
                Severity.ERROR,
                FindingCodes.MULTICAST_FIELD_NOT_ALLOWED,
                path.path(),
                "A multicast group sends no uplinks, so this field may not be set.",
                "Leave the field out."));
      }
    }
    MACParameters current = device.getMacState().getCurrentParameters();
    MACParameters desired = device.getMacState().getDesiredParameters();
    if (!current.equals(desired)) {
      compare(current, desired, findings);
    }
  }

  private static void compare(
      MACParameters current, MACParameters desired, Consumer<? super Finding> findings) {
    for (FieldDescriptor field : COMPARED) {
      if (!current.getField(field).equals(desired.getField(field))
          || (field.hasPresence() && current.hasField(field) != desired.hasField(field))) {
        findings.accept(
            new Finding(
                Severity.ERROR,
                FindingCodes.MULTICAST_PARAMETERS_DIFFER,
                "mac_state.desired_parameters." + FieldNames.of(field),
                "Nothing can change the parameters of a multicast group, so the desired ones must"
                    + " be the current ones.",
                "Leave the MAC state out, or make the parameters equal."));
      }
    }
  }
}
