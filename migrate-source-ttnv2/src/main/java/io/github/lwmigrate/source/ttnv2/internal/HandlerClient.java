package io.github.lwmigrate.source.ttnv2.internal;

import com.google.protobuf.Empty;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.grpc.Answer;
import io.github.lwmigrate.grpc.Pace;
import io.github.lwmigrate.grpc.RemoteCall;
import io.github.lwmigrate.grpc.RemoteCaller;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.grpc.RemoteServer;
import io.github.lwmigrate.grpc.RetryPolicy;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.ApplicationManagerGrpc;
import io.github.lwmigrate.proto.ttn.v2.handler.DeviceIdentifier;
import io.github.lwmigrate.proto.ttn.v2.handler.DeviceList;
import io.github.lwmigrate.spi.Call;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The calls of a handler that a migration needs, at the pace it allows. Thread-safe. */
final class HandlerClient {

  /** Storage faults look like absent devices; they pass. */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

  private final Handlers handlers;
  private final RemoteCaller caller;

  HandlerClient(Handlers handlers, RetryPolicy retry) {
    this.handlers = handlers;
    this.caller = new RemoteCaller(retry).advisedBy(OriginRemedies::ofHandler);
  }

  /** A part of the listing, and how many entries there are in all, as far as the server says. */
  record Page(List<V2Device> devices, OptionalLong total) {}

  Page list(OriginApplication application, long offset, int limit, Call call) {
    RemoteServer server = handlers.of(application, call).sending("limit", Integer.toString(limit));
    if (offset > 0) {
      server = server.sending("offset", Long.toString(offset));
    }
    Answer<DeviceList> answer =
        caller
            .pacedBy(application.waiting())
            .call(
                RemoteCall.reading(
                    server,
                    ApplicationManagerGrpc.getGetDevicesForApplicationMethod(),
                    application.identifier(),
                    application.accessKey(),
                    Stage.LIST,
                    "list the devices of application \"" + application + "\""),
                call);
    return new Page(
        answer.message().getDevicesList().stream().map(V2Device::new).toList(), total(answer));
  }

  private static OptionalLong total(Answer<?> answer) {
    List<String> values = answer.metadata("total");
    try {
      return values.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseUnsignedLong(values.get(0)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The application with its payload functions; empty if the key may not see them. */
  Optional<Application> application(OriginApplication application, Call call) {
    try {
      return Optional.of(
          caller
              .pacedBy(application.waiting())
              .call(
                  RemoteCall.reading(
                      handlers.of(application, call),
                      ApplicationManagerGrpc.getGetApplicationMethod(),
                      application.identifier(),
                      application.accessKey(),
                      Stage.LIST,
                      "read application \"" + application + "\""),
                  call)
              .message());
    } catch (RemoteException e) {
      if (e.code().equals("PERMISSION_DENIED") && e.says("\"settings\"")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * A device, counters included. An answer "not found" is not believed at once: storage that does
   * not answer looks alike.
   *
   * @return empty if the device is gone for certain
   */
  Optional<V2Device> find(OriginApplication application, DeviceRef device, Call call) {
    RemoteCaller paced = caller.pacedBy(application.waiting());
    for (int look = 1; look <= 2; look++) {
      try {
        return Optional.of(get(paced, application, device, call));
      } catch (RemoteException e) {
        if (!isAbsence(e)) {
          throw e;
        }
        call.pause(SECOND_LOOK);
      }
    }
    if (isListed(application, device, call)) {
      throw MigrationException.builder(Stage.READ, "read the device")
          .device(device)
          .because("the handler lists the device, but says that it does not know it")
          .remedy("Start again; if that does not help, look after the handler's storage.")
          .retryable(true)
          .build();
    }
    return Optional.empty();
  }

  private boolean isListed(OriginApplication application, DeviceRef device, Call call) {
    boolean[] listed = {false};
    new DeviceListing(this, application, OptionalLong.empty(), call)
        .run(entry -> listed[0] |= entry.id().equals(device.deviceId()), total -> {});
    return listed[0];
  }

  private static boolean isAbsence(RemoteException e) {
    return e.code().equals("NOT_FOUND") && e.says("handler:device:");
  }

  private V2Device get(
      RemoteCaller by, OriginApplication application, DeviceRef device, Call call) {
    return new V2Device(
        by.call(
                RemoteCall.reading(
                        handlers.of(application, call),
                        ApplicationManagerGrpc.getGetDeviceMethod(),
                        identifier(application, device),
                        application.accessKey(),
                        Stage.READ,
                        "read the device")
                    .about(device),
                call)
            .message());
  }

  /** What a change makes of a device as it is at this moment; empty to leave it. */
  interface Change {
    Optional<V2Device> of(V2Device now);
  }

  /**
   * Reads a device and writes what the change makes of it, in one breath: counters go on in
   * between, and the write sets them. A write whose answer was lost is made again on a fresh
   * reading.
   *
   * @return whether the device was there; it is never made by this
   */
  boolean change(
      OriginApplication application, DeviceRef device, String tried, Change change, Call call) {
    // The retries of a read that find() makes happen before the write, never in its breath.
    RemoteCaller read = caller.pacedBy(application.waiting()).once();
    return caller.asOne(
        () -> {
          V2Device now;
          try {
            now = get(read, application, device, call);
          } catch (RemoteException e) {
            if (!isAbsence(e)) {
              throw e;
            }
            Optional<V2Device> found = find(application, device, call);
            if (found.isEmpty()) {
              return false;
            }
            now = get(read, application, device, call);
          }
          Optional<V2Device> changed = change.of(now);
          changed.ifPresent(
              wanted -> set(application, device, tried, wanted, application.atOnce(), call));
          return true;
        },
        call);
  }

  /** Makes a device that is not there. */
  void create(
      OriginApplication application, DeviceRef device, String tried, V2Device wanted, Call call) {
    caller.asOne(
        () -> {
          set(application, device, tried, wanted, application.waiting(), call);
          return true;
        },
        call);
  }

  private void set(
      OriginApplication application,
      DeviceRef device,
      String tried,
      V2Device wanted,
      Pace pace,
      Call call) {
    changing(
        caller.pacedBy(pace).once(),
        application,
        device,
        tried,
        ApplicationManagerGrpc.getSetDeviceMethod(),
        wanted.message(),
        call);
  }

  /** Deletes a device. One that is gone already is as wanted. */
  void delete(OriginApplication application, DeviceRef device, String tried, Call call) {
    try {
      changing(
          caller.pacedBy(application.waiting()),
          application,
          device,
          tried,
          ApplicationManagerGrpc.getDeleteDeviceMethod(),
          identifier(application, device),
          call);
    } catch (RemoteException e) {
      if (!isAbsence(e) || find(application, device, call).isPresent()) {
        throw e;
      }
    }
  }

  private <Q> void changing(
      RemoteCaller by,
      OriginApplication application,
      DeviceRef device,
      String tried,
      MethodDescriptor<Q, Empty> method,
      Q request,
      Call call) {
    by.call(
        RemoteCall.idempotent(
                handlers.of(application, call),
                method,
                request,
                application.accessKey(),
                Stage.RETIRE,
                tried)
            .about(device),
        call);
  }

  private static DeviceIdentifier identifier(OriginApplication application, DeviceRef device) {
    return DeviceIdentifier.newBuilder()
        .setAppId(application.id())
        .setDevId(device.deviceId())
        .build();
  }
}
