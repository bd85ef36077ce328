package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.lorawan.v3.CreateEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceAuthenticationCode;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevices;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceIdentifiersForEUIsRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.proto.ttn.lorawan.v3.UpdateEndDeviceRequest;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;

/** The end device registry of the Identity Server. */
final class IdentityDevices extends EndDeviceRegistryGrpc.EndDeviceRegistryImplBase {
  private static final String CLAIM_CODE = "claim_authentication_code";
  private static final int SERIAL_NUMBER_LENGTH = 16;
  private static final Set<String> BLOCKED_IDS = Set.of("admin", "administrator", "root", "system");

  private final Cluster cluster;
  private final Registry registry;

  IdentityDevices(Cluster cluster) {
    this.cluster = cluster;
    this.registry = cluster.registry(StackServer.IDENTITY_SERVER);
  }

  @Override
  public void create(CreateEndDeviceRequest request, StreamObserver<EndDevice> observer) {
    EndDevice device = request.getEndDevice();
    DeviceKey key = DeviceKey.of(device.getIds());
    StackCall.caller().require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE);
    if (BLOCKED_IDS.contains(key.deviceId())) {
      throw Errors.forbiddenId(key.deviceId());
    }
    requireOwnAddresses(device);
    if (device.hasPicture()) {
      throw Errors.pictureUploadsDisabled();
    }
    if (!device.getClaimAuthenticationCode().getValue().isEmpty()) {
      requireValid(device.getClaimAuthenticationCode());
    }
    if (cluster.application(key.applicationId()).isEmpty()) {
      throw Errors.applicationNotFound(key.applicationId());
    }
    Answers.send(observer, withoutDevAddr(store(key, device)));
  }

  @Override
  public void get(GetEndDeviceRequest request, StreamObserver<EndDevice> observer) {
    DeviceKey key = DeviceKey.of(request.getEndDeviceIds());
    StackCall.caller().require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_READ);
    EndDevice device =
        registry
            .get(key)
            .filter(found -> hasGivenEuis(found, request.getEndDeviceIds()))
            .orElseThrow(() -> Errors.endDeviceNotFound(key));
    Mask mask = Mask.of(request.getFieldMask().getPathsList());
    if (mask.reaches(CLAIM_CODE)) {
      mask.add(CLAIM_CODE);
    }
    Answers.send(observer, Answers.masked(device, mask.paths()));
  }

  @Override
  public void getIdentifiersForEUIs(
      GetEndDeviceIdentifiersForEUIsRequest request,
      StreamObserver<EndDeviceIdentifiers> observer) {
    StackCall.caller().requireAuthenticated();
    DeviceKey key =
        registry
            .holder(request.getJoinEui(), request.getDevEui())
            .orElseThrow(() -> Errors.endDeviceNotFound(new DeviceKey("", "")));
    EndDevice device = registry.get(key).orElseThrow(() -> Errors.endDeviceNotFound(key));
    Answers.send(observer, device.getIds());
  }

  @Override
  public void list(ListEndDevicesRequest request, StreamObserver<EndDevices> observer) {
    String applicationId = request.getApplicationIds().getApplicationId();
    StackCall.caller().require(applicationId, Right.RIGHT_APPLICATION_DEVICES_READ);
    StackCall.current().header("x-total-count", Integer.toString(registry.count(applicationId)));
    List<EndDevice> page = new DeviceListing(registry, cluster.defaultPageLimit()).page(request);
    EndDevices.Builder answer = EndDevices.newBuilder();
    MaskedCopy mask = MaskedCopy.of(request.getFieldMask().getPathsList());
    page.forEach(device -> answer.addEndDevices(Answers.masked(device, mask)));
    Answers.send(observer, answer.build());
  }

  @Override
  public void update(UpdateEndDeviceRequest request, StreamObserver<EndDevice> observer) {
    EndDevice wanted = request.getEndDevice();
    DeviceKey key = DeviceKey.of(wanted.getIds());
    StackCall.caller().require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE);
    Mask mask = Mask.of(request.getFieldMask().getPathsList());
    boolean masked = !mask.isEmpty();
    if (!wanted.hasActivatedAt()) {
      mask.paths().remove("activated_at");
    }
    if (mask.touches("picture") && wanted.hasPicture()) {
      throw Errors.pictureUploadsDisabled();
    }
    boolean claimCode = mask.reaches(CLAIM_CODE);
    if (claimCode) {
      mask.add(CLAIM_CODE);
    }
    if (claimCode && wanted.hasClaimAuthenticationCode()) {
      requireValid(wanted.getClaimAuthenticationCode());
    }
    EndDevice stored =
        registry.update(
            key,
            device -> {
              if (device == null) {
                throw Errors.endDeviceNotFound(key);
              }
              EndDevice.Builder changed = device.toBuilder();
              MaskedCopy.of(mask.paths()).apply(wanted, changed);
              return normalized(changed).setUpdatedAt(now()).build();
            });
    EndDevice.Builder answer = Answers.masked(stored, mask.paths()).toBuilder();
    if (masked && mask.isEmpty()) {
      normalized(answer);
    }
    Answers.send(observer, answer.build());
  }

  @Override
  public void delete(EndDeviceIdentifiers ids, StreamObserver<Empty> observer) {
    DeviceKey key = DeviceKey.of(ids);
    StackCall.caller().require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE);
    if (!registry.remove(key)) {
      throw Errors.endDeviceNotFound(key);
    }
    Answers.done(observer);
  }

  private EndDevice store(DeviceKey key, EndDevice device) {
    EndDeviceIdentifiers ids = device.getIds();
    return registry.update(
        key,
        stored -> {
          if (stored != null) {
            throw Errors.idTaken();
          }
          if (!ids.getJoinEui().isEmpty() && !ids.getDevEui().isEmpty()) {
            registry
                .holder(ids.getJoinEui(), ids.getDevEui())
                .ifPresent(
                    holder -> {
                      throw Errors.identityServerEuisTaken(
                          ids.getJoinEui(), ids.getDevEui(), holder);
                    });
          }
          Timestamp now = now();
          EndDevice.Builder created = EndDevice.newBuilder().setIds(ids);
          MaskedCopy.of(StoredFields.IDENTITY_SERVER).apply(device, created);
          return withoutDevAddr(normalized(created).setCreatedAt(now).setUpdatedAt(now).build());
        });
  }

  private void requireOwnAddresses(EndDevice device) {
    cluster
        .application(device.getIds().getApplicationIds().getApplicationId())
        .ifPresent(
            application -> {
              requireSameHost(
                  "network",
                  device.getNetworkServerAddress(),
                  application.getNetworkServerAddress());
              requireSameHost(
                  "application",
                  device.getApplicationServerAddress(),
                  application.getApplicationServerAddress());
              requireSameHost(
                  "join", device.getJoinServerAddress(), application.getJoinServerAddress());
            });
  }

  private static void requireSameHost(String server, String address, String expected) {
    if (!address.isEmpty() && !expected.isEmpty() && !host(address).equals(host(expected))) {
      throw Errors.addressMismatch(server, address, expected);
    }
  }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }

  private static void requireValid(EndDeviceAuthenticationCode code) {
    if (code.hasValidFrom()
        && code.hasValidTo()
        && (Times.compare(code.getValidTo(), code.getValidFrom()) < 0
            || code.getValue().isEmpty())) {
      throw Errors.claimAuthenticationCode();
    }
  }

  /** What the database makes of a device: messages that are always there, lengths, microseconds. */
  private static EndDevice.Builder normalized(EndDevice.Builder device) {
    if (device.getSerialNumber().length() > SERIAL_NUMBER_LENGTH) {
      throw Errors.database();
    }
    DeviceParts.addIdentityMessages(device);
    if (device.hasActivatedAt()) {
      device.setActivatedAt(Times.micros(device.getActivatedAt()));
    }
    if (device.hasLastSeenAt()) {
      device.setLastSeenAt(Times.micros(device.getLastSeenAt()));
    }
    return device;
  }

  private static EndDevice withoutDevAddr(EndDevice device) {
    EndDevice.Builder shown = device.toBuilder();
    shown.getIdsBuilder().clearDevAddr();
    return shown.build();
  }

  /** EUIs in a request select as ids do. */
  private static boolean hasGivenEuis(EndDevice device, EndDeviceIdentifiers ids) {
    return (ids.getDevEui().isEmpty() || ids.getDevEui().equals(device.getIds().getDevEui()))
        && (ids.getJoinEui().isEmpty() || ids.getJoinEui().equals(device.getIds().getJoinEui()));
  }

  private Timestamp now() {
    return Times.micros(cluster.clock().instant());
  }
}
