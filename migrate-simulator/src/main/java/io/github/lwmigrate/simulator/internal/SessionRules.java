package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Class;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import java.util.function.Function;

/** What the Network Server requires of a session and its MAC state. */
final class SessionRules {
  private static final String DEV_ADDR = "session.dev_addr";
  private static final String F_NWK_S_INT_KEY = "session.keys.f_nwk_s_int_key.key";
  private static final String NWK_S_ENC_KEY = "session.keys.nwk_s_enc_key.key";
  private static final String S_NWK_S_INT_KEY = "session.keys.s_nwk_s_int_key.key";

  private SessionRules() {}

  static void require(DeviceView device) {
    if (device.wanted().hasSession()) {
      requireMasked(device);
    }
    if (!NetworkServerRules.concernsSession(device)) {
      return;
    }
    boolean multicast = device.isMulticast();
    if (!device.hasMacState() && !device.hasSession() && !multicast) {
      return;
    }
    if (!device.hasSession()) {
      throw Errors.networkServerFieldValue("session");
    }
    if (!device.hasMacState() && device.sets("mac_state")) {
      throw Errors.networkServerFieldValue("mac_state");
    }
    if (multicast && device.hasMacState() && isClassA(device)) {
      throw Errors.networkServerFieldValue("mac_state.device_class");
    }
    requireComplete(device, version(device));
  }

  private static void requireMasked(DeviceView device) {
    SessionKeys keys = device.wanted().getSession().getKeys();
    requireNotZero(device, DEV_ADDR, device.wanted().getSession().getDevAddr());
    requireNotZero(device, F_NWK_S_INT_KEY, keys.getFNwkSIntKey().getKey());
    if (keys.hasNwkSEncKey()) {
      requireNotZero(device, NWK_S_ENC_KEY, keys.getNwkSEncKey().getKey());
    }
    if (keys.hasSNwkSIntKey()) {
      requireNotZero(device, S_NWK_S_INT_KEY, keys.getSNwkSIntKey().getKey());
    }
  }

  private static void requireComplete(DeviceView device, MACVersion version) {
    if (!device.device(DEV_ADDR).hasSession()) {
      throw Errors.networkServerFieldValue(DEV_ADDR);
    }
    requireKey(device, F_NWK_S_INT_KEY, SessionKeys::getFNwkSIntKey);
    if (NetworkServerWriter.usesNwkKey(version)) {
      requireKey(device, NWK_S_ENC_KEY, SessionKeys::getNwkSEncKey);
      requireKey(device, S_NWK_S_INT_KEY, SessionKeys::getSNwkSIntKey);
    } else {
      requireForwardingKey(device, NWK_S_ENC_KEY, SessionKeys::getNwkSEncKey);
      requireForwardingKey(device, S_NWK_S_INT_KEY, SessionKeys::getSNwkSIntKey);
    }
    String sessionKeyId = "session.keys.session_key_id";
    if (device.supportsJoin() && !device.device(sessionKeyId).hasSession()) {
      throw Errors.networkServerFieldValue(sessionKeyId);
    }
  }

  private static boolean isClassA(DeviceView device) {
    String path = "mac_state.device_class";
    return device.knows(path)
        && device.device(path).getMacState().getDeviceClass() == Class.CLASS_A;
  }

  /** The real server does not survive a session of a device whose version it is not told. */
  private static MACVersion version(DeviceView device) {
    String ofState = "mac_state.lorawan_version";
    if (device.hasMacState() && device.knows(ofState)) {
      if (!device.device(ofState).hasMacState()) {
        throw Errors.networkServerFieldValue(ofState);
      }
      return device.device(ofState).getMacState().getLorawanVersion();
    }
    if (!device.knows("lorawan_version")) {
      throw Errors.recovered();
    }
    return device.device("lorawan_version").getLorawanVersion();
  }

  private static void requireNotZero(DeviceView device, String path, ByteString value) {
    if (device.sets(path) && Keys.isZero(value)) {
      throw Errors.networkServerFieldValue(path);
    }
  }

  private static void requireKey(
      DeviceView device, String path, Function<SessionKeys, KeyEnvelope> key) {
    if (Keys.isZero(key(device, path, key))) {
      throw Errors.networkServerFieldValue(path);
    }
  }

  private static void requireForwardingKey(
      DeviceView device, String path, Function<SessionKeys, KeyEnvelope> key) {
    if (device.sets(path)
        && !key(device, path, key)
            .equals(key(device, F_NWK_S_INT_KEY, SessionKeys::getFNwkSIntKey))) {
      throw Errors.networkServerFieldValue(path);
    }
  }

  private static ByteString key(
      DeviceView device, String path, Function<SessionKeys, KeyEnvelope> key) {
    return key.apply(device.device(path).getSession().getKeys()).getKey();
  }
}
