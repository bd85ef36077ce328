package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What only ever goes forward: frame counters of a session, nonces of joins. A device that finds
 * them behind takes the network for a replay.
 */
final class Counters {

  private static final String USED_DEV_NONCES = "used_dev_nonces";
  private static final List<String> NONCES =
      List.of("last_dev_nonce", "last_join_nonce", "last_rj_count_0", "last_rj_count_1");
  private static final List<String> OF_NETWORK_SESSION =
      List.of("session.last_f_cnt_up", "session.last_n_f_cnt_down", "session.last_conf_f_cnt_down");
  private static final List<String> OF_APPLICATION_SESSION = List.of("session.last_a_f_cnt_down");

  /** Downlink counters, wherever they are. */
  static final List<String> DOWNLINK =
      List.of(
          "session.last_n_f_cnt_down", "session.last_a_f_cnt_down", "session.last_conf_f_cnt_down");

  private Counters() {}

  /** Clears all that a server has. */
  static void clear(StackServer server, EndDevice.Builder device) {
    of(server).forEach(path -> FieldPath.ofDevice(path).clear(device));
    device.clearUsedDevNonces();
  }

  /** Sets a device forward to another form of it; returns the paths that were behind. */
  static List<String> advance(StackServer server, EndDevice.Builder device, EndDevice latest) {
    List<String> behind = new ArrayList<>();
    if (server == StackServer.JOIN_SERVER) {
      Set<Integer> used = new LinkedHashSet<>(device.getUsedDevNoncesList());
      if (used.addAll(latest.getUsedDevNoncesList())) {
        device.clearUsedDevNonces().addAllUsedDevNonces(used);
        behind.add(USED_DEV_NONCES);
      }
    } else if (!isSameSession(device.getSession(), latest.getSession())) {
      return behind;
    }
    for (String name : of(server)) {
      FieldPath path = FieldPath.ofDevice(name);
      int there = number(path, latest);
      if (Integer.compareUnsigned(there, number(path, device.build())) > 0) {
        path.set(device, there);
        behind.add(name);
      }
    }
    return behind;
  }

  /** Whether a counter of a device is behind that of another form of it. */
  static boolean isBehind(String counter, EndDevice device, EndDevice other) {
    FieldPath path = FieldPath.ofDevice(counter);
    return Integer.compareUnsigned(number(path, device), number(path, other)) < 0;
  }

  static boolean isSameSession(Session one, Session other) {
    var id = one.getKeys().getSessionKeyId();
    var otherId = other.getKeys().getSessionKeyId();
    return !one.getDevAddr().isEmpty()
        && one.getDevAddr().equals(other.getDevAddr())
        && (id.isEmpty() || otherId.isEmpty() || id.equals(otherId));
  }

  private static List<String> of(StackServer server) {
    return switch (server) {
      case IDENTITY_SERVER -> List.of();
      case JOIN_SERVER -> NONCES;
      case APPLICATION_SERVER -> OF_APPLICATION_SESSION;
      case NETWORK_SERVER -> OF_NETWORK_SESSION;
    };
  }

  private static int number(FieldPath path, EndDevice device) {
    return (int) path.get(device).orElse(0);
  }
}
