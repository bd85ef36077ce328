package io.github.lwmigrate.grpc;

import io.github.lwmigrate.Stage;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.grpc.ForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A registry that answers one prepared step after the other, and then the device it was asked for.
 */
final class ScriptedServer implements AutoCloseable {

  /** What one call meets. */
  interface Step {
    void meet(GetEndDeviceRequest request, StreamObserver<EndDevice> answer);
  }

  static final String TOKEN = "NNSXS.ID.very-secret";

  private final Deque<Step> steps = new ArrayDeque<>();
  final List<Metadata> requests = new CopyOnWriteArrayList<>();
  volatile Metadata responseHeaders = new Metadata();
  private final Server server;

  ScriptedServer() {
    this(0, InsecureServerCredentials.create());
  }

  ScriptedServer(int port, ServerCredentials credentials) {
    try {
      server =
          Grpc.newServerBuilderForPort(port, credentials)
              .addService(ServerInterceptors.intercept(new Registry(), new Recorder()))
              .build()
              .start();
    } catch (IOException e) {
      throw new IllegalStateException("cannot listen", e);
    }
  }

  synchronized ScriptedServer then(Step... more) {
    steps.addAll(List.of(more));
    return this;
  }

  private synchronized @Nullable Step next() {
    return steps.poll();
  }

  int port() {
    return server.getPort();
  }

  ServerAddress address() {
    return ServerAddress.of("localhost:" + port());
  }

  static RemoteCall<GetEndDeviceRequest, EndDevice> get(RemoteServer server, String device) {
    GetEndDeviceRequest.Builder request = GetEndDeviceRequest.newBuilder();
    request
        .getEndDeviceIdsBuilder()
        .setDeviceId(device)
        .setApplicationIds(ApplicationIdentifiers.newBuilder().setApplicationId("app"));
    return RemoteCall.reading(
        server,
        EndDeviceRegistryGrpc.getGetMethod(),
        request.build(),
        () -> TOKEN,
        Stage.READ,
        "read the device");
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops listening, but lets calls under way end: clients are sent away in good order. */
  void leave() {
    server.shutdown();
  }

  private final class Registry extends EndDeviceRegistryGrpc.EndDeviceRegistryImplBase {
    @Override
    public void get(GetEndDeviceRequest request, StreamObserver<EndDevice> answer) {
      Step step = next();
      if (step == null) {
        answer.onNext(EndDevice.newBuilder().setIds(request.getEndDeviceIds()).build());
        answer.onCompleted();
      } else {
        step.meet(request, answer);
      }
    }
  }

  private final class Recorder implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      requests.add(headers);
      return next.startCall(
          new ForwardingServerCall.SimpleForwardingServerCall<Q, A>(call) {
            @Override
            public void sendHeaders(Metadata response) {
              response.merge(responseHeaders);
              super.sendHeaders(response);
            }
          },
          headers);
    }
  }
}
