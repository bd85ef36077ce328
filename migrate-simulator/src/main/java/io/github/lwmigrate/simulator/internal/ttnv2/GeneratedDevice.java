package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** One device of a fleet: what the seed and its number make of it. */
final class GeneratedDevice {
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final long APP_EUI_BASE = 0x70B3D57ED0000000L;
  private static final int DEV_ADDR_BASE = 0x26010000;
  private static final long LAST_SEEN = 1_635_768_000_000_000_000L;
  private static final long APART = 61_000_000_123L;
  private static final int DESCRIPTION_LIMIT = 2000;
  private static final String[] PLACES = {"cellar", "roof", "gate", "office", "field", "pump"};

  /** What can only be said of devices that join. */
  private static final Set<Awkwardness> JOINING =
      Set.of(
          Awkwardness.TEMPLATE,
          Awkwardness.CLEARED,
          Awkwardness.APP_KEY_CLEARED,
          Awkwardness.INVALIDATED_APP_KEY,
          Awkwardness.HALF_SESSION);

  private final int index;
  private final String applicationId;
  private final String deviceId;
  private final ByteString devEui;
  private final Awkwardness awkwardness;
  private final boolean joins;
  private final boolean active;
  private final boolean uses32Bits;
  private final long keySeed;
  private final long looks;
  private final ByteString appEui;

  GeneratedDevice(
      TtnV2Fleet fleet, int index, String applicationId, String deviceId, ByteString devEui) {
    this.index = index;
    this.applicationId = applicationId;
    this.deviceId = deviceId;
    this.awkwardness = Awkwardness.of(fleet, index);
    this.devEui =
        awkwardness == Awkwardness.TEMPLATE ? ByteString.copyFrom(new byte[Devices.EUI]) : devEui;
    SplittableRandom random = new SplittableRandom(fleet.seed() + (index + 1L) * MIX);
    this.joins = joins(random.nextInt(100));
    this.active = isActive(random.nextInt(100));
    this.uses32Bits = random.nextInt(10) > 0;
    this.keySeed = random.nextLong();
    this.appEui = bytes(APP_EUI_BASE + random.nextInt(4));
    this.looks = random.nextLong();
  }

  Euis euis() {
    return new Euis(appEui, devEui);
  }

  StoredDevice handlerRecord() {
    if (awkwardness == Awkwardness.BLANK) {
      return new StoredDevice(deviceId, Devices.blank());
    }
    return new StoredDevice(
        deviceId, Devices.handlerRecord(device()), awkwardness != Awkwardness.UNDECODABLE);
  }

  Optional<io.github.lwmigrate.proto.ttn.v2.lorawan.Device> networkServerRecord() {
    if (awkwardness == Awkwardness.LOST_BY_NETWORK_SERVER || awkwardness == Awkwardness.BLANK) {
      return Optional.empty();
    }
    Device device = Devices.handlerRecord(device());
    if (!active) {
      return Optional.of(Devices.networkServerRecord(device, 0, 0));
    }
    SplittableRandom random = new SplittableRandom(keySeed);
    return Optional.of(
        Devices.networkServerRecord(device, 1 + random.nextInt(60_000), random.nextInt(500))
            .toBuilder()
            .setLastSeen(LAST_SEEN + index * APART)
            .build());
  }

  private Device device() {
    SplittableRandom random = new SplittableRandom(looks);
    String place = PLACES[random.nextInt(PLACES.length)];
    Device.Builder device =
        Device.newBuilder()
            .setAppId(applicationId)
            .setDevId(deviceId)
            .setLorawanDevice(lorawanDevice(random));
    if (random.nextInt(3) == 0) {
      device
          .setLatitude((float) (random.nextDouble() * 120 - 60))
          .setLongitude((float) (random.nextDouble() * 340 - 170))
          .setAltitude(random.nextInt(500));
    }
    if (random.nextInt(2) == 0) {
      attribute(device, "place", place);
      attribute(device, "batch", "b" + random.nextInt(20));
    }
    if (random.nextInt(4) == 0) {
      device.setDescription(
          ByteString.copyFromUtf8("Installed: " + place + ", crew " + random.nextInt(9)));
    }
    spoil(device);
    return device.build();
  }

  private io.github.lwmigrate.proto.ttn.v2.lorawan.Device lorawanDevice(SplittableRandom random) {
    io.github.lwmigrate.proto.ttn.v2.lorawan.Device.Builder device =
        io.github.lwmigrate.proto.ttn.v2.lorawan.Device.newBuilder()
            .setAppEui(appEui)
            .setDevEui(devEui)
            .setUses32BitFCnt(uses32Bits);
    boolean marked = random.nextInt(2) == 0;
    if (marked || !joins) {
      device.setActivationConstraints(ByteString.copyFromUtf8(joins ? "local,otaa" : "local,abp"));
    }
    if (joins) {
      device.setAppKey(appKey());
    } else {
      device.setDisableFCntCheck(random.nextInt(5) == 0);
    }
    if (active) {
      device
          .setDevAddr(address())
          .setNwkSKey(bytes("nwk-s", Devices.KEY))
          .setAppSKey(bytes("app-s", Devices.KEY));
    }
    if (awkwardness == Awkwardness.HALF_SESSION) {
      device.setDevAddr(address());
    }
    return device.build();
  }

  private ByteString appKey() {
    return switch (awkwardness) {
      case CLEARED, APP_KEY_CLEARED -> ByteString.EMPTY;
      case INVALIDATED_APP_KEY -> tombstone();
      default -> bytes("app", Devices.KEY);
    };
  }

  private ByteString tombstone() {
    AesKey key =
        Tombstone.create(
            new Random(bytes("tombstone", Long.BYTES).asReadOnlyByteBuffer().getLong()),
            DevEui.of(devEui.toByteArray()));
    return ByteString.copyFrom(key.toBytes());
  }

  private void spoil(Device.Builder device) {
    switch (awkwardness) {
      case TEMPLATE ->
          device.setDescription(ByteString.copyFromUtf8("template for on-join registrations"));
      case KEY_IN_ATTRIBUTE ->
          attribute(
              device,
              "original-app-key",
              HexFormat.of().withUpperCase().formatHex(bytes("app", Devices.KEY).toByteArray()));
      case ILLEGAL_ATTRIBUTE -> attribute(device, "Room_No", "1.23");
      case TOO_MANY_ATTRIBUTES -> {
        for (int i = 1; i <= 6; i++) {
          attribute(device, "older-than-limits-" + i, Integer.toString(i));
        }
      }
      case NOT_UTF_8 ->
          device.setDescription(
              ByteString.copyFromUtf8("Temp\u00e9rature").substring(0, 5).concat(bytes(-1L)));
      case LONG_DESCRIPTION ->
          device.setDescription(ByteString.copyFromUtf8("d".repeat(DESCRIPTION_LIMIT + 1)));
      case LOCATION_OUT_OF_RANGE -> device.setLatitude(91.5f).setLongitude(-181.25f);
      default -> {}
    }
  }

  private static void attribute(Device.Builder device, String key, String value) {
    device
        .addAttributesBuilder()
        .setKey(ByteString.copyFromUtf8(key))
        .setValue(ByteString.copyFromUtf8(value));
  }

  private boolean joins(int percent) {
    return JOINING.contains(awkwardness)
        || (awkwardness != Awkwardness.KEY_IN_ATTRIBUTE && percent < 65);
  }

  private boolean isActive(int percent) {
    return switch (awkwardness) {
      case TEMPLATE, CLEARED, HALF_SESSION -> false;
      case APP_KEY_CLEARED, INVALIDATED_APP_KEY, LOST_BY_NETWORK_SERVER -> true;
      default -> !joins || percent < 75;
    };
  }

  private ByteString address() {
    int address = DEV_ADDR_BASE | (int) (mixed("address") & 0xFFFF);
    return ByteString.copyFrom(ByteBuffer.allocate(Integer.BYTES).putInt(address).array());
  }

  private ByteString bytes(String purpose, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(mixed(purpose)).nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static ByteString bytes(long value) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private long mixed(String purpose) {
    return new SplittableRandom(keySeed ^ (purpose.hashCode() * MIX)).nextLong();
  }
}
