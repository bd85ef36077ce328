package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.ApplicationIdentifier;
import io.github.lwmigrate.proto.ttn.v2.handler.ApplicationManagerGrpc.ApplicationManagerImplBase;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.proto.ttn.v2.handler.DeviceIdentifier;
import io.github.lwmigrate.proto.ttn.v2.handler.DeviceList;
import io.github.lwmigrate.simulator.TtnV2Version;
import io.github.lwmigrate.simulator.internal.Answers;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;

/** The service of the handler for applications and their devices. */
final class ApplicationManager extends ApplicationManagerImplBase {
  static final String DEVICES = "devices";
  static final String SETTINGS = "settings";
  static final String DELETE = "delete";

  private static final String APPLICATION_COMPLAINT = "Application Identifier not valid";
  private static final String DEVICE_COMPLAINT = "Invalid Device Identifier";
  private static final ByteString CUSTOM = ByteString.copyFromUtf8("custom");

  private final HandlerStore store;
  private final DeviceManager devices;
  private final Admission admission;
  private final TtnV2Version version;

  ApplicationManager(
      HandlerStore store, DeviceManager devices, Admission admission, TtnV2Version version) {
    this.store = store;
    this.devices = devices;
    this.admission = admission;
    this.version = version;
  }

  @Override
  public void getDevice(DeviceIdentifier request, StreamObserver<Device> observer) {
    Identifiers.requireDevice(request.getAppId(), request.getDevId(), DEVICE_COMPLAINT);
    Grant caller = requireDevicesOf(request.getAppId());
    Answers.send(observer, devices.get(caller, request.getDevId()));
  }

  @Override
  public void setDevice(Device request, StreamObserver<Empty> observer) {
    Identifiers.requireDevice(request.getAppId(), request.getDevId(), "Invalid Device");
    if (!request.hasLorawanDevice()) {
      throw new Failure(
          Code.INVALID_ARGUMENT, "Invalid Device: Device not valid: can not be empty");
    }
    Identifiers.requireDevice(
        request.getLorawanDevice().getAppId(),
        request.getLorawanDevice().getDevId(),
        "Invalid Device: Invalid Device: Invalid LoRaWANDevice");
    Grant caller = requireDevicesOf(request.getAppId());
    devices.set(caller, request);
    Answers.done(observer);
  }

  @Override
  public void deleteDevice(DeviceIdentifier request, StreamObserver<Empty> observer) {
    Identifiers.requireDevice(request.getAppId(), request.getDevId(), DEVICE_COMPLAINT);
    Grant caller = requireDevicesOf(request.getAppId());
    devices.delete(caller, request.getDevId());
    Answers.done(observer);
  }

  @Override
  public void getDevicesForApplication(
      ApplicationIdentifier request, StreamObserver<DeviceList> observer) {
    Identifiers.requireApplication(request.getAppId(), "Invalid Application Identifier");
    Grant caller = requireDevicesOf(request.getAppId());
    HandlerCall call = HandlerCall.current();
    HandlerStore.Listing listing = devices.list(caller, Page.of(call));
    if (version.isAtLeast(TtnV2Version.V2_3_0)) {
      call.header("total", Integer.toString(listing.total()));
      call.header("selected", Integer.toString(listing.selected()));
    }
    Answers.send(observer, DeviceList.newBuilder().addAllDevices(listing.devices()).build());
  }

  @Override
  public void registerApplication(ApplicationIdentifier request, StreamObserver<Empty> observer) {
    Identifiers.requireApplication(request.getAppId(), APPLICATION_COMPLAINT);
    admission.require(SETTINGS, request.getAppId());
    if (!store.putApplicationIfAbsent(request.getAppId())) {
      throw new Failure(Code.ALREADY_EXISTS, "Application already exists");
    }
    Answers.done(observer);
  }

  @Override
  public void getApplication(ApplicationIdentifier request, StreamObserver<Application> observer) {
    Identifiers.requireApplication(request.getAppId(), APPLICATION_COMPLAINT);
    Grant caller = admission.require(SETTINGS, request.getAppId());
    Application application = existing(request.getAppId());
    if (!caller.allows(DEVICES, request.getAppId())
        && !application.getRegisterOnJoinAccessKey().isEmpty()) {
      application =
          application.toBuilder()
              .setRegisterOnJoinAccessKey(masked(application.getRegisterOnJoinAccessKey()))
              .build();
    }
    Answers.send(observer, known(application));
  }

  @Override
  public void setApplication(Application request, StreamObserver<Empty> observer) {
    Identifiers.requireApplication(request.getAppId(), "Application not valid");
    admission.require(SETTINGS, request.getAppId());
    existing(request.getAppId());
    boolean hasFunctions =
        !(request.getDecoder().isEmpty()
            && request.getConverter().isEmpty()
            && request.getValidator().isEmpty()
            && request.getEncoder().isEmpty());
    boolean custom = hasFunctions && request.getPayloadFormat().isEmpty();
    store.putApplication(custom ? request.toBuilder().setPayloadFormat(CUSTOM).build() : request);
    Answers.done(observer);
  }

  @Override
  public void deleteApplication(ApplicationIdentifier request, StreamObserver<Empty> observer) {
    Identifiers.requireApplication(request.getAppId(), APPLICATION_COMPLAINT);
    Grant caller = admission.require(DELETE, request.getAppId());
    existing(request.getAppId());
    devices.deleteAll(caller);
    Answers.done(observer);
  }

  private Grant requireDevicesOf(String applicationId) {
    Grant caller = admission.require(DEVICES, applicationId);
    if (store.application(applicationId).isEmpty()) {
      throw missing(applicationId).passedOn("Application not registered to this Handler");
    }
    return caller;
  }

  private Application existing(String applicationId) {
    return store.application(applicationId).orElseThrow(() -> missing(applicationId));
  }

  private static Failure missing(String applicationId) {
    return Failure.notFound("handler:application:" + applicationId);
  }

  private Application known(Application application) {
    return version.isAtLeast(TtnV2Version.V2_6_1)
        ? application
        : application.toBuilder().clearPayloadFormat().build();
  }

  /** Takes the part after the dot for the one that may be shown, as the real handler does. */
  private static ByteString masked(ByteString key) {
    String[] parts = key.toStringUtf8().split("\\.", -1);
    return ByteString.copyFromUtf8((parts.length == 2 ? parts[1] : "") + ".<...>");
  }
}
