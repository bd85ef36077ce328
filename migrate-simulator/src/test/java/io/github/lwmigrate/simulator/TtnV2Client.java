package io.github.lwmigrate.simulator;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.v2.discovery.Announcement;
import io.github.lwmigrate.proto.ttn.v2.discovery.DiscoveryGrpc;
import io.github.lwmigrate.proto.ttn.v2.discovery.GetByAppIDRequest;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.ApplicationIdentifier;
import io.github.lwmigrate.proto.ttn.v2.handler.ApplicationManagerGrpc;
import io.github.lwmigrate.proto.ttn.v2.handler.ApplicationManagerGrpc.ApplicationManagerBlockingStub;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.proto.ttn.v2.handler.DeviceIdentifier;
import io.github.lwmigrate.proto.ttn.v2.handler.DeviceList;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A plain client of V2, as others have one. */
final class TtnV2Client implements AutoCloseable {
  private final ManagedChannel discovery;
  private final ManagedChannel handler;
  private final Map<String, String> sent;
  private final AtomicReference<Metadata> headers = new AtomicReference<>();

  private TtnV2Client(ManagedChannel discovery, ManagedChannel handler, Map<String, String> sent) {
    this.discovery = discovery;
    this.handler = handler;
    this.sent = sent;
  }

  static TtnV2Client of(SimulatedTtnV2 network, ApiKey key) {
    return of(network, Map.of("key", key.token()));
  }

  static TtnV2Client of(SimulatedTtnV2 network, Map<String, String> sent) {
    return new TtnV2Client(
        Grpc.newChannelBuilder(
                network.discoveryAddress(),
                credentials(ByteString.copyFromUtf8(network.caPem().orElse(""))))
            .build(),
        Grpc.newChannelBuilder(
                network.handlerAddress(), credentials(network.announcement().getCertificate()))
            .maxInboundMessageSize(16 << 20)
            .build(),
        sent);
  }

  /** The same connections with other headers. */
  TtnV2Client with(String name, String value) {
    Map<String, String> more = new HashMap<>(sent);
    more.put(name, value);
    return new TtnV2Client(discovery, handler, more);
  }

  Announcement announcement(String applicationId) {
    return DiscoveryGrpc.newBlockingStub(channel(discovery))
        .getByAppID(GetByAppIDRequest.newBuilder().setAppId(applicationId).build());
  }

  Device get(String applicationId, String deviceId) {
    return stub().getDevice(id(applicationId, deviceId));
  }

  void set(Device device) {
    Empty unused = stub().setDevice(device);
  }

  void delete(String applicationId, String deviceId) {
    Empty unused = stub().deleteDevice(id(applicationId, deviceId));
  }

  DeviceList list(String applicationId) {
    return stub()
        .getDevicesForApplication(
            ApplicationIdentifier.newBuilder().setAppId(applicationId).build());
  }

  DeviceList list(String applicationId, int limit, int offset) {
    TtnV2Client paged =
        with("limit", Integer.toString(limit)).with("offset", Integer.toString(offset));
    DeviceList page = paged.list(applicationId);
    headers.set(paged.headers.get());
    return page;
  }

  Application application(String applicationId) {
    return stub()
        .getApplication(ApplicationIdentifier.newBuilder().setAppId(applicationId).build());
  }

  Channel discoveryChannel() {
    return channel(discovery);
  }

  /** Calls a method with bytes of any kind. */
  byte[] call(boolean ofDiscovery, String fullMethodName, byte[] request) {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.newBuilder(Bytes.INSTANCE, Bytes.INSTANCE)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(fullMethodName)
            .build();
    return ClientCalls.blockingUnaryCall(
        channel(ofDiscovery ? discovery : handler), method, CallOptions.DEFAULT, request);
  }

  /** A header of the last answer. */
  @Nullable String header(String name) {
    return headers.get() == null
        ? null
        : headers.get().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  private ApplicationManagerBlockingStub stub() {
    return ApplicationManagerGrpc.newBlockingStub(channel(handler));
  }

  private Channel channel(ManagedChannel transport) {
    Metadata metadata = new Metadata();
    sent.forEach(
        (name, value) ->
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
    headers.set(null);
    return ClientInterceptors.intercept(
        transport,
        MetadataUtils.newAttachHeadersInterceptor(metadata),
        MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()));
  }

  private static DeviceIdentifier id(String applicationId, String deviceId) {
    return DeviceIdentifier.newBuilder().setAppId(applicationId).setDevId(deviceId).build();
  }

  static ChannelCredentials credentials(ByteString pem) {
    if (pem.isEmpty()) {
      return InsecureChannelCredentials.create();
    }
    try {
      return TlsChannelCredentials.newBuilder().trustManager(pem.newInput()).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    discovery.shutdownNow();
    handler.shutdownNow();
  }

  /** Messages as they are on the wire. */
  private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
