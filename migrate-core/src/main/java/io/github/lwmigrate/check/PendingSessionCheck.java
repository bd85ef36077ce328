package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import java.util.function.Consumer;

/** The state of a join that was not finished. */
final class PendingSessionCheck implements DeviceCheck {
  private static final String REMEDY =
      "Leave the pending session and its MAC state out; the device joins again.";
  private static final Finding SESSION_OF_ABP = notAllowed("pending_session");
  private static final Finding STATE_OF_ABP = notAllowed("pending_mac_state");
  private static final Finding QUEUED =
      new Finding(
          Severity.ERROR,
          FindingCodes.QUEUED_JOIN_ACCEPT,
          "pending_mac_state.queued_join_accept",
          "A join-accept is still to be sent, which no import can carry.",
          REMEDY);
  private static final Finding NO_SESSION = incomplete("pending_mac_state.queued_join_accept");
  private static final Finding NO_STATE = incomplete("pending_mac_state");
  private static final Finding NO_VERSION = incomplete("pending_mac_state.lorawan_version");
  private static final Finding NO_DEV_ADDR = incomplete("pending_session.dev_addr");
  private static final Finding NO_KEY_ID = incomplete("pending_session.keys.session_key_id");
  private static final Finding NO_F_KEY = incomplete("pending_session.keys.f_nwk_s_int_key.key");
  private static final Finding NO_S_KEY = incomplete("pending_session.keys.s_nwk_s_int_key.key");
  private static final Finding NO_ENC_KEY = incomplete("pending_session.keys.nwk_s_enc_key.key");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    boolean session = device.hasPendingSession();
    boolean state = device.hasPendingMacState();
    if (!session && !state) {
      return;
    }
    if (!device.getSupportsJoin()) {
      report(session, SESSION_OF_ABP, findings);
      report(state, STATE_OF_ABP, findings);
      return;
    }
    if (device.getPendingMacState().hasQueuedJoinAccept()) {
      findings.accept(QUEUED);
      return;
    }
    report(!session, NO_SESSION, findings);
    report(!state, NO_STATE, findings);
    report(
        state && device.getPendingMacState().getLorawanVersion() == MACVersion.MAC_UNKNOWN,
        NO_VERSION,
        findings);
    if (session) {
      checkSession(device.getPendingSession(), findings);
    }
  }

  private static void checkSession(Session session, Consumer<? super Finding> findings) {
    SessionKeys keys = session.getKeys();
    report(Values.isZero(session.getDevAddr()), NO_DEV_ADDR, findings);
    report(keys.getSessionKeyId().isEmpty(), NO_KEY_ID, findings);
    report(Values.isZero(keys.getFNwkSIntKey()), NO_F_KEY, findings);
    report(Values.isZero(keys.getSNwkSIntKey()), NO_S_KEY, findings);
    report(Values.isZero(keys.getNwkSEncKey()), NO_ENC_KEY, findings);
  }

  private static void report(boolean broken, Finding finding, Consumer<? super Finding> findings) {
    if (broken) {
      findings.accept(finding);
    }
  }

  private static Finding notAllowed(String path) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.PENDING_SESSION_NOT_ALLOWED,
        path,
        "A device that does not join may have no pending session and no MAC state of one.",
        "Leave the pending session and its MAC state out.");
  }

  private static Finding incomplete(String path) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.PENDING_SESSION_INCOMPLETE,
        path,
        "A pending session needs a MAC state with LoRaWAN version, a DevAddr, three network keys"
            + " and a session key id; one of them is missing.",
        REMEDY);
  }
}
