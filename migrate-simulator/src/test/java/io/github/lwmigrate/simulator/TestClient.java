package io.github.lwmigrate.simulator;

import com.google.protobuf.FieldMask;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevices;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ErrorDetails;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetEndDeviceRequest;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A plain client of the API, as others have one. */
final class TestClient implements AutoCloseable {
  private final ManagedChannel transport;
  private final Channel channel;
  private final AtomicReference<Metadata> headers = new AtomicReference<>();
  private final AtomicReference<Metadata> trailers = new AtomicReference<>();

  private TestClient(ManagedChannel transport, @Nullable String authorization) {
    this.transport = transport;
    Metadata sent = new Metadata();
    if (authorization != null) {
      sent.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    }
    this.channel =
        ClientInterceptors.intercept(
            transport,
            MetadataUtils.newAttachHeadersInterceptor(sent),
            MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
  }

  static TestClient of(SimulatedThingsStack stack, ApiKey key) {
    return of(stack, "Bearer " + key.token());
  }

  static TestClient of(SimulatedThingsStack stack, @Nullable String authorization) {
    return new TestClient(
        Grpc.newChannelBuilder(stack.address(), credentials(stack)).build(), authorization);
  }

  Channel channel() {
    return channel;
  }

  EndDevices list(String applicationId, int limit, int page, String... mask) {
    return EndDeviceRegistryGrpc.newBlockingStub(channel)
        .list(
            ListEndDevicesRequest.newBuilder()
                .setApplicationIds(
                    ApplicationIdentifiers.newBuilder().setApplicationId(applicationId))
                .setLimit(limit)
                .setPage(page)
                .setFieldMask(mask(mask))
                .build());
  }

  EndDevice get(StackServer server, String applicationId, String deviceId, String... mask) {
    GetEndDeviceRequest request =
        GetEndDeviceRequest.newBuilder()
            .setEndDeviceIds(ids(applicationId, deviceId))
            .setFieldMask(mask(mask))
            .build();
    return switch (server) {
      case IDENTITY_SERVER -> EndDeviceRegistryGrpc.newBlockingStub(channel).get(request);
      case JOIN_SERVER -> JsEndDeviceRegistryGrpc.newBlockingStub(channel).get(request);
      case APPLICATION_SERVER -> AsEndDeviceRegistryGrpc.newBlockingStub(channel).get(request);
      case NETWORK_SERVER -> NsEndDeviceRegistryGrpc.newBlockingStub(channel).get(request);
    };
  }

  EndDevice set(StackServer server, EndDevice device, String... mask) {
    SetEndDeviceRequest request =
        SetEndDeviceRequest.newBuilder().setEndDevice(device).setFieldMask(mask(mask)).build();
    return switch (server) {
      case JOIN_SERVER -> JsEndDeviceRegistryGrpc.newBlockingStub(channel).set(request);
      case APPLICATION_SERVER -> AsEndDeviceRegistryGrpc.newBlockingStub(channel).set(request);
      case NETWORK_SERVER -> NsEndDeviceRegistryGrpc.newBlockingStub(channel).set(request);
      case IDENTITY_SERVER -> throw new IllegalArgumentException("The Identity Server has no Set");
    };
  }

  /** A header of the last answer. */
  @Nullable String header(String name) {
    return headers.get() == null
        ? null
        : headers.get().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  /** Namespace and name of a refusal, or its status code. */
  static String errorName(StatusRuntimeException refusal) {
    ErrorDetails details = details(refusal);
    return details == null
        ? refusal.getStatus().getCode().name()
        : details.getNamespace() + ":" + details.getName();
  }

  static @Nullable ErrorDetails details(StatusRuntimeException refusal) {
    com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
    if (status == null || status.getDetailsCount() == 0) {
      return null;
    }
    try {
      return status.getDetails(0).unpack(ErrorDetails.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String attribute(StatusRuntimeException refusal, String name) {
    ErrorDetails details = details(refusal);
    return details == null ? "" : details.getAttributes().getFieldsOrThrow(name).getStringValue();
  }

  static EndDeviceIdentifiers ids(String applicationId, String deviceId) {
    EndDeviceIdentifiers.Builder ids = EndDeviceIdentifiers.newBuilder().setDeviceId(deviceId);
    ids.getApplicationIdsBuilder().setApplicationId(applicationId);
    return ids.build();
  }

  private static FieldMask mask(String... paths) {
    return FieldMask.newBuilder().addAllPaths(List.of(paths)).build();
  }

  private static ChannelCredentials credentials(SimulatedThingsStack stack) {
    if (stack.caPem().isEmpty()) {
      return InsecureChannelCredentials.create();
    }
    try {
      return TlsChannelCredentials.newBuilder()
          .trustManager(
              new ByteArrayInputStream(stack.caPem().get().getBytes(StandardCharsets.US_ASCII)))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    transport.shutdownNow();
  }
}
