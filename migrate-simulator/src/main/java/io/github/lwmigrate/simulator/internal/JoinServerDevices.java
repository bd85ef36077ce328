package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetEndDeviceRequest;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end device registry of the Join Server. */
final class JoinServerDevices extends JsEndDeviceRegistryGrpc.JsEndDeviceRegistryImplBase {
  private static final String APP_KEY = "root_keys.app_key.key";
  private static final String NWK_KEY = "root_keys.nwk_key.key";
  private static final String CLAIM_CODE_WARNING =
      "Storage of claim authentication code in the Join Server registry is deprecated. Use the"
          + " Identity Server registry instead";

  private final Registry registry;
  private final UpsertedDevices devices;

  JoinServerDevices(Cluster cluster) {
    this.registry = cluster.registry(StackServer.JOIN_SERVER);
    this.devices = new UpsertedDevices(registry, cluster.clock());
  }

  @Override
  public void get(GetEndDeviceRequest request, StreamObserver<EndDevice> observer) {
    DeviceKey key = DeviceKey.of(request.getEndDeviceIds());
    Mask mask = Mask.of(request.getFieldMask().getPathsList());
    Caller caller = StackCall.caller();
    caller.require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_READ);
    boolean readsKeys = mask.touches(APP_KEY, NWK_KEY);
    if (readsKeys) {
      caller.require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_READ_KEYS);
    }
    EndDevice device = registry.get(key).orElseThrow(Errors::joinServerDeviceNotFound);
    if (readsKeys && device.hasRootKeys() && StackCall.current().keysUnavailable()) {
      throw Errors.keyNotFound("js-kek");
    }
    warnOfClaimCode(mask);
    EndDevice answer = Answers.masked(device, mask.paths());
    if (readsKeys && !answer.hasRootKeys()) {
      answer = answer.toBuilder().setRootKeys(RootKeys.getDefaultInstance()).build();
    }
    Answers.send(observer, answer);
  }

  @Override
  public void set(SetEndDeviceRequest request, StreamObserver<EndDevice> observer) {
    EndDevice wanted = request.getEndDevice();
    EndDeviceIdentifiers ids = wanted.getIds();
    DeviceKey key = DeviceKey.of(ids);
    Mask mask = Mask.of(request.getFieldMask().getPathsList());
    if (ids.getJoinEui().isEmpty()) {
      throw Errors.noJoinEui();
    }
    if (Keys.isZero(ids.getDevEui())) {
      throw Errors.noDevEui();
    }
    warnOfClaimCode(mask);
    if (mask.touches(APP_KEY) && Keys.isZero(wanted.getRootKeys().getAppKey().getKey())) {
      throw Errors.joinServerFieldValue(APP_KEY);
    }
    Caller caller = StackCall.caller();
    caller.require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE);
    if (mask.touches(APP_KEY, NWK_KEY, "root_keys.root_key_id")) {
      caller.require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE_KEYS);
    }
    EndDevice cleaned = withoutZeroNwkKey(wanted, mask);
    EndDevice stored =
        devices.set(
            key,
            ids,
            (device, changed) -> {
              if (device == null && !Keys.isZero(ids.getDevAddr())) {
                throw Errors.joinServerFieldValue("ids.dev_addr");
              }
              if (mask.touches("provisioner_id")) {
                requireProvisioner(device, wanted);
              }
              MaskedCopy.of(mask.paths()).apply(cleaned, changed);
              Violations.none(changed.build(), List.of());
            });
    Answers.send(observer, Answers.masked(stored, mask.paths()));
  }

  @Override
  public void delete(EndDeviceIdentifiers ids, StreamObserver<Empty> observer) {
    DeviceKey key = DeviceKey.of(ids);
    StackCall.caller().require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE);
    if (!registry.remove(key)) {
      throw Errors.joinServerDeviceNotFound();
    }
    Answers.done(observer);
  }

  private static void requireProvisioner(@Nullable EndDevice stored, EndDevice wanted) {
    if (stored != null && !stored.getProvisionerId().equals(wanted.getProvisionerId())) {
      throw Errors.joinServerReadOnlyField("provisioner_id");
    }
    if (!wanted.getProvisionerId().isEmpty()) {
      throw Errors.provisionerNotFound(wanted.getProvisionerId());
    }
  }

  private static EndDevice withoutZeroNwkKey(EndDevice wanted, Mask mask) {
    if (!mask.touches(NWK_KEY)
        || !wanted.hasRootKeys()
        || !Keys.isZero(wanted.getRootKeys().getNwkKey().getKey())) {
      return wanted;
    }
    EndDevice.Builder cleaned = wanted.toBuilder();
    cleaned.getRootKeysBuilder().clearNwkKey();
    return cleaned.build();
  }

  private static void warnOfClaimCode(Mask mask) {
    if (mask.touches("claim_authentication_code.value", "claim_authentication_code.valid_from")) {
      StackCall.current().warn(CLAIM_CODE_WARNING);
    }
  }
}
