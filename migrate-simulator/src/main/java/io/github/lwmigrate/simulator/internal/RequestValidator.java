package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Message;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Application;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetApplicationRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListApplicationsRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.UpdateEndDeviceRequest;
import io.github.lwmigrate.simulator.internal.Methods.MaskKind;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks the field mask and the message of a request, before anything else looks at it. */
final class RequestValidator {
  private static final List<String> ALWAYS =
      List.of("end_device.ids.application_ids", "end_device.ids.device_id");

  private final StackVersion version;

  RequestValidator(StackVersion version) {
    this.version = version;
  }

  void validate(String method, Object request) {
    List<String> mask = RequestSubject.of(request).mask();
    Methods.mask(method).ifPresent(kind -> validateMask(kind, mask, request));
    if (request instanceof GetApplicationRequest || request instanceof ListApplicationsRequest) {
      refuse(mask.stream().filter(path -> !isOfApplication(path)).toList());
    }
    if (request instanceof Message message) {
      Violations.none(message, changes(message) ? changed(mask) : List.of());
    }
  }

  private void validateMask(MaskKind kind, List<String> mask, Object request) {
    Set<String> allowed = FieldMasks.allowed(kind.server(), kind.access(), version);
    refuse(mask.stream().filter(path -> !allowed.contains(path)).toList());
    if (kind.access() == Access.WRITE) {
      EndDevice device = device((Message) request);
      for (String path : mask) {
        for (String below :
            FieldMasks.disallowedBelow(kind.server(), Access.WRITE, version, path)) {
          if (isSet(below, device)) {
            throw Errors.nonZeroPath(below);
          }
        }
      }
    }
  }

  private static void refuse(List<String> forbidden) {
    if (!forbidden.isEmpty()) {
      throw Errors.forbiddenPaths(forbidden);
    }
  }

  private static boolean isOfApplication(String path) {
    return FieldPath.find(Application.getDescriptor(), path).isPresent();
  }

  private static boolean changes(Message request) {
    return request instanceof SetEndDeviceRequest || request instanceof UpdateEndDeviceRequest;
  }

  /** A request with a mask is looked at only where it changes something. */
  private static List<String> changed(List<String> mask) {
    if (mask.isEmpty()) {
      return List.of();
    }
    List<String> paths = new ArrayList<>(ALWAYS);
    mask.forEach(path -> paths.add("end_device." + path));
    return paths;
  }

  private static boolean isSet(String path, EndDevice device) {
    return FieldPath.find(EndDevice.getDescriptor(), path)
        .filter(found -> found.isSet(device))
        .isPresent();
  }

  private static EndDevice device(Message request) {
    return request instanceof SetEndDeviceRequest set
        ? set.getEndDevice()
        : ((UpdateEndDeviceRequest) request).getEndDevice();
  }
}
