package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.function.Consumer;

/** A MAC state belongs to a session. */
final class MacStateCheck implements DeviceCheck {
  private static final Finding NO_SESSION =
      new Finding(
          Severity.ERROR,
          FindingCodes.MAC_STATE_WITHOUT_SESSION,
          "session",
          "The device has a MAC state, but no session that it could be the state of.",
          "Leave the MAC state out, or export the device with its session.");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    if (device.hasMacState() && !device.hasSession()) {
      findings.accept(NO_SESSION);
    }
  }
}
