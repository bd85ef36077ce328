package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.FloatValue;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Class;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceVersionIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Location;
import io.github.lwmigrate.proto.ttn.lorawan.v3.LocationSource;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MessagePayloadFormatters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PayloadFormatter;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PingSlotPeriod;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PingSlotPeriodValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelay;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelayValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.internal.RadioProfiles.RadioProfile;
import io.github.lwmigrate.stack.StackServer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/** One device of a fleet: what the seed and its number make of it. */
final class GeneratedDevice {
  private static final long FIRST_CREATED = 1_640_995_200L;
  private static final int CREATED_APART = 37;
  private static final long JOIN_EUI_BASE = 0x70B3D57ED0000000L;
  private static final int DEV_ADDR_BASE = 0x26000000;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int KEY_LENGTH = 16;
  private static final String[] PLACES = {"cellar", "roof", "gate", "office", "field", "pump"};

  private enum Kind {
    OTAA,
    ABP,
    MULTICAST
  }

  private final int index;
  private final String serverAddress;
  private final Awkwardness awkwardness;
  private final Kind kind;
  private final RadioProfile radio;
  private final Class deviceClass;
  private final boolean active;
  private final long keySeed;
  private final SplittableRandom looks;
  private final EndDeviceIdentifiers ids;

  GeneratedDevice(
      Fleet fleet,
      int index,
      String applicationId,
      String deviceId,
      ByteString devEui,
      String serverAddress) {
    this.index = index;
    this.serverAddress = serverAddress;
    this.awkwardness = Awkwardness.of(fleet, index);
    SplittableRandom random = new SplittableRandom(fleet.seed() + (index + 1L) * MIX);
    this.kind = needsJoin(awkwardness) ? Kind.OTAA : kind(random.nextInt(100));
    this.radio = radio(random);
    this.deviceClass = deviceClass(random.nextInt(100));
    this.active = random.nextInt(100) < 75 || kind != Kind.OTAA || needsSession(awkwardness);
    this.keySeed = random.nextLong();
    this.looks = random.split();
    this.ids = identifiers(applicationId, deviceId, devEui, random);
  }

  EndDeviceIdentifiers ids() {
    return ids;
  }

  Optional<EndDevice> registered(StackServer server) {
    EndDevice.Builder device = EndDevice.newBuilder().setIds(ids);
    if (isAbsent(server)) {
      return Optional.empty();
    }
    switch (server) {
      case IDENTITY_SERVER -> identity(device);
      case JOIN_SERVER -> join(device);
      case APPLICATION_SERVER -> application(device);
      case NETWORK_SERVER -> network(device);
    }
    Timestamp created = created(server == StackServer.IDENTITY_SERVER ? 123_456_000 : 123_456_789);
    return Optional.of(device.setCreatedAt(created).setUpdatedAt(created).build());
  }

  private boolean isAbsent(StackServer server) {
    return switch (server) {
      case IDENTITY_SERVER -> false;
      case JOIN_SERVER -> kind != Kind.OTAA || awkwardness == Awkwardness.NOT_ON_JOIN_SERVER;
      case APPLICATION_SERVER -> awkwardness == Awkwardness.NOT_ON_APPLICATION_SERVER;
      case NETWORK_SERVER -> awkwardness == Awkwardness.NOT_ON_NETWORK_SERVER;
    };
  }

  private void identity(EndDevice.Builder device) {
    SplittableRandom random = looks.split();
    String place = PLACES[random.nextInt(PLACES.length)];
    device
        .setName("Sensor " + index + ", " + place)
        .setNetworkServerAddress(serverAddress)
        .setApplicationServerAddress(serverAddress);
    DeviceParts.addIdentityMessages(device);
    if (kind == Kind.OTAA) {
      device.setJoinServerAddress(serverAddress);
    }
    if (random.nextInt(4) == 0) {
      device.setDescription("Installed in the " + place + " by crew " + random.nextInt(9));
    }
    if (random.nextInt(2) == 0) {
      device.putAttributes("place", place).putAttributes("batch", "b" + random.nextInt(20));
    }
    if (random.nextInt(3) == 0) {
      device.putLocations(
          "user",
          Location.newBuilder()
              .setLatitude(Math.round((random.nextDouble() * 120 - 60) * 1e6) / 1e6)
              .setLongitude(Math.round((random.nextDouble() * 340 - 170) * 1e6) / 1e6)
              .setAltitude(random.nextInt(500))
              .setSource(LocationSource.SOURCE_REGISTRY)
              .build());
    }
    if (radio.isEuropean() && random.nextInt(3) == 0) {
      device.setVersionIds(
          EndDeviceVersionIdentifiers.newBuilder()
              .setBrandId("example-devices")
              .setModelId("sensor-" + random.nextInt(5))
              .setHardwareVersion("1.0")
              .setFirmwareVersion("1." + random.nextInt(4))
              .setBandId("EU_863_870"));
    }
    if (active) {
      device.setActivatedAt(created(0)).setLastSeenAt(created(0));
    }
  }

  private void join(EndDevice.Builder device) {
    RootKeys.Builder keys =
        RootKeys.newBuilder()
            .setAppKey(awkwardness == Awkwardness.INVALIDATED_APP_KEY ? tombstone() : key("app"));
    if (radio.usesNwkKey()) {
      keys.setNwkKey(key("nwk"));
    }
    device
        .setRootKeys(keys)
        .setNetworkServerAddress(serverAddress)
        .setApplicationServerAddress(serverAddress);
    if (active) {
      int joins = 1 + looks.split().nextInt(40);
      device.setLastJoinNonce(joins);
      if (strictlyIncreasingNonces()) {
        device.setLastDevNonce(joins + 3);
      } else {
        SplittableRandom nonces = new SplittableRandom(keySeed);
        nonces.ints(Math.min(joins, 10), 0, 0x10000).forEach(device::addUsedDevNonces);
      }
    }
  }

  private void application(EndDevice.Builder device) {
    SplittableRandom random = looks.split();
    if (random.nextInt(5) == 0) {
      device.setFormatters(
          MessagePayloadFormatters.newBuilder()
              .setUpFormatter(PayloadFormatter.FORMATTER_JAVASCRIPT)
              .setUpFormatterParameter("function decodeUplink(input) { return {data: {}}; }"));
    }
    if (active) {
      SessionKeys.Builder keys = sessionKeys();
      if (awkwardness == Awkwardness.SESSION_MISMATCH) {
        keys.setSessionKeyId(bytes("another", 16)).setAppSKey(key("another-app-s"));
      } else if (awkwardness != Awkwardness.NO_APP_S_KEY) {
        keys.setAppSKey(key("app-s"));
      }
      device.setSession(
          Session.newBuilder()
              .setDevAddr(devAddr())
              .setKeys(keys)
              .setLastAFCntDown(random.nextInt(400)));
    }
  }

  private void network(EndDevice.Builder device) {
    device
        .setFrequencyPlanId(radio.frequencyPlanId())
        .setLorawanVersion(radio.macVersion())
        .setLorawanPhyVersion(radio.phyVersion())
        .setSupportsJoin(kind == Kind.OTAA)
        .setMulticast(kind == Kind.MULTICAST)
        .setSupportsClassB(deviceClass == Class.CLASS_B)
        .setSupportsClassC(deviceClass == Class.CLASS_C);
    MACSettings settings = settings();
    if (!settings.equals(MACSettings.getDefaultInstance())) {
      device.setMacSettings(settings);
    }
    if (awkwardness == Awkwardness.PENDING_SESSION) {
      device
          .setPendingSession(
              Session.newBuilder()
                  .setDevAddr(bytes("pending-addr", 4))
                  .setKeys(networkKeys("pending-")))
          .setPendingMacState(macState());
    }
    if (active) {
      device.setSession(networkSession()).setMacState(macState());
      device.getIdsBuilder().setDevAddr(devAddr());
      if (kind != Kind.MULTICAST && looks.split().nextInt(2) == 0) {
        device
            .setBatteryPercentage(FloatValue.of(index % 100 / 128f))
            .setDownlinkMargin(index % 20)
            .setLastDevStatusReceivedAt(created(0));
      }
    }
  }

  private MACSettings settings() {
    MACSettings.Builder settings = MACSettings.newBuilder();
    if (deviceClass == Class.CLASS_B) {
      settings.setPingSlotPeriodicity(
          PingSlotPeriodValue.newBuilder().setValue(PingSlotPeriod.PING_EVERY_4S));
    }
    if (kind == Kind.ABP) {
      settings.setRx1Delay(RxDelayValue.newBuilder().setValue(RxDelay.RX_DELAY_1));
      if (!radio.usesNwkKey() && index % 4 == 0) {
        settings.setResetsFCnt(BoolValue.newBuilder().setValue(true));
      }
    }
    if (awkwardness == Awkwardness.DOWNLINKS_DISABLED) {
      settings.setScheduleDownlinks(BoolValue.getDefaultInstance());
    }
    return settings.build();
  }

  private Session networkSession() {
    SplittableRandom random = looks.split();
    Session.Builder session =
        Session.newBuilder()
            .setDevAddr(devAddr())
            .setKeys(networkKeys(""))
            .setLastNFCntDown(random.nextInt(500))
            .setStartedAt(created(1));
    if (kind != Kind.MULTICAST) {
      session.setLastFCntUp(1 + random.nextInt(90_000));
    }
    return session.build();
  }

  private MACState macState() {
    MACParameters parameters = radio.parameters();
    MACState.Builder state =
        MACState.newBuilder()
            .setCurrentParameters(parameters)
            .setDesiredParameters(parameters)
            .setLorawanVersion(radio.macVersion())
            .setDeviceClass(deviceClass);
    if (kind == Kind.OTAA && radio.usesNwkKey() && deviceClass != Class.CLASS_A) {
      state.setDeviceClass(Class.CLASS_A);
    }
    if (deviceClass == Class.CLASS_B) {
      state.setPingSlotPeriodicity(
          PingSlotPeriodValue.newBuilder().setValue(PingSlotPeriod.PING_EVERY_4S));
    }
    if (index % 3 == 0) {
      state.setLastDownlinkAt(created(2));
    }
    return state.build();
  }

  private SessionKeys.Builder sessionKeys() {
    SessionKeys.Builder keys = SessionKeys.newBuilder();
    if (kind == Kind.OTAA) {
      keys.setSessionKeyId(bytes("session", 16));
    }
    return keys;
  }

  private SessionKeys networkKeys(String prefix) {
    KeyEnvelope forwarding = key(prefix + "f-nwk-s-int");
    SessionKeys.Builder keys = sessionKeys().setFNwkSIntKey(forwarding);
    if (!prefix.isEmpty()) {
      keys.setSessionKeyId(bytes(prefix + "session", 16));
    }
    return radio.usesNwkKey()
        ? keys.setNwkSEncKey(key(prefix + "nwk-s-enc"))
            .setSNwkSIntKey(key(prefix + "s-nwk-s-int"))
            .build()
        : keys.setNwkSEncKey(forwarding).setSNwkSIntKey(forwarding).build();
  }

  private boolean strictlyIncreasingNonces() {
    return radio.usesNwkKey() || radio.macVersion() == MACVersion.MAC_V1_0_4;
  }

  private EndDeviceIdentifiers identifiers(
      String applicationId, String deviceId, ByteString devEui, SplittableRandom random) {
    EndDeviceIdentifiers.Builder identifiers =
        EndDeviceIdentifiers.newBuilder().setDeviceId(deviceId);
    identifiers.getApplicationIdsBuilder().setApplicationId(applicationId);
    if (kind != Kind.MULTICAST) {
      identifiers.setDevEui(devEui);
    }
    if (kind == Kind.OTAA) {
      identifiers.setJoinEui(FleetGenerator.eui(JOIN_EUI_BASE + random.nextInt(4)));
    }
    return identifiers.build();
  }

  private ByteString devAddr() {
    int address = DEV_ADDR_BASE | (int) (mixed("address") & 0x01FFFFFF);
    return ByteString.copyFrom(ByteBuffer.allocate(Integer.BYTES).putInt(address).array());
  }

  private KeyEnvelope key(String purpose) {
    return KeyEnvelope.newBuilder().setKey(bytes(purpose, KEY_LENGTH)).build();
  }

  private KeyEnvelope tombstone() {
    AesKey key =
        Tombstone.create(new Random(mixed("tombstone")), DevEui.of(ids.getDevEui().toByteArray()));
    return KeyEnvelope.newBuilder().setKey(ByteString.copyFrom(key.toBytes())).build();
  }

  private ByteString bytes(String purpose, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(mixed(purpose)).nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private long mixed(String purpose) {
    return new SplittableRandom(keySeed ^ (purpose.hashCode() * MIX)).nextLong();
  }

  private Timestamp created(int nanos) {
    return Timestamp.newBuilder()
        .setSeconds(FIRST_CREATED + (long) index * CREATED_APART)
        .setNanos(nanos)
        .build();
  }

  private static boolean needsJoin(Awkwardness awkwardness) {
    return awkwardness == Awkwardness.NOT_ON_JOIN_SERVER
        || awkwardness == Awkwardness.INVALIDATED_APP_KEY
        || needsSession(awkwardness);
  }

  private static boolean needsSession(Awkwardness awkwardness) {
    return awkwardness == Awkwardness.NO_APP_S_KEY
        || awkwardness == Awkwardness.SESSION_MISMATCH
        || awkwardness == Awkwardness.PENDING_SESSION;
  }

  private static Kind kind(int percent) {
    if (percent < 70) {
      return Kind.OTAA;
    }
    return percent < 92 ? Kind.ABP : Kind.MULTICAST;
  }

  private static RadioProfile radio(SplittableRandom random) {
    List<RadioProfile> profiles =
        random.nextInt(100) < 40 ? RadioProfiles.mostUsed() : RadioProfiles.all();
    return profiles.get(random.nextInt(profiles.size()));
  }

  private Class deviceClass(int percent) {
    if (percent < 75 && kind != Kind.MULTICAST) {
      return Class.CLASS_A;
    }
    return radio.isEuropean() && percent % 2 == 0 ? Class.CLASS_B : Class.CLASS_C;
  }
}
