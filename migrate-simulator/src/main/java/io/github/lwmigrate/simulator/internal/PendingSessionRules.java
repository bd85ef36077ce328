package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import java.util.List;
import java.util.function.Function;

/** What the Network Server requires of a session that a device has not used yet. */
final class PendingSessionRules {
  private static final String SESSION = "pending_session.";
  private static final String MAC_STATE = "pending_mac_state.";
  private static final String JOIN_ACCEPT = MAC_STATE + "queued_join_accept.";
  private static final String SESSION_KEY_ID = "keys.session_key_id";

  private static final NetworkKey FORWARDING =
      new NetworkKey("keys.f_nwk_s_int_key.key", SessionKeys::getFNwkSIntKey);
  private static final List<NetworkKey> KEYS =
      List.of(
          FORWARDING,
          new NetworkKey("keys.nwk_s_enc_key.key", SessionKeys::getNwkSEncKey),
          new NetworkKey("keys.s_nwk_s_int_key.key", SessionKeys::getSNwkSIntKey));

  private PendingSessionRules() {}

  static void require(DeviceView device) {
    requireMasked(device);
    if (!device.reaches("pending_mac_state") && !device.reaches("pending_session")) {
      return;
    }
    boolean session = device.hasPendingSession();
    boolean macState = device.hasPendingMacState();
    if (!session && !macState) {
      return;
    }
    if (!macState) {
      throw Errors.networkServerFieldValue("pending_mac_state");
    }
    String versionPath = MAC_STATE + "lorawan_version";
    if (!device.device(versionPath).hasPendingMacState()) {
      throw Errors.networkServerFieldValue(versionPath);
    }
    MACVersion version = device.device(versionPath).getPendingMacState().getLorawanVersion();
    if (session) {
      requireSession(device, version);
    } else if (!device.hasQueuedJoinAccept()) {
      throw Errors.networkServerFieldValue("pending_mac_state.queued_join_accept");
    }
    if (device.hasQueuedJoinAccept()) {
      requireJoinAccept(device, version);
    }
  }

  private static void requireMasked(DeviceView device) {
    EndDevice wanted = device.wanted();
    if (wanted.hasPendingSession()) {
      Session session = wanted.getPendingSession();
      requireNotZero(device, SESSION + "dev_addr", session.getDevAddr());
      requireMaskedKeys(device, SESSION, session.getKeys());
    }
    if (wanted.getPendingMacState().hasQueuedJoinAccept()) {
      MACState.JoinAccept accept = wanted.getPendingMacState().getQueuedJoinAccept();
      requireMaskedKeys(device, JOIN_ACCEPT, accept.getKeys());
      requireNotZero(device, JOIN_ACCEPT + "dev_addr", accept.getDevAddr());
      if (device.sets(JOIN_ACCEPT + "payload") && accept.getPayload().isEmpty()) {
        throw Errors.networkServerFieldValue(JOIN_ACCEPT + "payload");
      }
    }
  }

  private static void requireMaskedKeys(DeviceView device, String prefix, SessionKeys keys) {
    for (NetworkKey key : KEYS) {
      requireNotZero(device, prefix + key.path, key.of.apply(keys).getKey());
    }
    if (device.sets(prefix + SESSION_KEY_ID) && keys.getSessionKeyId().isEmpty()) {
      throw Errors.networkServerFieldValue(prefix + SESSION_KEY_ID);
    }
  }

  private static void requireSession(DeviceView device, MACVersion version) {
    if (!device.device(SESSION + "dev_addr").hasPendingSession()) {
      throw Errors.networkServerFieldValue(SESSION + "dev_addr");
    }
    requireKeys(device, SESSION, version, holder -> holder.getPendingSession().getKeys());
    if (!device.device(SESSION + SESSION_KEY_ID).hasPendingSession()) {
      throw Errors.networkServerFieldValue(SESSION + SESSION_KEY_ID);
    }
  }

  private static void requireJoinAccept(DeviceView device, MACVersion version) {
    requireKeys(
        device,
        JOIN_ACCEPT,
        version,
        holder -> holder.getPendingMacState().getQueuedJoinAccept().getKeys());
    for (String field : new String[] {SESSION_KEY_ID, "payload", "request.dev_addr"}) {
      if (!device.device(JOIN_ACCEPT + field).getPendingMacState().hasQueuedJoinAccept()) {
        throw Errors.networkServerFieldValue(JOIN_ACCEPT + field);
      }
    }
  }

  private static void requireKeys(
      DeviceView device, String prefix, MACVersion version, Function<EndDevice, SessionKeys> keys) {
    for (NetworkKey key : KEYS) {
      if (Keys.isZero(key(device, prefix, key, keys))) {
        throw Errors.networkServerFieldValue(prefix + key.path);
      }
    }
    if (!NetworkServerWriter.usesNwkKey(version)) {
      ByteString forwarding = key(device, prefix, FORWARDING, keys);
      for (NetworkKey key : KEYS) {
        if (!key(device, prefix, key, keys).equals(forwarding)) {
          throw Errors.networkServerFieldValue(prefix + key.path);
        }
      }
    }
  }

  private static ByteString key(
      DeviceView device, String prefix, NetworkKey key, Function<EndDevice, SessionKeys> keys) {
    return key.of.apply(keys.apply(device.device(prefix + key.path))).getKey();
  }

  private static void requireNotZero(DeviceView device, String path, ByteString value) {
    if (device.sets(path) && Keys.isZero(value)) {
      throw Errors.networkServerFieldValue(path);
    }
  }

  private record NetworkKey(String path, Function<SessionKeys, KeyEnvelope> of) {}
}
