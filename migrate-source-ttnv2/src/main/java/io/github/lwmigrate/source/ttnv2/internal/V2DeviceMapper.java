package io.github.lwmigrate.source.ttnv2.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt32Value;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.lorawan.MacStates;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Location;
import io.github.lwmigrate.proto.ttn.lorawan.v3.LocationSource;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelay;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelayValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes an end device of The Things Stack of a device of this origin: a pure function. Devices of
 * this origin follow LoRaWAN 1.0.2, in class A, with a first receive window after one second.
 *
 * <p>A device joins if it has an AppKey, which is the origin's own criterion. The downlink counter
 * of the origin is the next one and that of the target the last one used; it is taken as it is,
 * because the counter before it would be used again where it is zero.
 */
final class V2DeviceMapper {

  private static final byte[] SESSION_KEY_ID = "lw-migrate session key id".getBytes(US_ASCII);
  private static final int SESSION_KEY_ID_LENGTH = 16;

  /** The longest name of The Things Stack; longer ids are known by the attribute {@code old-id}. */
  private static final int LONGEST_NAME = 50;

  private static final Pattern KEY = Pattern.compile("(?:[0-9A-Fa-f]{2}[ :-]?){15}[0-9A-Fa-f]{2}");

  private static final Finding MIGRATED =
      Finding.of(
              Severity.ERROR,
              FindingCodes.ORIGIN_ALREADY_MIGRATED,
              "session",
              "The origin has neither an AppKey nor a whole session of this device: an earlier"
                  + " migration cleared them, or the device was never complete.")
          .withRemedy("Use the form that the earlier run recorded, or complete the device.");

  private static final Finding SUSPECT =
      Finding.of(
              Severity.CONFIRM,
              FindingCodes.SESSION_COUNTERS_SUSPECT,
              "session.last_f_cnt_up",
              "The origin says that this session was never used: both counters and the time of the"
                  + " last uplink are zero. A fault of its storage looks alike, and then the device"
                  + " and the target disagree about counters.")
          .withRemedy("Make sure that the device has not been in use, then acknowledge this.");

  private static final Finding NOT_CONFIRMED =
      Finding.of(
              Severity.CONFIRM,
              FindingCodes.ABP_NOT_CONFIRMED,
              "supports_join",
              "The device has a session and no AppKey, but nothing at the origin says that it is an"
                  + " ABP device: an earlier migration may have cleared the AppKey of one that"
                  + " joins.")
          .withRemedy(
              "Acknowledge this if the device is an ABP device; otherwise give it back its AppKey"
                  + " first.");

  private final MappingOptions options;

  V2DeviceMapper(MappingOptions options) {
    this.options = options;
  }

  /**
   * Maps one device.
   *
   * @param device the device
   * @param ref its application, and its id
   * @param exportedAt when its session begins at the target
   * @param withSession whether the session of a device that joins comes along: where it does not
   *     move, its counters are not even known, and only its DevAddr and key id are told
   * @param findings takes what the user should know
   */
  EndDevice map(
      V2Device device,
      DeviceRef ref,
      Instant exportedAt,
      boolean withSession,
      Consumer<? super Finding> findings) {
    var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
    identify(message, device, ref);
    describe(message, device.message(), findings);
    message
        .setLorawanVersion(MACVersion.MAC_V1_0_2)
        .setLorawanPhyVersion(options.phyVersion().toProto())
        .setFrequencyPlanId(options.frequencyPlanId())
        .setMacSettings(settings(device));
    if (device.joins()) {
      message.setSupportsJoin(true);
      message.getRootKeysBuilder().setAppKey(envelope(device.appKey()));
      nonces(device).forEach(message::addUsedDevNonces);
      if (device.hasSession() && withSession) {
        activate(message, device, exportedAt, findings);
      } else if (device.hasSession()) {
        // Which session it is: a later retirement sees that the device has joined since.
        message
            .getSessionBuilder()
            .setDevAddr(device.devAddr())
            .getKeysBuilder()
            .setSessionKeyId(sessionKeyId(device));
      }
    } else if (device.hasPartOfSession()) {
      activate(message, device, exportedAt, findings);
    }
    judge(device, withSession, findings);
    return EndDevice.of(message.build());
  }

  private static void identify(
      io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.Builder message,
      V2Device device,
      DeviceRef ref) {
    var ids = message.getIdsBuilder().setDeviceId(ref.deviceId());
    ids.getApplicationIdsBuilder().setApplicationId(ref.applicationId());
    if (!V2Device.isZero(device.devEui())) {
      ids.setDevEui(device.devEui());
    }
    // A device that joins sends its JoinEUI, also one of zeros; an import would fill in another.
    if (device.joins() || !V2Device.isZero(device.appEui())) {
      ids.setJoinEui(device.appEui());
    }
    if (ref.deviceId().length() <= LONGEST_NAME) {
      message.setName(ref.deviceId());
    }
  }

  private static void describe(
      io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.Builder message,
      Device device,
      Consumer<? super Finding> findings) {
    message.setDescription(text(device.getDescription(), "description", findings));
    for (Device.Attribute attribute : device.getAttributesList()) {
      String key = text(attribute.getKey(), "attributes", findings);
      message.putAttributes(key, text(attribute.getValue(), "attributes", findings));
    }
    if (device.getLatitude() != 0 || device.getLongitude() != 0) {
      message.putLocations(
          "user",
          Location.newBuilder()
              .setLatitude(device.getLatitude())
              .setLongitude(device.getLongitude())
              .setAltitude(device.getAltitude())
              .setSource(LocationSource.SOURCE_REGISTRY)
              .build());
    }
  }

  private static String text(ByteString bytes, String field, Consumer<? super Finding> findings) {
    if (!bytes.isValidUtf8()) {
      findings.accept(
          Finding.of(
                  Severity.WARNING,
                  FindingCodes.TEXT_NOT_UTF8,
                  field,
                  "The origin has a text here that is not UTF-8; what is no text was replaced.")
              .withRemedy("Correct the text at the target."));
    }
    return bytes.toStringUtf8();
  }

  private MACSettings.Builder settings(V2Device device) {
    MACSettings.Builder settings =
        MACSettings.newBuilder()
            .setStatusTimePeriodicity(Duration.getDefaultInstance())
            .setStatusCountPeriodicity(UInt32Value.getDefaultInstance())
            .setSupports32BitFCnt(
                BoolValue.newBuilder().setValue(device.lorawan().getUses32BitFCnt()));
    if (device.lorawan().getDisableFCntCheck()) {
      settings.setResetsFCnt(BoolValue.newBuilder().setValue(true));
    }
    if (!device.joins()) {
      settings.setRx1Delay(RxDelayValue.newBuilder().setValue(RxDelay.RX_DELAY_1));
    }
    return settings;
  }

  private void activate(
      io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.Builder message,
      V2Device device,
      Instant exportedAt,
      Consumer<? super Finding> findings) {
    message.setSession(session(device, exportedAt));
    MACState state = macState(message, findings);
    if (state == null) {
      return;
    }
    message.setMacState(state);
    if (!device.joins() && options.resetsToFrequencyPlan()) {
      message
          .getMacSettingsBuilder()
          .addAllFactoryPresetFrequencies(
              MacStates.factoryPresetFrequencies(state.getDesiredParameters()));
    }
  }

  private static Session session(V2Device device, Instant exportedAt) {
    Session.Builder session =
        Session.newBuilder()
            .setLastFCntUp(device.lorawan().getFCntUp())
            .setLastNFCntDown(device.lorawan().getFCntDown())
            .setStartedAt(
                Timestamp.newBuilder()
                    .setSeconds(exportedAt.getEpochSecond())
                    .setNanos(exportedAt.getNano()));
    var keys = session.getKeysBuilder();
    if (!V2Device.isZero(device.devAddr())) {
      session.setDevAddr(device.devAddr());
    }
    if (!V2Device.isZero(device.nwkSKey())) {
      keys.setFNwkSIntKey(envelope(device.nwkSKey()));
    }
    if (!V2Device.isZero(device.appSKey())) {
      keys.setAppSKey(envelope(device.appSKey()));
    }
    if (device.joins()) {
      keys.setSessionKeyId(sessionKeyId(device));
    }
    return session.build();
  }

  /**
   * The origin has none, and the target wants one: the same for the same session, at every export.
   */
  private static ByteString sessionKeyId(V2Device device) {
    MessageDigest sha256 = sha256();
    sha256.update(SESSION_KEY_ID);
    for (ByteString part :
        List.of(device.devEui(), device.devAddr(), device.nwkSKey(), device.appSKey())) {
      sha256.update(part.asReadOnlyByteBuffer());
    }
    return ByteString.copyFrom(Arrays.copyOf(sha256.digest(), SESSION_KEY_ID_LENGTH));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * The state of a device that has had its frequency plan for long: what the target would bring it
   * to is what it has. Null if there is none.
   */
  private @Nullable MACState macState(
      io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceOrBuilder device,
      Consumer<? super Finding> findings) {
    MACState state;
    try {
      state =
          MacStates.create(
              io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder()
                  .setLorawanVersion(device.getLorawanVersion())
                  .setLorawanPhyVersion(device.getLorawanPhyVersion())
                  .setFrequencyPlanId(device.getFrequencyPlanId())
                  .build(),
              options.plans(),
              MACSettings.getDefaultInstance());
    } catch (RegionalParametersException e) {
      findings.accept(
          Finding.of(
                  Severity.ERROR,
                  FindingCodes.MAC_STATE_IMPOSSIBLE,
                  e.reason() == RegionalParametersException.Reason.NO_BAND_VERSION
                      ? "lorawan_phy_version"
                      : "frequency_plan_id",
                  "A session needs a MAC state, and there is none. " + e.getMessage())
              .withRemedy("Name the frequency plan and the PHY version that the devices follow."));
      return null;
    }
    MACParameters parameters =
        state.getDesiredParameters().toBuilder().setRx1Delay(RxDelay.RX_DELAY_1).build();
    return state.toBuilder()
        .setCurrentParameters(parameters)
        .setDesiredParameters(parameters)
        .build();
  }

  /** Ascending, as the target keeps them; origins from 2.10.0 on return none. */
  private static Set<Integer> nonces(V2Device device) {
    Set<Integer> nonces = new TreeSet<>();
    for (ByteString nonce : device.lorawan().getUsedDevNoncesList()) {
      if (nonce.size() == 2) {
        nonces.add(Byte.toUnsignedInt(nonce.byteAt(0)) << 8 | Byte.toUnsignedInt(nonce.byteAt(1)));
      }
    }
    return nonces;
  }

  private static void judge(
      V2Device device, boolean withSession, Consumer<? super Finding> findings) {
    boolean keyInAttribute =
        device.message().getAttributesList().stream()
            .anyMatch(attribute -> KEY.matcher(attribute.getValue().toStringUtf8()).matches());
    if (keyInAttribute) {
      findings.accept(
          Finding.of(
                  device.joins() ? Severity.WARNING : Severity.CONFIRM,
                  FindingCodes.KEY_IN_ATTRIBUTE,
                  "attributes",
                  "An attribute has the form of a key. Attributes are shown to everyone who may see"
                      + " the device"
                      + (device.joins()
                          ? "."
                          : "; and if this is the AppKey of a device that was converted to ABP, the"
                              + " device may join."))
              .withRemedy(
                  device.joins()
                      ? "Remove the attribute if it holds a key."
                      : "If it is the AppKey, give it back to the device at the origin first."));
    }
    if (!device.joins()) {
      (device.hasSession() ? doubtAboutAbp(device) : Optional.of(MIGRATED)).ifPresent(findings);
    }
    boolean sessionTold = !device.joins() || withSession;
    if (sessionTold && device.hasSession() && device.hasSuspectCounters()) {
      findings.accept(SUSPECT);
    }
  }

  private static Optional<Finding> doubtAboutAbp(V2Device device) {
    String constraints = device.lorawan().getActivationConstraints().toStringUtf8();
    return Arrays.asList(constraints.split(",", -1)).contains("abp")
        ? Optional.empty()
        : Optional.of(NOT_CONFIRMED);
  }

  private static KeyEnvelope envelope(ByteString key) {
    return KeyEnvelope.newBuilder().setKey(key).build();
  }
}
