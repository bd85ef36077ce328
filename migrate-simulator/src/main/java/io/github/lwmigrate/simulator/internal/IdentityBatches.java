package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BatchDeleteEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BatchGetEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceBatchRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevices;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.stub.StreamObserver;

/** The batch registry of the Identity Server, the only one that reads too. */
final class IdentityBatches extends EndDeviceBatchRegistryGrpc.EndDeviceBatchRegistryImplBase {
  private final Registry registry;

  IdentityBatches(Cluster cluster) {
    this.registry = cluster.registry(StackServer.IDENTITY_SERVER);
  }

  @Override
  public void get(BatchGetEndDevicesRequest request, StreamObserver<EndDevices> observer) {
    String applicationId = request.getApplicationIds().getApplicationId();
    StackCall.caller().require(applicationId, Right.RIGHT_APPLICATION_DEVICES_READ);
    EndDevices.Builder answer = EndDevices.newBuilder();
    for (String deviceId : request.getDeviceIdsList()) {
      registry
          .get(new DeviceKey(applicationId, deviceId))
          .map(device -> Answers.masked(device, request.getFieldMask().getPathsList()))
          .ifPresent(answer::addEndDevices);
    }
    Answers.send(observer, answer.build());
  }

  @Override
  public void delete(BatchDeleteEndDevicesRequest request, StreamObserver<Empty> observer) {
    BatchDeletion.delete(registry, request);
    Answers.done(observer);
  }
}
