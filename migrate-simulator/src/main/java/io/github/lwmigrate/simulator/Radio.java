package io.github.lwmigrate.simulator;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.simulator.internal.Cluster;
import io.github.lwmigrate.simulator.internal.DeviceKey;
import io.github.lwmigrate.stack.StackServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Devices of a simulated network in use: what an uplink, a downlink and a join leave in its
 * registries. Nothing is sent and nothing computed: counters, nonces, times and sessions move as
 * they do at the real servers. Safe for use by several threads.
 */
public final class Radio {
  private static final String CLI_GENERATED = "ttn-lw-cli-generated";
  private static final int KEY_LENGTH = 16;

  private final Cluster cluster;
  private final InstantSource clock;

  Radio(Cluster cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /**
   * A device sends data.
   *
   * @param applicationId the application
   * @param deviceId the device
   * @return whether the network heard it: it has a session and is no multicast group
   */
  public boolean uplink(String applicationId, String deviceId) {
    DeviceKey key = new DeviceKey(applicationId, deviceId);
    if (network(key).filter(device -> device.hasSession() && !device.getMulticast()).isEmpty()) {
      return false;
    }
    Timestamp now = now();
    change(
        StackServer.NETWORK_SERVER,
        key,
        device -> {
          Session.Builder session = device.getSessionBuilder();
          session.setLastFCntUp(session.getLastFCntUp() + 1);
          if (device.hasMacState()) {
            device.getMacStateBuilder().setRxWindowsAvailable(true);
          }
        });
    change(StackServer.IDENTITY_SERVER, key, device -> device.setLastSeenAt(now));
    return true;
  }

  /**
   * An application sends data to a device.
   *
   * @param applicationId the application
   * @param deviceId the device
   * @return whether the network sent it: the device has a session, and its downlinks are scheduled
   */
  public boolean downlink(String applicationId, String deviceId) {
    DeviceKey key = new DeviceKey(applicationId, deviceId);
    if (network(key).filter(device -> device.hasSession() && schedules(device)).isEmpty()) {
      return false;
    }
    change(
        StackServer.NETWORK_SERVER,
        key,
        device -> {
          Session.Builder session = device.getSessionBuilder();
          session.setLastNFCntDown(session.getLastNFCntDown() + 1);
          if (device.hasMacState()) {
            device.getMacStateBuilder().setLastDownlinkAt(now());
          }
        });
    change(
        StackServer.APPLICATION_SERVER,
        key,
        device -> {
          Session.Builder session = device.getSessionBuilder();
          session.setLastAFCntDown(session.getLastAFCntDown() + 1);
        });
    return true;
  }

  /**
   * A device tries to join. With a key that the Join Server does not have nothing happens; with the
   * right one its nonces are used, and unless downlinks are disabled a new session begins.
   *
   * @param applicationId the application
   * @param deviceId the device
   * @param rootKey the key of the device, 16 bytes: its NwkKey if it has one
   * @return whether the device got a join-accept
   */
  public boolean join(String applicationId, String deviceId, ByteString rootKey) {
    DeviceKey key = new DeviceKey(applicationId, deviceId);
    Optional<EndDevice> network = network(key).filter(EndDevice::getSupportsJoin);
    Optional<EndDevice> join = cluster.registry(StackServer.JOIN_SERVER).get(key);
    if (network.isEmpty() || join.isEmpty()) {
      return false;
    }
    MACVersion version = network.get().getLorawanVersion();
    if (!joinKey(join.get().getRootKeys(), version).equals(rootKey)) {
      return false;
    }
    change(StackServer.JOIN_SERVER, key, device -> useNonces(device, version));
    if (!schedules(network.get())) {
      return false;
    }
    startSession(key, new SplittableRandom(join.get().getLastJoinNonce() * 31L + key.hashCode()));
    return true;
  }

  /** A Join Server takes the NwkKey where it has one, but for keys that its own CLI made. */
  private static ByteString joinKey(RootKeys keys, MACVersion version) {
    boolean nwkKey =
        keys.hasNwkKey()
            && (version == MACVersion.MAC_V1_1 || !keys.getRootKeyId().equals(CLI_GENERATED));
    return (nwkKey ? keys.getNwkKey() : keys.getAppKey()).getKey();
  }

  private static void useNonces(EndDevice.Builder device, MACVersion version) {
    device.setLastJoinNonce(device.getLastJoinNonce() + 1);
    if (version == MACVersion.MAC_V1_1 || version == MACVersion.MAC_V1_0_4) {
      device.setLastDevNonce(device.getLastDevNonce() + 1);
    } else {
      device.addUsedDevNonces((device.getLastJoinNonce() * 7919) & 0xFFFF);
    }
  }

  private void startSession(DeviceKey key, SplittableRandom random) {
    ByteString devAddr = ByteString.copyFrom(new byte[] {0x27}).concat(bytes(random, 3));
    ByteString sessionKeyId = bytes(random, KEY_LENGTH);
    KeyEnvelope networkKey = KeyEnvelope.newBuilder().setKey(bytes(random, KEY_LENGTH)).build();
    KeyEnvelope appSKey = KeyEnvelope.newBuilder().setKey(bytes(random, KEY_LENGTH)).build();
    change(
        StackServer.NETWORK_SERVER,
        key,
        device -> {
          Session.Builder session = Session.newBuilder().setDevAddr(devAddr).setStartedAt(now());
          session
              .getKeysBuilder()
              .setSessionKeyId(sessionKeyId)
              .setFNwkSIntKey(networkKey)
              .setNwkSEncKey(networkKey)
              .setSNwkSIntKey(networkKey);
          device.setSession(session).getIdsBuilder().setDevAddr(devAddr);
        });
    change(
        StackServer.APPLICATION_SERVER,
        key,
        device -> {
          Session.Builder session = Session.newBuilder().setDevAddr(devAddr);
          session.getKeysBuilder().setSessionKeyId(sessionKeyId).setAppSKey(appSKey);
          device.setSession(session).getIdsBuilder().setDevAddr(devAddr);
        });
    change(StackServer.IDENTITY_SERVER, key, device -> device.setActivatedAt(now()));
  }

  private static ByteString bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static boolean schedules(EndDevice device) {
    MACSettings settings = device.getMacSettings();
    return !settings.hasScheduleDownlinks() || settings.getScheduleDownlinks().getValue();
  }

  private Optional<EndDevice> network(DeviceKey key) {
    return cluster.registry(StackServer.NETWORK_SERVER).get(key);
  }

  private void change(StackServer server, DeviceKey key, Consumer<EndDevice.Builder> change) {
    cluster
        .registry(server)
        .change(
            key,
            device -> {
              EndDevice.Builder changed = device.toBuilder();
              change.accept(changed);
              return changed.setUpdatedAt(now()).build();
            });
  }

  /** To the microsecond, which is as exact as the Identity Server is. */
  private Timestamp now() {
    Instant now = clock.instant();
    return Timestamp.newBuilder()
        .setSeconds(now.getEpochSecond())
        .setNanos(now.getNano() / 1_000 * 1_000)
        .build();
  }
}
