package io.github.lwmigrate.device;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One complete end device as The Things Stack knows it. Immutable and thread-safe.
 *
 * <p>It wraps the whole {@code ttn.lorawan.v3.EndDevice} message, so that fields which this type
 * does not name travel too: {@link #toProto()} and {@link #of} are the doors. The methods beside
 * them speak the words of the domain; a zero EUI, key or address is absent, as on the networks.
 *
 * <p>The text form tells which keys are there, never the keys.
 */
public final class EndDevice {

  private final io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice message;

  private EndDevice(io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice message) {
    this.message = message;
  }

  /**
   * Wraps a message.
   *
   * @param message the device as The Things Stack's messages have it
   * @return the device
   */
  public static EndDevice of(io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice message) {
    return new EndDevice(message);
  }

  /**
   * Makes a device field by field, for sources that do not get whole messages.
   *
   * @param content fills the builder of an empty message
   * @return the device
   */
  public static EndDevice create(
      Consumer<io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.Builder> content) {
    var builder = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
    content.accept(builder);
    return new EndDevice(builder.build());
  }

  /**
   * The whole device. Holds key material.
   *
   * @return the message, unchanged since {@link #of}
   */
  public io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice toProto() {
    return message;
  }

  /**
   * A changed copy.
   *
   * @param change changes the builder of the copy
   * @return the copy
   */
  public EndDevice with(
      Consumer<io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.Builder> change) {
    var builder = message.toBuilder();
    change.accept(builder);
    return new EndDevice(builder.build());
  }

  /**
   * The application of the device.
   *
   * @return {@code ids.application_ids.application_id}; empty if absent
   */
  public String applicationId() {
    return message.getIds().getApplicationIds().getApplicationId();
  }

  /**
   * The id of the device within its application.
   *
   * @return {@code ids.device_id}; empty if absent
   */
  public String deviceId() {
    return message.getIds().getDeviceId();
  }

  /**
   * Application and device id together.
   *
   * @return the reference
   */
  public DeviceRef ref() {
    return new DeviceRef(applicationId(), deviceId());
  }

  /**
   * The DevEUI.
   *
   * @return {@code ids.dev_eui}; empty if absent, zero or not 8 bytes
   */
  public Optional<DevEui> devEui() {
    return value(message.getIds().getDevEui(), 8, DevEui::of, DevEui::isZero);
  }

  /**
   * The JoinEUI.
   *
   * @return {@code ids.join_eui}; empty if absent, zero or not 8 bytes
   */
  public Optional<JoinEui> joinEui() {
    return value(message.getIds().getJoinEui(), 8, JoinEui::of, JoinEui::isZero);
  }

  /**
   * The address of the device on its network.
   *
   * @return {@code session.dev_addr}, else {@code ids.dev_addr}; empty if both are absent or zero
   */
  public Optional<DevAddr> devAddr() {
    return address(message.getSession().getDevAddr())
        .or(() -> address(message.getIds().getDevAddr()));
  }

  /**
   * How the device is activated.
   *
   * @return OTAA if {@code supports_join}, else MULTICAST if {@code multicast}, else ABP
   */
  public Activation activation() {
    if (message.getSupportsJoin()) {
      return Activation.OTAA;
    }
    return message.getMulticast() ? Activation.MULTICAST : Activation.ABP;
  }

  /**
   * The version of the LoRaWAN specification that the device follows.
   *
   * @return {@code lorawan_version}; empty if unknown
   */
  public Optional<LorawanVersion> lorawanVersion() {
    return LorawanVersion.of(message.getLorawanVersion());
  }

  /**
   * The frequency plan.
   *
   * @return {@code frequency_plan_id}; empty if absent
   */
  public String frequencyPlanId() {
    return message.getFrequencyPlanId();
  }

  /**
   * The root keys.
   *
   * @return empty if the device has neither root keys nor a root key id
   */
  public Optional<RootKeys> rootKeys() {
    if (!message.hasRootKeys()) {
      return Optional.empty();
    }
    var keys = message.getRootKeys();
    return Optional.of(
        new RootKeys(keys.getRootKeyId(), key(keys.getAppKey()), key(keys.getNwkKey())));
  }

  /**
   * The current session.
   *
   * @return empty if the device has none
   */
  public Optional<Session> session() {
    if (!message.hasSession()) {
      return Optional.empty();
    }
    var session = message.getSession();
    var keys = session.getKeys();
    return Optional.of(
        new Session(
            address(session.getDevAddr()),
            new SessionKeys(
                key(keys.getFNwkSIntKey()),
                key(keys.getSNwkSIntKey()),
                key(keys.getNwkSEncKey()),
                key(keys.getAppSKey())),
            Integer.toUnsignedLong(session.getLastFCntUp()),
            Integer.toUnsignedLong(session.getLastNFCntDown()),
            Integer.toUnsignedLong(session.getLastAFCntDown()),
            Integer.toUnsignedLong(session.getLastConfFCntDown()),
            session.hasStartedAt() ? instant(session.getStartedAt()) : Optional.empty()));
  }

  /**
   * A copy under another id; nothing else changes.
   *
   * @param deviceId the new id
   * @return the copy
   */
  public EndDevice withDeviceId(String deviceId) {
    return with(device -> device.getIdsBuilder().setDeviceId(deviceId));
  }

  /**
   * A copy in another application; nothing else changes.
   *
   * @param applicationId the new application
   * @return the copy
   */
  public EndDevice withApplicationId(String applicationId) {
    return with(
        device ->
            device.getIdsBuilder().getApplicationIdsBuilder().setApplicationId(applicationId));
  }

  /**
   * A copy with another frequency plan; nothing else changes.
   *
   * @param frequencyPlanId the new frequency plan
   * @return the copy
   */
  public EndDevice withFrequencyPlanId(String frequencyPlanId) {
    return with(device -> device.setFrequencyPlanId(frequencyPlanId));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EndDevice that && that.message.equals(message);
  }

  @Override
  public int hashCode() {
    return message.hashCode();
  }

  /** Ids, activation and which secrets are there; never a key. */
  @Override
  public String toString() {
    return "EndDevice["
        + ref()
        + ", "
        + activation()
        + devEui().map(eui -> ", DevEUI " + eui).orElse("")
        + joinEui().map(eui -> ", JoinEUI " + eui).orElse("")
        + ", root keys "
        + (rootKeys().isPresent() ? "present" : "absent")
        + ", session "
        + (message.hasSession() ? "present" : "absent")
        + "]";
  }

  private static Optional<DevAddr> address(ByteString bytes) {
    return value(bytes, 4, DevAddr::of, DevAddr::isZero);
  }

  private static Optional<AesKey> key(KeyEnvelope envelope) {
    return value(envelope.getKey(), AesKey.LENGTH, AesKey::of, AesKey::isZero);
  }

  private static <T> Optional<T> value(
      ByteString bytes,
      int length,
      Function<byte[], T> of,
      java.util.function.Predicate<T> isZero) {
    return bytes.size() == length
        ? Optional.of(of.apply(bytes.toByteArray())).filter(isZero.negate())
        : Optional.empty();
  }

  /** Empty for a time stamp that no calendar has, which a broken origin may hold. */
  private static Optional<Instant> instant(Timestamp timestamp) {
    try {
      return Optional.of(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
