package io.github.lwmigrate.cli;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A simulated network of V2 with a device of each kind. Time stands still there, so that two
 * networks to which the same was done have the same devices.
 */
final class TtnV2Origin implements AutoCloseable {

  static final String APPLICATION = "my-app";

  /** Has a session for good. */
  static final String ABP = "dev-abp";

  /** Has joined. */
  static final String JOINED = "dev-joined";

  /** Never joined. */
  static final String NEW = "dev-new";

  /** As the network lists them. */
  static final List<String> ALL = List.of(ABP, JOINED, NEW);

  private static final int KEY = 16;
  private static final int EUI = 8;
  private static final int ADDRESS = 4;

  private final SimulatedTtnV2 network;
  private final ApiKey key;

  private TtnV2Origin(SimulatedTtnV2.Builder builder) {
    this.network =
        builder.application(APPLICATION).clock(() -> Instant.parse("2026-11-01T08:00:00Z")).start();
    this.key = network.accessKey(APPLICATION);
    Random random = new Random(11);
    ALL.forEach(id -> network.put(device(id, random)));
  }

  static TtnV2Origin plaintext() {
    return new TtnV2Origin(SimulatedTtnV2.builder());
  }

  static TtnV2Origin tls() {
    return new TtnV2Origin(SimulatedTtnV2.builder().tls());
  }

  private static Device device(String id, Random random) {
    Device.Builder device = Device.newBuilder().setAppId(APPLICATION).setDevId(id);
    var lorawan = device.getLorawanDeviceBuilder();
    lorawan
        .setAppId(APPLICATION)
        .setDevId(id)
        .setAppEui(bytes(random, EUI))
        .setDevEui(bytes(random, EUI))
        .setUses32BitFCnt(true);
    if (id.equals(ABP)) {
      lorawan.setActivationConstraints(ByteString.copyFromUtf8("local,abp"));
    } else {
      lorawan.setAppKey(bytes(random, KEY));
    }
    if (!id.equals(NEW)) {
      lorawan
          .setDevAddr(
              ByteString.copyFrom(new byte[] {0x26, 0x01}).concat(bytes(random, ADDRESS / 2)))
          .setNwkSKey(bytes(random, KEY))
          .setAppSKey(bytes(random, KEY))
          .setFCntUp(100 + random.nextInt(100))
          .setFCntDown(10 + random.nextInt(10))
          .setLastSeen(1_793_520_000_000_000_000L);
    }
    return device.build();
  }

  private static ByteString bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  SimulatedTtnV2 network() {
    return network;
  }

  String accessKey() {
    return key.token();
  }

  /** What the program needs to know, but for how discovery is reached. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("TTNV2_APP_ID", APPLICATION);
    environment.put("TTNV2_APP_ACCESS_KEY", accessKey());
    environment.put("TTNV2_DISCOVERY_SERVER_ADDRESS", network.discoveryAddress());
    environment.put("FREQUENCY_PLAN_ID", "EU_863_870_TTN");
    return environment;
  }

  /**
   * What the network has, by device: handler and Network Server. Devices that are gone are missing.
   */
  Map<String, Held> registered() {
    Map<String, Held> all = new TreeMap<>();
    for (String id : ALL) {
      var atNetworkServer = network.registeredInNetworkServer(APPLICATION, id);
      network
          .registered(APPLICATION, id)
          .ifPresent(device -> all.put(id, new Held(device, atNetworkServer)));
    }
    return all;
  }

  /** The calls about a device, without the service and without those that failed. */
  List<String> calls(String device) {
    return network.operations().stream()
        .filter(operation -> operation.isOk() && operation.deviceId().equals(device))
        .map(operation -> operation.method().replaceAll(".*/", ""))
        .toList();
  }

  static boolean isChange(Operation operation) {
    return operation.method().endsWith("/SetDevice")
        || operation.method().endsWith("/DeleteDevice");
  }

  /**
   * A device at the origin. Prints no key.
   *
   * @param device what the handler has, counters included
   * @param atNetworkServer what the Network Server has
   */
  record Held(
      Device device, Optional<io.github.lwmigrate.proto.ttn.v2.lorawan.Device> atNetworkServer) {

    private io.github.lwmigrate.proto.ttn.v2.lorawan.Device lorawan() {
      return device.getLorawanDevice();
    }

    boolean hasAppKey() {
      return !isZero(lorawan().getAppKey());
    }

    /** Whether the AppKey stands there only to say that it was replaced. */
    boolean hasTombstone() {
      return hasAppKey()
          && Tombstone.isTombstone(
              AesKey.of(lorawan().getAppKey().toByteArray()),
              DevEui.of(lorawan().getDevEui().toByteArray()));
    }

    boolean hasSession() {
      return !isZero(lorawan().getDevAddr())
          || !isZero(lorawan().getNwkSKey())
          || !isZero(lorawan().getAppSKey())
          || atNetworkServer.filter(known -> !isZero(known.getNwkSKey())).isPresent();
    }

    boolean hasSameSessionAs(Held other) {
      return lorawan().getDevAddr().equals(other.lorawan().getDevAddr())
          && lorawan().getNwkSKey().equals(other.lorawan().getNwkSKey())
          && lorawan().getAppSKey().equals(other.lorawan().getAppSKey())
          && lorawan().getFCntUp() == other.lorawan().getFCntUp()
          && lorawan().getFCntDown() == other.lorawan().getFCntDown();
    }

    long downlinkCounter() {
      return Integer.toUnsignedLong(lorawan().getFCntDown());
    }

    String appKey() {
      return hex(lorawan().getAppKey());
    }

    String nwkSKey() {
      return hex(lorawan().getNwkSKey());
    }

    String appSKey() {
      return hex(lorawan().getAppSKey());
    }

    String devAddr() {
      return hex(lorawan().getDevAddr());
    }

    /** The keys that are worth something. */
    List<String> keys() {
      List<String> keys = new ArrayList<>();
      for (ByteString key :
          List.of(lorawan().getAppKey(), lorawan().getNwkSKey(), lorawan().getAppSKey())) {
        if (!isZero(key)) {
          keys.add(hex(key));
        }
      }
      return keys;
    }

    /** The same device; every tombstone, which has random bytes, and every absent key are alike. */
    Held comparable() {
      var lorawan = lorawan().toBuilder();
      if (hasTombstone()) {
        lorawan.setAppKey(ByteString.copyFromUtf8("tombstone"));
      }
      return new Held(device.toBuilder().setLorawanDevice(lorawan).build(), atNetworkServer);
    }

    /** The same device without what an origin cannot put back: nonces. */
    Held withoutNonces() {
      var lorawan = lorawan().toBuilder().clearUsedDevNonces().clearUsedAppNonces();
      return new Held(device.toBuilder().setLorawanDevice(lorawan).build(), atNetworkServer);
    }

    @Override
    public String toString() {
      return device.getDevId()
          + (hasTombstone() ? " tombstone" : hasAppKey() ? " AppKey" : "")
          + (hasSession() ? " session " + downlinkCounter() : "");
    }
  }

  static boolean isZero(ByteString bytes) {
    return bytes.equals(ByteString.copyFrom(new byte[bytes.size()]));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    network.close();
  }
}
