package io.github.lwmigrate.check;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import java.util.function.Consumer;

/** The session: when there must be one, and what it must hold. */
final class SessionCheck implements DeviceCheck {
  private static final Finding NO_SESSION_ADDR = noSession("session.dev_addr");
  private static final Finding NO_SESSION_KEY = noSession("session.keys.f_nwk_s_int_key.key");
  private static final Finding DEV_ADDR =
      new Finding(
          Severity.ERROR,
          FindingCodes.SESSION_DEV_ADDR_MISSING,
          "session.dev_addr",
          "The session has no DevAddr other than zero.",
          "Complete the session, or leave it out if the device can join again.");
  private static final Finding VERSION =
      new Finding(
          Severity.ERROR,
          FindingCodes.LORAWAN_VERSION_MISSING,
          "lorawan_version",
          "A session needs the LoRaWAN version of the device.",
          "Give the device its LoRaWAN version.");
  private static final Finding KEY_ID_OF_ABP =
      new Finding(
          Severity.ERROR,
          FindingCodes.SESSION_KEY_ID_NOT_ALLOWED,
          "session.keys.session_key_id",
          "The session of a device that does not join may have no session key id.",
          "Leave the session key id out.");
  private static final String F_KEY = "session.keys.f_nwk_s_int_key.key";
  private static final String S_KEY = "session.keys.s_nwk_s_int_key.key";
  private static final String ENC_KEY = "session.keys.nwk_s_enc_key.key";
  private static final String APP_KEY = "session.keys.app_s_key.key";
  private static final Finding F_KEY_MISSING = missing(F_KEY);
  private static final Finding S_KEY_MISSING = missing(S_KEY);
  private static final Finding ENC_KEY_MISSING = missing(ENC_KEY);
  private static final Finding APP_KEY_MISSING = missing(APP_KEY);
  private static final Finding S_KEY_DIFFERS = differs(S_KEY);
  private static final Finding ENC_KEY_DIFFERS = differs(ENC_KEY);

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    boolean joins = device.getSupportsJoin();
    if (!device.hasSession()) {
      if (!joins) {
        findings.accept(NO_SESSION_ADDR);
        findings.accept(NO_SESSION_KEY);
      }
      return;
    }
    SessionKeys keys = device.getSession().getKeys();
    if (Values.isZero(device.getSession().getDevAddr())) {
      findings.accept(DEV_ADDR);
    }
    if (device.getLorawanVersion() == MACVersion.MAC_UNKNOWN) {
      findings.accept(VERSION);
    }
    if (Values.isZero(keys.getFNwkSIntKey())) {
      findings.accept(F_KEY_MISSING);
    }
    if (device.getLorawanVersion() == MACVersion.MAC_V1_1) {
      if (Values.isZero(keys.getSNwkSIntKey())) {
        findings.accept(S_KEY_MISSING);
      }
      if (Values.isZero(keys.getNwkSEncKey())) {
        findings.accept(ENC_KEY_MISSING);
      }
    } else {
      ByteString only = keys.getFNwkSIntKey().getKey();
      checkSame(keys.hasSNwkSIntKey(), keys.getSNwkSIntKey(), only, S_KEY_DIFFERS, findings);
      checkSame(keys.hasNwkSEncKey(), keys.getNwkSEncKey(), only, ENC_KEY_DIFFERS, findings);
    }
    if (Values.isZero(keys.getAppSKey()) && (keys.hasAppSKey() || !joins)) {
      findings.accept(APP_KEY_MISSING);
    }
    if (!joins && !keys.getSessionKeyId().isEmpty()) {
      findings.accept(KEY_ID_OF_ABP);
    }
  }

  private static void checkSame(
      boolean present,
      KeyEnvelope key,
      ByteString only,
      Finding finding,
      Consumer<? super Finding> findings) {
    if (present && !only.isEmpty() && !key.getKey().equals(only)) {
      findings.accept(finding);
    }
  }

  private static Finding noSession(String path) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.SESSION_MISSING,
        path,
        "A device that does not join needs a session with DevAddr and keys, and has none.",
        "Export the device with its session.");
  }

  private static Finding missing(String path) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.SESSION_KEY_MISSING,
        path,
        "A key that the session needs is absent or zero.",
        "Complete the session, or leave it out if the device can join again.");
  }

  private static Finding differs(String path) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.SESSION_KEY_MISMATCH,
        path,
        "LoRaWAN 1.0.x has one network session key, but this one is not the FNwkSIntKey.",
        "Leave the key out, or correct the LoRaWAN version of the device.");
  }
}
