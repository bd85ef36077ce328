package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetEndDeviceRequest;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The end device registry of the Application Server. */
final class ApplicationServerDevices extends AsEndDeviceRegistryGrpc.AsEndDeviceRegistryImplBase {
  private static final String APP_S_KEY = "session.keys.app_s_key.key";
  private static final String PENDING_APP_S_KEY = "pending_session.keys.app_s_key.key";
  private static final String DEV_ADDR = "session.dev_addr";
  private static final StackVersion LARGE_FORMATTERS_SINCE = StackVersion.of("3.35.0");
  private static final StackVersion FORMATTERS_SINCE = StackVersion.of("3.13.3");

  private final Cluster cluster;
  private final Registry registry;
  private final UpsertedDevices devices;

  ApplicationServerDevices(Cluster cluster) {
    this.cluster = cluster;
    this.registry = cluster.registry(StackServer.APPLICATION_SERVER);
    this.devices = new UpsertedDevices(registry, cluster.clock());
  }

  @Override
  public void get(GetEndDeviceRequest request, StreamObserver<EndDevice> observer) {
    DeviceKey key = DeviceKey.of(request.getEndDeviceIds());
    Mask mask = Mask.of(request.getFieldMask().getPathsList());
    Caller caller = StackCall.caller();
    caller.require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_READ);
    if (mask.touches(APP_S_KEY, PENDING_APP_S_KEY)) {
      caller.require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_READ_KEYS);
    }
    EndDevice device = registry.get(key).orElseThrow(Errors::notFoundInRegistry);
    if (StackCall.current().keysUnavailable()) {
      device = withoutUnwrappedKeys(device, mask);
    }
    Answers.send(observer, Answers.masked(PayloadCryptoSetting.shown(device), mask.paths()));
  }

  @Override
  public void set(SetEndDeviceRequest request, StreamObserver<EndDevice> observer) {
    EndDevice wanted = request.getEndDevice();
    EndDeviceIdentifiers ids = wanted.getIds();
    DeviceKey key = DeviceKey.of(ids);
    Mask mask = Mask.of(request.getFieldMask().getPathsList());
    requireFields(wanted, mask);
    Caller caller = StackCall.caller();
    caller.require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE);
    if (mask.touches(APP_S_KEY, "session.keys.session_key_id")) {
      caller.require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE_KEYS);
    }
    EndDevice stored =
        devices.set(
            key,
            ids,
            (device, changed) -> {
              if (device == null
                  && !ids.getDevAddr().isEmpty()
                  && !(mask.touches(DEV_ADDR)
                      && ids.getDevAddr().equals(wanted.getSession().getDevAddr()))) {
                throw Errors.applicationServerFieldValue("ids.dev_addr", null);
              }
              MaskedCopy.of(mask.paths()).apply(wanted, changed);
              PayloadCryptoSetting.store(wanted, mask, changed);
              if (device != null && mask.touches(DEV_ADDR)) {
                changed.getIdsBuilder().setDevAddr(wanted.getSession().getDevAddr());
              }
              Violations.none(changed.build(), List.of());
            });
    Answers.send(observer, Answers.masked(PayloadCryptoSetting.shown(stored), mask.paths()));
  }

  @Override
  public void delete(EndDeviceIdentifiers ids, StreamObserver<Empty> observer) {
    DeviceKey key = DeviceKey.of(ids);
    StackCall.caller().require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE);
    if (!registry.remove(key)) {
      throw Errors.applicationServerDeviceNotFound(key);
    }
    Answers.done(observer);
  }

  private void requireFields(EndDevice wanted, Mask mask) {
    Session session = wanted.getSession();
    if (mask.touches(DEV_ADDR) && Keys.isZero(session.getDevAddr())) {
      throw Errors.applicationServerFieldValue(DEV_ADDR, null);
    }
    if (mask.touches(APP_S_KEY) && Keys.isZero(session.getKeys().getAppSKey().getKey())) {
      throw Errors.applicationServerFieldValue(APP_S_KEY, null);
    }
    requireSize(
        mask,
        "formatters.up_formatter_parameter",
        wanted.getFormatters().getUpFormatterParameter());
    requireSize(
        mask,
        "formatters.down_formatter_parameter",
        wanted.getFormatters().getDownFormatterParameter());
  }

  private void requireSize(Mask mask, String path, String script) {
    int size = script.getBytes(StandardCharsets.UTF_8).length;
    int max = maxFormatterSize();
    if (mask.touches(path) && size > max) {
      throw Errors.applicationServerFieldValue(path, Errors.formatterScriptTooLarge(size, max));
    }
  }

  private int maxFormatterSize() {
    if (cluster.version().compareTo(LARGE_FORMATTERS_SINCE) >= 0) {
      return 65536;
    }
    return cluster.version().compareTo(FORMATTERS_SINCE) >= 0 ? 40960 : 4096;
  }

  /** The server answers without the keys it cannot unwrap, and warns. */
  private static EndDevice withoutUnwrappedKeys(EndDevice device, Mask mask) {
    EndDevice.Builder shown = device.toBuilder();
    if (mask.touches(APP_S_KEY) && device.getSession().getKeys().hasAppSKey()) {
      warn("current session");
      shown.getSessionBuilder().getKeysBuilder().setAppSKey(KeyEnvelope.getDefaultInstance());
    }
    if (mask.touches(PENDING_APP_S_KEY) && device.getPendingSession().getKeys().hasAppSKey()) {
      warn("pending session");
      shown
          .getPendingSessionBuilder()
          .getKeysBuilder()
          .setAppSKey(KeyEnvelope.getDefaultInstance());
    }
    return shown.build();
  }

  private static void warn(String session) {
    StackCall.current()
        .warn(
            "Failed to unwrap the session keys for the "
                + session
                + ": "
                + Errors.keyNotFound("as-kek").getMessage());
  }
}
