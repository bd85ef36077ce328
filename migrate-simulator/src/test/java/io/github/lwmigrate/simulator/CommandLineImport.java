package io.github.lwmigrate.simulator;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.CreateEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceRegistryGrpc;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Creates a device the way the command line program of The Things Stack does. */
final class CommandLineImport {
  private static final String ADDRESS = "127.0.0.1";
  private static final ByteString DEFAULT_JOIN_EUI = ByteString.copyFrom(new byte[8]);

  private final TestClient client;
  private final String applicationId;

  CommandLineImport(TestClient client, String applicationId) {
    this.client = client;
    this.applicationId = applicationId;
  }

  void create(EndDevice device) {
    EndDevice.Builder completed = device.toBuilder();
    completed.getIdsBuilder().getApplicationIdsBuilder().setApplicationId(applicationId);
    completed.setNetworkServerAddress(ADDRESS).setApplicationServerAddress(ADDRESS);
    if (device.getSupportsJoin()) {
      completed.setJoinServerAddress(ADDRESS);
      if (device.getIds().getJoinEui().isEmpty()) {
        completed.getIdsBuilder().setJoinEui(DEFAULT_JOIN_EUI);
      }
    }
    List<String> paths = new ArrayList<>(FieldPath.setLeaves(completed.build()));
    if (!paths.contains("supports_join")) {
      paths.add("supports_join");
    }
    EndDevice wanted = completed.build();
    EndDeviceRegistryGrpc.newBlockingStub(client.channel())
        .create(
            CreateEndDeviceRequest.newBuilder()
                .setEndDevice(part(wanted, mask(StackServer.IDENTITY_SERVER, paths)))
                .build());
    try {
      if (device.getSupportsJoin()) {
        set(StackServer.JOIN_SERVER, wanted, paths);
      }
      set(StackServer.NETWORK_SERVER, wanted, paths);
      set(StackServer.APPLICATION_SERVER, wanted, paths);
    } catch (StatusRuntimeException refusal) {
      rollBack(wanted.getIds());
      throw refusal;
    }
  }

  private void set(StackServer server, EndDevice wanted, List<String> paths) {
    List<String> mask = mask(server, paths);
    client.set(server, part(wanted, mask), mask.toArray(String[]::new));
  }

  private void rollBack(EndDeviceIdentifiers ids) {
    quietly(ids, AsEndDeviceRegistryGrpc.newBlockingStub(client.channel())::delete);
    quietly(ids, NsEndDeviceRegistryGrpc.newBlockingStub(client.channel())::delete);
    quietly(ids, JsEndDeviceRegistryGrpc.newBlockingStub(client.channel())::delete);
    quietly(ids, EndDeviceRegistryGrpc.newBlockingStub(client.channel())::delete);
  }

  private static void quietly(EndDeviceIdentifiers ids, Consumer<EndDeviceIdentifiers> deletion) {
    try {
      deletion.accept(ids);
    } catch (StatusRuntimeException refusal) {
      if (refusal.getStatus().getCode() != io.grpc.Status.Code.NOT_FOUND) {
        throw refusal;
      }
    }
  }

  private static EndDevice part(EndDevice wanted, List<String> mask) {
    EndDevice.Builder part = EndDevice.newBuilder().setIds(wanted.getIds());
    mask.forEach(path -> FieldPath.ofDevice(path).copy(wanted, part));
    return part.build();
  }

  private static List<String> mask(StackServer server, List<String> paths) {
    Set<String> allowed = FieldMasks.allowed(server, Access.WRITE, StackVersion.REFERENCE);
    return paths.stream()
        .filter(allowed::contains)
        .filter(path -> !path.startsWith("ids."))
        .filter(
            path ->
                server != StackServer.JOIN_SERVER || !path.startsWith("claim_authentication_code"))
        .toList();
  }
}
