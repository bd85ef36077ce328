package io.github.lwmigrate.rule;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.stack.FieldPath;
import java.util.List;

/** The fields of a device that tell of a session and of what happened in it. */
final class SessionPaths {

  /** What a device that starts anew leaves behind, whatever its activation. */
  static final List<FieldPath> HISTORY =
      paths(
          "activated_at",
          "battery_percentage",
          "downlink_margin",
          "ids.dev_addr",
          "last_dev_status_received_at",
          "last_seen_at",
          "mac_state",
          "pending_mac_state",
          "pending_session",
          "power_state");

  static final List<FieldPath> COUNTERS =
      paths(
          "session.last_f_cnt_up",
          "session.last_n_f_cnt_down",
          "session.last_a_f_cnt_down",
          "session.last_conf_f_cnt_down");

  private SessionPaths() {}

  static List<FieldPath> paths(String... names) {
    return List.of(names).stream().map(FieldPath::ofDevice).toList();
  }

  static EndDevice clear(EndDevice device, List<FieldPath> paths) {
    if (paths.stream().noneMatch(path -> path.isSet(device.toProto()))) {
      return device;
    }
    return device.with(message -> paths.forEach(path -> path.clear(message)));
  }
}
