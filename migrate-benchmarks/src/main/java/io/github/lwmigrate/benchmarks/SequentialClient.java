package io.github.lwmigrate.benchmarks;

import com.google.protobuf.FieldMask;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.DeviceJsonWriter;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsEndDeviceRegistryGrpc.AsEndDeviceRegistryBlockingStub;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc.EndDeviceRegistryBlockingStub;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevices;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsEndDeviceRegistryGrpc.JsEndDeviceRegistryBlockingStub;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceRegistryGrpc.NsEndDeviceRegistryBlockingStub;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a script would do: list the devices, then read one after the other with four blocking calls,
 * and write what comes. It checks nothing and repeats nothing.
 */
final class SequentialClient implements AutoCloseable {

  private static final int PAGE_SIZE = 1_000;

  private static final Map<StackServer, FieldMask> MASKS =
      Arrays.stream(StackServer.values())
          .collect(Collectors.toMap(server -> server, SequentialClient::mask));

  private final ManagedChannel channel;
  private final ApplicationIdentifiers application;
  private final EndDeviceRegistryBlockingStub identityServer;
  private final JsEndDeviceRegistryBlockingStub joinServer;
  private final AsEndDeviceRegistryBlockingStub applicationServer;
  private final NsEndDeviceRegistryBlockingStub networkServer;

  SequentialClient(String address, String applicationId, String apiKey) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + apiKey);
    channel =
        Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
    application = ApplicationIdentifiers.newBuilder().setApplicationId(applicationId).build();
    identityServer = EndDeviceRegistryGrpc.newBlockingStub(channel);
    joinServer = JsEndDeviceRegistryGrpc.newBlockingStub(channel);
    applicationServer = AsEndDeviceRegistryGrpc.newBlockingStub(channel);
    networkServer = NsEndDeviceRegistryGrpc.newBlockingStub(channel);
  }

  int export(DeviceJsonWriter writer) {
    int count = 0;
    List<io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice> page;
    int number = 1;
    do {
      page = list(number++);
      for (var device : page) {
        writer.write(EndDevice.of(read(device.getIds())));
        count++;
      }
    } while (page.size() == PAGE_SIZE);
    return count;
  }

  private List<io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice> list(int page) {
    EndDevices devices =
        identityServer.list(
            ListEndDevicesRequest.newBuilder()
                .setApplicationIds(application)
                .setLimit(PAGE_SIZE)
                .setPage(page)
                .build());
    return devices.getEndDevicesList();
  }

  private io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice read(EndDeviceIdentifiers ids) {
    var device = identityServer.get(everything(ids, StackServer.IDENTITY_SERVER)).toBuilder();
    device.mergeFrom(networkServer.get(everything(ids, StackServer.NETWORK_SERVER)));
    device.mergeFrom(applicationServer.get(everything(ids, StackServer.APPLICATION_SERVER)));
    if (device.getSupportsJoin()) {
      device.mergeFrom(joinServer.get(everything(ids, StackServer.JOIN_SERVER)));
    }
    return device.build();
  }

  private static GetEndDeviceRequest everything(EndDeviceIdentifiers ids, StackServer server) {
    return GetEndDeviceRequest.newBuilder()
        .setEndDeviceIds(ids)
        .setFieldMask(MASKS.get(server))
        .build();
  }

  private static FieldMask mask(StackServer server) {
    return FieldMask.newBuilder()
        .addAllPaths(
            FieldMasks.allowed(server, Access.READ, StackVersion.REFERENCE).stream()
                .filter(path -> path.indexOf('.') < 0)
                .toList())
        .build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
