package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.device.LorawanVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.stack.FieldPath;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets the target accept that an ABP device sets its frame counters back: {@code
 * mac_settings.resets_f_cnt} is true, the counters of the session and those that the MAC state has
 * copied from them are zero. Replayed frames can then not be told from real ones. Does not apply to
 * LoRaWAN 1.1, multicast groups and OTAA devices: a notice says so, and they are left alone.
 */
public record ResetFrameCounters() implements DeviceRule {

  private static final List<FieldPath> COPIES =
      SessionPaths.paths(
          "mac_state.last_adr_change_f_cnt_up", "mac_state.last_dev_status_f_cnt_up");

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    String reason = whyNot(device);
    if (!reason.isEmpty()) {
      findings.accept(
          Finding.of(
              Severity.NOTICE,
              FindingCodes.FRAME_COUNTER_RESET_NOT_APPLICABLE,
              "mac_settings.resets_f_cnt",
              "Resetting frame counters does not apply: " + reason + "."));
      return device;
    }
    return SessionPaths.clear(SessionPaths.clear(device, SessionPaths.COUNTERS), COPIES)
        .with(
            message ->
                message
                    .getMacSettingsBuilder()
                    .setResetsFCnt(BoolValue.newBuilder().setValue(true)));
  }

  private static String whyNot(EndDevice device) {
    if (device.activation() == Activation.OTAA) {
      return "an OTAA device starts new counters with each join";
    }
    if (device.activation() == Activation.MULTICAST) {
      return "the members of a multicast group cannot be reset";
    }
    return device.lorawanVersion().equals(Optional.of(LorawanVersion.V1_1))
        ? "LoRaWAN 1.1 does not let an ABP device set its counters back"
        : "";
  }
}
