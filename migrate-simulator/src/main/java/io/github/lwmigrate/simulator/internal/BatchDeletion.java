package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsEndDeviceBatchRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BatchDeleteEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsEndDeviceBatchRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceBatchRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;

/** Deletes several devices of one application; absent ones do not matter. */
final class BatchDeletion {
  private BatchDeletion() {}

  static void delete(Registry registry, BatchDeleteEndDevicesRequest request) {
    String applicationId = request.getApplicationIds().getApplicationId();
    StackCall.caller().require(applicationId, Right.RIGHT_APPLICATION_DEVICES_WRITE);
    request
        .getDeviceIdsList()
        .forEach(deviceId -> registry.remove(new DeviceKey(applicationId, deviceId)));
  }

  static BindableService ofNetworkServer(Cluster cluster) {
    Registry registry = cluster.registry(StackServer.NETWORK_SERVER);
    return new NsEndDeviceBatchRegistryGrpc.NsEndDeviceBatchRegistryImplBase() {
      @Override
      public void delete(BatchDeleteEndDevicesRequest request, StreamObserver<Empty> observer) {
        BatchDeletion.delete(registry, request);
        Answers.done(observer);
      }
    };
  }

  static BindableService ofApplicationServer(Cluster cluster) {
    Registry registry = cluster.registry(StackServer.APPLICATION_SERVER);
    return new AsEndDeviceBatchRegistryGrpc.AsEndDeviceBatchRegistryImplBase() {
      @Override
      public void delete(BatchDeleteEndDevicesRequest request, StreamObserver<Empty> observer) {
        BatchDeletion.delete(registry, request);
        Answers.done(observer);
      }
    };
  }

  static BindableService ofJoinServer(Cluster cluster) {
    Registry registry = cluster.registry(StackServer.JOIN_SERVER);
    return new JsEndDeviceBatchRegistryGrpc.JsEndDeviceBatchRegistryImplBase() {
      @Override
      public void delete(BatchDeleteEndDevicesRequest request, StreamObserver<Empty> observer) {
        BatchDeletion.delete(registry, request);
        Answers.done(observer);
      }
    };
  }
}
