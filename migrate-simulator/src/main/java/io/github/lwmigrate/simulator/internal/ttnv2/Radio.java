package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.lorawan.Device;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** What devices send and are sent, as far as it changes what the servers keep. */
public final class Radio {
  private static final long GREATEST_GAP = 16_384;
  private static final long SIXTEEN_BITS = 0xFFFF;
  private static final long NANOS = 1_000_000_000L;

  private final HandlerStore store;
  private final NetworkServer networkServer;
  private final DevAddrs addresses;
  private final InstantSource clock;
  private final SplittableRandom random = new SplittableRandom(1);

  Radio(HandlerStore store, NetworkServer networkServer, DevAddrs addresses, InstantSource clock) {
    this.store = store;
    this.networkServer = networkServer;
    this.addresses = addresses;
    this.clock = clock;
  }

  /** Whether the network accepts the frame. */
  public boolean uplink(String applicationId, String deviceId, long counter) {
    Optional<Device> before =
        networkServer.update(
            euis(applicationId, deviceId),
            device ->
                accepts(device, counter)
                    ? device.toBuilder()
                        .setFCntUp((int) received(device, counter))
                        .setLastSeen(now())
                        .build()
                    : device);
    return before.filter(device -> accepts(device, counter)).isPresent();
  }

  /** The counter of the frame that is sent, or empty when the device has no address. */
  public OptionalLong downlink(String applicationId, String deviceId) {
    Optional<Device> before =
        networkServer.update(
            euis(applicationId, deviceId),
            device ->
                hasSession(device)
                    ? device.toBuilder().setFCntDown(device.getFCntDown() + 1).build()
                    : device);
    return before
        .filter(Radio::hasSession)
        .map(device -> OptionalLong.of(Integer.toUnsignedLong(device.getFCntDown())))
        .orElse(OptionalLong.empty());
  }

  /** Whether the join is accepted, which begins a new session. */
  public synchronized boolean join(String applicationId, String deviceId, int devNonce) {
    ByteString nonce =
        ByteString.copyFrom(
            ByteBuffer.allocate(Devices.DEV_NONCE).putShort((short) devNonce).array());
    StoredDevice record = require(applicationId, deviceId);
    Device device = record.device().getLorawanDevice();
    Euis euis = Euis.of(device);
    if (!record.decodable()
        || Devices.isZero(device.getAppKey())
        || device.getUsedDevNoncesList().contains(nonce)
        || networkServer.find(euis).isEmpty()) {
      return false;
    }
    ByteString address = addresses.next();
    ByteString networkKey = bytes(Devices.KEY);
    networkServer.update(
        euis,
        known ->
            known.toBuilder()
                .setDevAddr(address)
                .setNwkSKey(networkKey)
                .setFCntUp(0)
                .setFCntDown(0)
                .setLastSeen(now())
                .build());
    Device joined =
        device.toBuilder()
            .setDevAddr(address)
            .setNwkSKey(networkKey)
            .setAppSKey(bytes(Devices.KEY))
            .addUsedDevNonces(nonce)
            .addUsedAppNonces(bytes(Devices.APP_NONCE))
            .build();
    store.put(
        applicationId,
        new StoredDevice(deviceId, record.device().toBuilder().setLorawanDevice(joined).build()));
    return true;
  }

  private static boolean hasSession(Device device) {
    return !Devices.isZero(device.getDevAddr()) && !Devices.isZero(device.getNwkSKey());
  }

  private static boolean accepts(Device device, long counter) {
    long last = Integer.toUnsignedLong(device.getFCntUp());
    long received = received(device, counter);
    return hasSession(device)
        && (device.getDisableFCntCheck()
            || last == 0
            || (received > last && received - last <= GREATEST_GAP));
  }

  /** A device sends 16 bits, which the network may complete. */
  private static long received(Device device, long counter) {
    return device.getUses32BitFCnt() ? counter : counter & SIXTEEN_BITS;
  }

  private Euis euis(String applicationId, String deviceId) {
    return Euis.of(require(applicationId, deviceId).device().getLorawanDevice());
  }

  private StoredDevice require(String applicationId, String deviceId) {
    return store
        .find(applicationId, deviceId)
        .orElseThrow(() -> new IllegalArgumentException("There is no device " + deviceId));
  }

  private ByteString bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * NANOS + now.getNano();
  }
}
