package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.FieldMask;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.grpc.RemoteServer;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceRegistryGrpc;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.MethodDescriptor;
import java.util.Set;

/** The device registry of one of the four servers. */
final class Registry {

  private final StackServer kind;
  private final RemoteServer server;
  private final MethodDescriptor<GetEndDeviceRequest, EndDevice> get;
  private final Set<String> absent;
  private final ReadMask mask;

  Registry(StackServer kind, RemoteServer server) {
    this.kind = kind;
    this.server = server;
    this.mask = new ReadMask(kind);
    switch (kind) {
      case IDENTITY_SERVER -> {
        get = EndDeviceRegistryGrpc.getGetMethod();
        absent = Set.of("pkg/identityserver/store:end_device_not_found");
      }
      case JOIN_SERVER -> {
        get = JsEndDeviceRegistryGrpc.getGetMethod();
        absent = Set.of("pkg/joinserver:device_not_found", "pkg/redis:not_found");
      }
      case APPLICATION_SERVER -> {
        get = AsEndDeviceRegistryGrpc.getGetMethod();
        absent = Set.of("pkg/applicationserver:device_not_found", "pkg/redis:not_found");
      }
      case NETWORK_SERVER -> {
        get = NsEndDeviceRegistryGrpc.getGetMethod();
        absent = Set.of("pkg/networkserver:device_not_found", "pkg/redis:not_found");
      }
      default -> throw new IllegalArgumentException("no registry on " + kind);
    }
  }

  StackServer kind() {
    return kind;
  }

  RemoteServer server() {
    return server;
  }

  String title() {
    return ServerTitle.of(kind);
  }

  MethodDescriptor<GetEndDeviceRequest, EndDevice> get() {
    return get;
  }

  FieldMask mask() {
    return mask.current();
  }

  /**
   * Whether the server says that it does not know the device. By name: a missing key encryption key
   * has the same status code.
   */
  boolean isAbsence(RemoteException failure) {
    return failure.error().filter(error -> absent.contains(error.toString())).isPresent();
  }

  /** Learns from a refused mask; returns whether asking again makes sense. */
  boolean adapt(FieldMask asked, RemoteException failure) {
    return failure.is("pkg/rpcmiddleware/validator", "field_mask_paths")
        && failure
            .error()
            .map(error -> mask.forbid(asked, error.texts("forbidden_paths")))
            .orElse(false);
  }

  @Override
  public String toString() {
    return title() + " at " + server;
  }
}
