package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.grpc.RemoteServer;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetEndDeviceRequest;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The device registry of one of the four servers. */
final class Registry {

  private final StackServer kind;
  private final RemoteServer server;
  private final MethodDescriptor<GetEndDeviceRequest, EndDevice> get;
  private final @Nullable MethodDescriptor<SetEndDeviceRequest, EndDevice> set;
  private final MethodDescriptor<EndDeviceIdentifiers, Empty> delete;
  private final Set<String> absent;
  private final ReadMask mask;

  Registry(StackServer kind, RemoteServer server) {
    this.kind = kind;
    this.server = server;
    this.mask = new ReadMask(kind);
    switch (kind) {
      case IDENTITY_SERVER -> {
        get = EndDeviceRegistryGrpc.getGetMethod();
        set = null;
        delete = EndDeviceRegistryGrpc.getDeleteMethod();
        absent = Set.of("pkg/identityserver/store:end_device_not_found");
      }
      case JOIN_SERVER -> {
        get = JsEndDeviceRegistryGrpc.getGetMethod();
        set = JsEndDeviceRegistryGrpc.getSetMethod();
        delete = JsEndDeviceRegistryGrpc.getDeleteMethod();
        absent = Set.of("pkg/joinserver:device_not_found", "pkg/redis:not_found");
      }
      case APPLICATION_SERVER -> {
        get = AsEndDeviceRegistryGrpc.getGetMethod();
        set = AsEndDeviceRegistryGrpc.getSetMethod();
        delete = AsEndDeviceRegistryGrpc.getDeleteMethod();
        absent = Set.of("pkg/applicationserver:device_not_found", "pkg/redis:not_found");
      }
      case NETWORK_SERVER -> {
        get = NsEndDeviceRegistryGrpc.getGetMethod();
        set = NsEndDeviceRegistryGrpc.getSetMethod();
        delete = NsEndDeviceRegistryGrpc.getDeleteMethod();
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

  /** Makes or changes a device; the Identity Server has no such method. */
  MethodDescriptor<SetEndDeviceRequest, EndDevice> set() {
    if (set == null) {
      throw new IllegalStateException("the " + title() + " has no Set");
    }
    return set;
  }

  MethodDescriptor<EndDeviceIdentifiers, Empty> delete() {
    return delete;
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
    return isForbiddenMask(failure) && mask.forbid(asked, forbiddenPaths(failure));
  }

  /** Whether the server says that it does not know some path of the mask. */
  static boolean isForbiddenMask(RemoteException failure) {
    return failure.is("pkg/rpcmiddleware/validator", "field_mask_paths");
  }

  /** The paths that the server does not know; none for any other failure. */
  static List<String> forbiddenPaths(RemoteException failure) {
    return isForbiddenMask(failure)
        ? failure.error().map(error -> error.texts("forbidden_paths")).orElse(List.of())
        : List.of();
  }

  @Override
  public String toString() {
    return title() + " at " + server;
  }
}
