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
 * Lets an ABP device start again with the DevAddr and session keys that are programmed into it:
 * counters zero, no MAC state, no status, no queued downlinks, and {@code
 * mac_settings.resets_f_cnt} true. LoRaWAN 1.1 does not have that setting, and does not let an ABP
 * device set its counters back: there the finding is a warning. Other devices are left alone.
 */
public record RestartAbpSession() implements DeviceRule {

  private static final List<FieldPath> OF_OLD_SESSION =
      SessionPaths.paths(
          "queued_application_downlinks",
          "session.queued_application_downlinks",
          "session.started_at");

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    if (device.activation() != Activation.ABP) {
      return device;
    }
    boolean canReset = !device.lorawanVersion().equals(Optional.of(LorawanVersion.V1_1));
    findings.accept(
        canReset
            ? Finding.of(
                    Severity.ADVICE,
                    FindingCodes.DEVICE_RESET_NEEDED,
                    "session.last_f_cnt_up",
                    "The target starts this ABP device with frame counters of zero.")
                .withRemedy(
                    "Reset the device after the import, or move it with its session if it cannot"
                        + " be reset.")
            : Finding.of(
                    Severity.WARNING,
                    FindingCodes.DEVICE_RESET_NEEDED,
                    "session.last_f_cnt_up",
                    "The target starts this ABP device with frame counters of zero, and LoRaWAN"
                        + " 1.1 does not let it accept a later reset.")
                .withRemedy(
                    "Reset the device at the moment of the import, or move it with its session."));
    EndDevice restarted = device;
    for (List<FieldPath> paths :
        List.of(SessionPaths.HISTORY, SessionPaths.COUNTERS, OF_OLD_SESSION)) {
      restarted = SessionPaths.clear(restarted, paths);
    }
    return canReset
        ? restarted.with(
            message ->
                message
                    .getMacSettingsBuilder()
                    .setResetsFCnt(BoolValue.newBuilder().setValue(true)))
        : restarted;
  }
}
