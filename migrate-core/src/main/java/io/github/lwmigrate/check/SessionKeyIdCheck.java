package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.function.Consumer;

/**
 * The session of a device that joins needs an id to be written. Device JSON can hold an empty one,
 * a message cannot: whoever reads JSON has to look for it there.
 */
final class SessionKeyIdCheck implements DeviceCheck {
  private static final Finding MISSING =
      new Finding(
          Severity.ERROR,
          FindingCodes.SESSION_KEY_ID_MISSING,
          "session.keys.session_key_id",
          "The session of a device that joins needs a session key id.",
          "Give the session an id, or leave the session out so that the device joins again.");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    if (device.getSupportsJoin()
        && device.hasSession()
        && device.getSession().getKeys().getSessionKeyId().isEmpty()) {
      findings.accept(MISSING);
    }
  }
}
