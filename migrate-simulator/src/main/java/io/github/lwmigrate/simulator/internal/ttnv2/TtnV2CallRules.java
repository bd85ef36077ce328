package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.github.lwmigrate.proto.ttn.v2.discovery.GetByAppIDRequest;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.ApplicationIdentifier;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.proto.ttn.v2.handler.DeviceIdentifier;
import io.github.lwmigrate.simulator.TtnV2Version;
import io.github.lwmigrate.simulator.internal.CallContext;
import io.github.lwmigrate.simulator.internal.CallRules;
import io.github.lwmigrate.simulator.internal.RefusedCall;
import io.github.lwmigrate.simulator.internal.RequestSubject;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How discovery and handler take calls: what they refuse before they look at the credential. */
public final class TtnV2CallRules implements CallRules {
  private static final int LARGEST = 4 << 20;
  private static final String BY_APPLICATION = "Discovery/GetByAppID";
  private static final Set<String> METHODS =
      new TreeSet<>(
          Set.of(
              BY_APPLICATION,
              "Discovery/Get",
              "Discovery/GetAll",
              "ApplicationManager/RegisterApplication",
              "ApplicationManager/GetApplication",
              "ApplicationManager/SetApplication",
              "ApplicationManager/DeleteApplication",
              "ApplicationManager/GetDevice",
              "ApplicationManager/SetDevice",
              "ApplicationManager/DeleteDevice",
              "ApplicationManager/GetDevicesForApplication",
              "DevAddrManager/GetPrefixes",
              "DevAddrManager/GetDevAddr"));

  private final TtnV2Version version;

  TtnV2CallRules(TtnV2Version version) {
    this.version = version;
  }

  /** Returns the name when there is such a method. */
  public static String require(String method) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "The simulated network has no method \"" + method + "\"; it has " + METHODS);
    }
    return method;
  }

  @Override
  public CallContext context(String fullMethodName, Metadata headers) {
    return new HandlerCall(fullMethodName.substring(fullMethodName.indexOf('.') + 1), headers);
  }

  @Override
  public RequestSubject subject(Object request) {
    if (request instanceof DeviceIdentifier device) {
      return new RequestSubject(device.getAppId(), device.getDevId(), List.of());
    }
    if (request instanceof Device device) {
      return new RequestSubject(device.getAppId(), device.getDevId(), List.of());
    }
    if (request instanceof ApplicationIdentifier application) {
      return new RequestSubject(application.getAppId(), "", List.of());
    }
    if (request instanceof Application application) {
      return new RequestSubject(application.getAppId(), "", List.of());
    }
    if (request instanceof GetByAppIDRequest application) {
      return new RequestSubject(application.getAppId(), "", List.of());
    }
    return RequestSubject.NOTHING;
  }

  @Override
  public List<String> loggedHeaders() {
    return List.of(
        "key", "token", "limit", "offset", "service-name", "service-version", "net-address", "id");
  }

  @Override
  public void admit(CallContext call, RequestSubject subject, Object request) {
    if (call.method().equals(BY_APPLICATION) && !version.isAtLeast(TtnV2Version.V2_8_0)) {
      throw new Failure(Code.UNIMPLEMENTED, "unknown method GetByAppID");
    }
    int size = ((MessageLite) request).getSerializedSize();
    if (size > LARGEST) {
      throw new Failure(
          Code.RESOURCE_EXHAUSTED,
          "grpc: received message larger than max (" + size + " vs. " + LARGEST + ")");
    }
    if (request instanceof Device device) {
      requireLengths(device.getLorawanDevice());
    }
  }

  @Override
  public RefusedCall failure() {
    return new Failure(Code.UNKNOWN, "the simulated network failed");
  }

  private static void requireLengths(io.github.lwmigrate.proto.ttn.v2.lorawan.Device device) {
    requireLength(device.hasAppEui(), device.getAppEui(), Devices.EUI, "EUI64");
    requireLength(device.hasDevEui(), device.getDevEui(), Devices.EUI, "EUI64");
    requireLength(device.hasDevAddr(), device.getDevAddr(), Devices.ADDRESS, "DevAddr");
    requireLength(device.hasNwkSKey(), device.getNwkSKey(), Devices.KEY, "AES128Key");
    requireLength(device.hasAppSKey(), device.getAppSKey(), Devices.KEY, "AES128Key");
    requireLength(device.hasAppKey(), device.getAppKey(), Devices.KEY, "AES128Key");
    device
        .getUsedDevNoncesList()
        .forEach(nonce -> requireLength(true, nonce, Devices.DEV_NONCE, "DevNonce"));
    device
        .getUsedAppNoncesList()
        .forEach(nonce -> requireLength(true, nonce, Devices.APP_NONCE, "AppNonce"));
  }

  private static void requireLength(boolean present, ByteString bytes, int length, String type) {
    if (present && bytes.size() != length) {
      throw new Failure(
          Code.INTERNAL, "grpc: error unmarshalling request: ttn/core: Invalid length for " + type);
    }
  }
}
