package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.FieldMask;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.grpc.RemoteCall;
import io.github.lwmigrate.grpc.RemoteCaller;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.grpc.RetryPolicy;
import io.github.lwmigrate.proto.ttn.lorawan.v3.CreateEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetEndDeviceRequest;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.stack.StackServer;
import java.util.Collection;
import java.util.Set;

/**
 * The calls that change what the four registries hold. A lost answer is no trouble to any of them:
 * they are repeated. Thread-safe.
 */
final class StackWriter {

  private static final Set<String> TAKEN =
      Set.of(
          "pkg/util/store:id_taken",
          "pkg/identityserver:end_device_euis_taken",
          "pkg/identityserver/store:end_device_euis_taken");

  private final StackClient client;
  private final RemoteCaller caller;

  StackWriter(StackClient client, RetryPolicy retry) {
    this.client = client;
    this.caller = new RemoteCaller(retry);
  }

  /** Sets fields of a device and returns them as the server has them. Makes an absent device. */
  EndDevice set(
      StackServer server,
      Application application,
      EndDevice device,
      Collection<String> paths,
      Call call) {
    Registry registry = client.registry(server);
    EndDevice.Builder sent = device.toBuilder();
    // Servers hold it against the session that they have.
    sent.getIdsBuilder().clearDevAddr();
    return caller
        .call(
            RemoteCall.idempotent(
                    registry.server(),
                    registry.set(),
                    SetEndDeviceRequest.newBuilder()
                        .setEndDevice(sent)
                        .setFieldMask(FieldMask.newBuilder().addAllPaths(paths))
                        .build(),
                    application.apiKey(),
                    Stage.RETIRE,
                    "change the device on the " + registry.title())
                .about(ref(device.getIds())),
            call)
        .message();
  }

  /**
   * Sets fields of a device that is there, as it was read just now. Fails if somebody deleted it
   * since: the server has then made a new one, of these fields alone.
   */
  EndDevice change(
      StackServer server,
      Application application,
      EndDevice held,
      EndDevice device,
      Collection<String> paths,
      Call call) {
    EndDevice answer = set(server, application, device, paths, call);
    if (held.hasCreatedAt()
        && answer.hasCreatedAt()
        && !held.getCreatedAt().equals(answer.getCreatedAt())) {
      String title = client.registry(server).title();
      throw MigrationException.builder(Stage.RETIRE, "change the device on the " + title)
          .device(ref(device.getIds()))
          .because(
              "somebody deleted the device there at the same moment, and the change has made a"
                  + " remainder of it")
          .remedy(
              "Delete the device on the "
                  + title
                  + " if it is to be gone; its recorded form is in the journal.")
          .build();
    }
    return answer;
  }

  /** Makes a device on the Identity Server; returns whether its id and EUIs were free. */
  boolean create(Application application, EndDevice device, Call call) {
    Registry registry = client.registry(StackServer.IDENTITY_SERVER);
    try {
      caller.call(
          RemoteCall.idempotent(
                  registry.server(),
                  EndDeviceRegistryGrpc.getCreateMethod(),
                  CreateEndDeviceRequest.newBuilder().setEndDevice(device).build(),
                  application.apiKey(),
                  Stage.RETIRE,
                  "make the device again on the " + registry.title())
              .about(ref(device.getIds())),
          call);
      return true;
    } catch (RemoteException e) {
      if (e.error().filter(error -> TAKEN.contains(error.toString())).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  /** Deletes a device; one that the server does not know is deleted. */
  void delete(StackServer server, Application application, EndDeviceIdentifiers ids, Call call) {
    Registry registry = client.registry(server);
    try {
      caller.call(
          RemoteCall.idempotent(
                  registry.server(),
                  registry.delete(),
                  ids.toBuilder().clearDevAddr().build(),
                  application.apiKey(),
                  Stage.RETIRE,
                  "delete the device on the " + registry.title())
              .about(ref(ids)),
          call);
    } catch (RemoteException e) {
      if (!registry.isAbsence(e)) {
        throw e;
      }
    }
  }

  private static DeviceRef ref(EndDeviceIdentifiers ids) {
    return new DeviceRef(ids.getApplicationIds().getApplicationId(), ids.getDeviceId());
  }
}
