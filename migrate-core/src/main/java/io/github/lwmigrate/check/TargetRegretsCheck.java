package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import java.util.function.Consumer;

/** What the target takes, and its owner would regret. */
final class TargetRegretsCheck implements DeviceCheck {
  private static final Finding DOWNLINKS =
      new Finding(
          Severity.WARNING,
          FindingCodes.DOWNLINKS_DISABLED,
          "mac_settings.schedule_downlinks",
          "The device would never get a downlink at the target, not even a join-accept.",
          "Leave the setting out, unless the device is to be silent.");
  private static final Finding NET_ID =
      new Finding(
          Severity.WARNING,
          FindingCodes.NET_ID_KEPT,
          "net_id",
          "The target's Join Server refuses joins that come from a network of another NetID.",
          "Leave the NetID out.");
  private static final Finding RESETS =
      new Finding(
          Severity.ADVICE,
          FindingCodes.FRAME_COUNTER_RESET_ALLOWED,
          "mac_settings.resets_f_cnt",
          "The target accepts frame counters that start again, so that recorded uplinks can be"
              + " replayed.",
          "Switch the setting off when the device has been reset.");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    MACSettings settings = device.getMacSettings();
    if (settings.hasScheduleDownlinks() && !settings.getScheduleDownlinks().getValue()) {
      findings.accept(DOWNLINKS);
    }
    if (device.getSupportsJoin() && !device.getNetId().isEmpty()) {
      findings.accept(NET_ID);
    }
    if (settings.getResetsFCnt().getValue()) {
      findings.accept(RESETS);
    }
  }
}
