package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.FieldMask;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.grpc.Answer;
import io.github.lwmigrate.grpc.RemoteCall;
import io.github.lwmigrate.grpc.RemoteCaller;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.grpc.Result;
import io.github.lwmigrate.grpc.RetryPolicy;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationAccessGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevices;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Rights;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls of the four servers that reading needs. Thread-safe. */
final class StackClient {

  private static final Map<Right, String> TITLES =
      new EnumMap<>(
          Map.of(
              Right.RIGHT_APPLICATION_DEVICES_READ, "view devices in application",
              Right.RIGHT_APPLICATION_DEVICES_READ_KEYS, "view device keys in application",
              Right.RIGHT_APPLICATION_DEVICES_WRITE, "edit devices in application",
              Right.RIGHT_APPLICATION_DEVICES_WRITE_KEYS, "edit device keys in application"));

  private static final Set<Right> EVERYTHING =
      EnumSet.of(Right.RIGHT_APPLICATION_ALL, Right.RIGHT_ALL);

  private final Map<StackServer, Registry> registries;
  private final Map<String, Set<Right>> rights = new ConcurrentHashMap<>();

  /** A wrong address or key shows at the first call: that one is not repeated for long. */
  private static final int FIRST_ATTEMPTS = 3;

  private final RemoteCaller firstCaller;
  private final RemoteCaller caller;

  StackClient(Map<StackServer, Registry> registries, RetryPolicy retry) {
    this.registries = Map.copyOf(registries);
    this.firstCaller = new RemoteCaller(retry.withAttemptsUpTo(FIRST_ATTEMPTS));
    this.caller = new RemoteCaller(retry);
  }

  Registry registry(StackServer server) {
    Registry registry = registries.get(server);
    if (registry == null) {
      throw new IllegalArgumentException("no registry on " + server);
    }
    return registry;
  }

  /** Fails unless the key of the application may read devices and their keys. */
  void requireRights(Application application, Call call) {
    List<String> missing =
        missingRights(
            application,
            List.of(
                Right.RIGHT_APPLICATION_DEVICES_READ, Right.RIGHT_APPLICATION_DEVICES_READ_KEYS),
            call);
    if (!missing.isEmpty()) {
      throw MigrationException.builder(Stage.LIST, readDevicesOf(application))
          .because(
              (rights(application, call).isEmpty()
                      ? "the API key has no rights on it, or there is no such application; missing:"
                          + " "
                      : "the API key lacks ")
                  + String.join(" and ", missing))
          .remedy("Create an API key of this application with these rights.")
          .build();
    }
  }

  /** Which of some rights the key of an application lacks, for people. */
  List<String> missingRights(Application application, List<Right> needed, Call call) {
    Set<Right> held = rights(application, call);
    return held.stream().anyMatch(EVERYTHING::contains)
        ? List.of()
        : needed.stream()
            .filter(right -> !held.contains(right))
            .map(right -> right.name() + " (" + TITLES.get(right) + ")")
            .toList();
  }

  private Set<Right> rights(Application application, Call call) {
    Set<Right> known = rights.get(application.id());
    if (known != null) {
      return known;
    }
    Rights answer =
        firstCaller
            .call(
                RemoteCall.reading(
                    registry(StackServer.IDENTITY_SERVER).server(),
                    ApplicationAccessGrpc.getListRightsMethod(),
                    application.ids(),
                    application.apiKey(),
                    Stage.LIST,
                    readDevicesOf(application)),
                call)
            .message();
    Set<Right> held = Set.copyOf(answer.getRightsList());
    rights.put(application.id(), held);
    return held;
  }

  private static String readDevicesOf(Application application) {
    return "read the devices of application \"" + application + "\"";
  }

  /** A page of devices and how many there are in all. */
  record Page(List<EndDevice> devices, OptionalLong total) {}

  /** One page, with the Identity Server's part of each device; or a refusal. */
  Page list(Application application, int limit, long page, Call call) {
    Registry registry = registry(StackServer.IDENTITY_SERVER);
    while (true) {
      FieldMask mask = registry.mask();
      try {
        return list(application, mask, limit, page, call);
      } catch (RemoteException e) {
        if (!registry.adapt(mask, e)) {
          throw e;
        }
      }
    }
  }

  /** How many devices an application has, as far as the server says. */
  OptionalLong count(Application application, Call call) {
    return list(application, FieldMask.getDefaultInstance(), 1, 1, call).total();
  }

  /**
   * The id of the device at a position of the listing, from 1; empty if there are fewer devices.
   */
  String idAt(Application application, long position, Call call) {
    List<EndDevice> devices =
        list(application, FieldMask.getDefaultInstance(), 1, position, call).devices();
    return devices.isEmpty() ? "" : devices.get(0).getIds().getDeviceId();
  }

  private Page list(Application application, FieldMask mask, int limit, long page, Call call) {
    Answer<EndDevices> answer =
        caller.call(
            RemoteCall.reading(
                registry(StackServer.IDENTITY_SERVER).server(),
                EndDeviceRegistryGrpc.getListMethod(),
                ListEndDevicesRequest.newBuilder()
                    .setApplicationIds(application.ids())
                    .setFieldMask(mask)
                    .setOrder("device_id")
                    .setLimit(limit)
                    .setPage((int) page)
                    .build(),
                application.apiKey(),
                Stage.LIST,
                "list the devices of application \"" + application + "\""),
            call);
    return new Page(answer.message().getEndDevicesList(), total(answer));
  }

  private static OptionalLong total(Answer<?> answer) {
    List<String> values = answer.metadata("x-total-count");
    try {
      return values.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(values.get(values.size() - 1)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Asks servers side by side, each for all it can tell. One that does not know the device leaves
   * no part; any other failure is thrown.
   */
  void get(
      List<StackServer> servers,
      Application application,
      DeviceRef device,
      Parts parts,
      Call call) {
    List<Registry> open = servers.stream().map(this::registry).toList();
    while (!open.isEmpty()) {
      List<FieldMask> masks = open.stream().map(Registry::mask).toList();
      List<RemoteCall<GetEndDeviceRequest, EndDevice>> calls = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        calls.add(getting(open.get(i), masks.get(i), application, device));
      }
      List<Result<EndDevice>> results = caller.together(calls, call);
      List<Registry> again = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        if (!take(open.get(i), masks.get(i), results.get(i), parts)) {
          again.add(open.get(i));
        }
      }
      open = again;
    }
  }

  /** Asks one server for some fields; empty if it does not know the device. */
  Optional<EndDevice> get(
      StackServer server, FieldMask mask, Application application, DeviceRef device, Call call) {
    Registry registry = registry(server);
    try {
      return Optional.of(caller.call(getting(registry, mask, application, device), call).message());
    } catch (RemoteException e) {
      if (registry.isAbsence(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Asks one server for all it can tell; empty if it does not know the device. */
  Optional<EndDevice> get(
      StackServer server, Application application, DeviceRef device, Call call) {
    Parts parts = new Parts();
    get(List.of(server), application, device, parts, call);
    return parts.of(server);
  }

  private static RemoteCall<GetEndDeviceRequest, EndDevice> getting(
      Registry registry, FieldMask mask, Application application, DeviceRef device) {
    return RemoteCall.reading(
            registry.server(),
            registry.get(),
            GetEndDeviceRequest.newBuilder()
                .setEndDeviceIds(
                    EndDeviceIdentifiers.newBuilder()
                        .setApplicationIds(application.ids())
                        .setDeviceId(device.deviceId()))
                .setFieldMask(mask)
                .build(),
            application.apiKey(),
            Stage.READ,
            "read the device from the " + registry.title())
        .about(device);
  }

  /** Returns whether the server is done with; otherwise it is to be asked with another mask. */
  private static boolean take(
      Registry registry, FieldMask mask, Result<EndDevice> result, Parts parts) {
    Optional<RemoteException> failure = result.failure();
    if (failure.isEmpty()) {
      Answer<EndDevice> answer = result.orThrow();
      parts.put(registry.kind(), answer.message());
      if (registry.kind() == StackServer.APPLICATION_SERVER) {
        parts.warnings(answer.warnings());
      }
      return true;
    }
    if (registry.isAbsence(failure.get())) {
      parts.remove(registry.kind());
      return true;
    }
    if (registry.adapt(mask, failure.get())) {
      return false;
    }
    throw failure.get();
  }
}
