package io.github.lwmigrate.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ErrorDetails;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteCallerTest {

  private static final RetryPolicy RETRY =
      new RetryPolicy(
          4,
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5));

  private final ScriptedServer server = new ScriptedServer();
  private final VirtualCall call = new VirtualCall();
  private final RemoteCaller caller = new RemoteCaller(RETRY);
  private Channels channels = Channels.of(TransportSecurity.plaintext(), builder -> {});
  private RemoteServer remote = channels.server(server.address());

  @BeforeEach
  void connect() {
    remote = channels.server(server.address());
  }

  @AfterEach
  void close() {
    channels.close();
    server.close();
  }

  @Test
  void call_carriesTokenAndUserAgent() {
    EndDevice device = caller.call(ScriptedServer.get(remote, "dev-1"), call).message();

    assertThat(device.getIds().getDeviceId()).isEqualTo("dev-1");
    Metadata headers = server.requests.get(0);
    assertThat(headers.get(key("authorization"))).isEqualTo("Bearer " + ScriptedServer.TOKEN);
    assertThat(headers.get(key("user-agent"))).startsWith("lw-migrate");
    assertThat(call.remoteCalls).isEqualTo(1);
  }

  @Test
  void passingFaults_areRepeatedWithGrowingJitteredPauses() {
    server.then(fail(Status.UNAVAILABLE), fail(Status.ABORTED), fail(Status.DEADLINE_EXCEEDED));

    caller.call(ScriptedServer.get(remote, "dev-1"), call);

    assertThat(call.remoteCalls).isEqualTo(4);
    assertThat(call.pauses).hasSize(3);
    assertThat(call.pauses.get(0)).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    assertThat(call.pauses.get(1)).isBetween(Duration.ZERO, Duration.ofSeconds(2));
    assertThat(call.pauses.get(2)).isBetween(Duration.ZERO, Duration.ofSeconds(3));
  }

  @Test
  void passingFaults_endWithTheAttempts() {
    server.then(
        fail(Status.UNAVAILABLE),
        fail(Status.UNAVAILABLE),
        fail(Status.UNAVAILABLE),
        fail(Status.UNAVAILABLE));

    RemoteException e = failure("dev-1");

    assertThat(call.remoteCalls).isEqualTo(4);
    assertThat(e.retryable()).isTrue();
    assertThat(e.code()).isEqualTo("UNAVAILABLE");
    assertThat(e).hasMessageContaining("attempt 4").hasMessageContaining("Check the address");
  }

  @Test
  void lastingErrors_areNotRepeated() {
    server.then(fail(Status.NOT_FOUND));

    RemoteException e = failure("dev-1");

    assertThat(call.remoteCalls).isEqualTo(1);
    assertThat(e.retryable()).isFalse();
    assertThat(e.error()).isEmpty();
  }

  @Test
  void rateLimit_waitsForTheLongerOfWhatTheServerSays() {
    server.then(refuse("x-rate-limit-retry", "7", "x-rate-limit-reset", "59"));

    caller.call(ScriptedServer.get(remote, "dev-1"), call);

    assertThat(call.pauses).hasSize(1);
    assertThat(call.pauses.get(0)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(65));
  }

  @Test
  void rateLimit_waitIsBounded_andDoesNotCountAsAnAttempt() {
    server.then(
        refuse("x-rate-limit-reset", "100000"),
        fail(Status.UNAVAILABLE),
        fail(Status.UNAVAILABLE),
        fail(Status.UNAVAILABLE));

    caller.call(ScriptedServer.get(remote, "dev-1"), call);

    assertThat(call.remoteCalls).isEqualTo(5);
    assertThat(call.pauses.get(0)).isBetween(Duration.ofMinutes(2), Duration.ofSeconds(132));
  }

  @Test
  void rateLimit_endsWithTheBudget() {
    for (int i = 0; i < 10; i++) {
      server.then(refuse("x-rate-limit-reset", "60"));
    }

    RemoteException e = failure("dev-1");

    assertThat(call.remoteCalls).isBetween(4, 6);
    assertThat(e.retryable()).isTrue();
    assertThat(e.code()).isEqualTo("RESOURCE_EXHAUSTED");
  }

  @Test
  void tooLargeAnAnswer_isNoRateLimit() {
    server.then(
        (request, answer) -> {
          answer.onNext(EndDevice.newBuilder().setName("n".repeat(17 * 1024 * 1024)).build());
          answer.onCompleted();
        });

    RemoteException e = failure("dev-1");

    assertThat(e.tooLarge()).isTrue();
    assertThat(e.retryable()).isFalse();
    assertThat(call.remoteCalls).isEqualTo(1);
    assertThat(call.pauses).isEmpty();
    assertThat(e).hasMessageContaining("16 MiB");
  }

  @Test
  void largeAnswers_areTaken() {
    server.then(
        (request, answer) -> {
          answer.onNext(EndDevice.newBuilder().setName("n".repeat(15 * 1024 * 1024)).build());
          answer.onCompleted();
        });

    assertThat(caller.call(ScriptedServer.get(remote, "dev-1"), call).message().getName())
        .hasSize(15 * 1024 * 1024);
  }

  @Test
  void silence_endsWithTheTimeoutOfEachAttempt() {
    call.timeout = Duration.ofMillis(200);
    ScriptedServer.Step silence = (request, answer) -> {};
    server.then(silence, silence, silence, silence);

    RemoteException e = failure("dev-1");

    assertThat(e.code()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(call.remoteCalls).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"DEADLINE_EXCEEDED, 1", "UNAVAILABLE, 1", "ABORTED, 2", "RESOURCE_EXHAUSTED, 2"})
  void callThatMustNotBeMadeTwice_isRepeatedOnlyWhenItWasCertainlyNotDone(
      Status.Code code, int calls) {
    server.then(fail(code.toStatus()));
    RemoteCall<GetEndDeviceRequest, EndDevice> reading = ScriptedServer.get(remote, "dev-1");
    RemoteCall<GetEndDeviceRequest, EndDevice> once =
        new RemoteCall<>(
            reading.server(),
            reading.method(),
            reading.request(),
            reading.token(),
            reading.stage(),
            reading.tried(),
            reading.device(),
            false);

    Result<EndDevice> result = caller.together(List.of(once), call).get(0);

    assertThat(call.remoteCalls).isEqualTo(calls);
    assertThat(result.failure().map(RemoteException::retryable).orElse(true)).isTrue();
  }

  @Test
  void cancellation_endsTheWaiting() {
    call.cancelledByPause = true;
    server.then(fail(Status.UNAVAILABLE));

    assertThatThrownBy(() -> caller.call(ScriptedServer.get(remote, "dev-1"), call))
        .isInstanceOf(CancelledException.class);
    assertThat(call.remoteCalls).isEqualTo(1);
  }

  @Test
  void callsTogether_repeatOnlyWhatFailed() {
    server.then(fail(Status.UNAVAILABLE));
    List<RemoteCall<GetEndDeviceRequest, EndDevice>> calls = new ArrayList<>();
    for (String id : List.of("dev-1", "dev-2", "dev-3")) {
      calls.add(ScriptedServer.get(remote, id));
    }

    List<Result<EndDevice>> results = caller.together(calls, call);

    assertThat(results)
        .extracting(result -> result.orThrow().message().getIds().getDeviceId())
        .containsExactly("dev-1", "dev-2", "dev-3");
    assertThat(call.remoteCalls).isEqualTo(4);
  }

  @Test
  void callsTogether_keepTheFailureOfOneApart() {
    server.then(fail(Status.NOT_FOUND));

    List<Result<EndDevice>> results =
        caller.together(List.of(ScriptedServer.get(remote, "dev-1")), call);

    assertThat(results.get(0).failure()).isPresent();
    assertThatThrownBy(() -> results.get(0).orThrow()).isInstanceOf(RemoteException.class);
  }

  @Test
  void errorDetails_areReadAndTheMessageNamesThem() {
    server.then(
        fail(
            Status.NOT_FOUND.withDescription("error:pkg/x:y (0123456789ABCDEF0123456789ABCDEF)"),
            ErrorDetails.newBuilder()
                .setNamespace("pkg/crypto/cryptoutil")
                .setName("key_not_found")
                .setCorrelationId("abc123")
                .setAttributes(
                    Struct.newBuilder()
                        .putFields("id", text("0123456789ABCDEF0123456789ABCDEF"))
                        .putFields(
                            "paths",
                            Value.newBuilder()
                                .setListValue(
                                    ListValue.newBuilder()
                                        .addValues(text("a"))
                                        .addValues(text("b")))
                                .build()))
                .setCause(ErrorDetails.newBuilder().setNamespace("pkg/redis").setName("not_found"))
                .build()));

    RemoteException e =
        catchThrowableOfType(
            RemoteException.class,
            () ->
                caller.call(
                    ScriptedServer.get(remote, "dev-1").about(new DeviceRef("app", "dev-1")),
                    call));

    assertThat(e.is("pkg/crypto/cryptoutil", "key_not_found")).isTrue();
    RemoteError error = e.error().orElseThrow();
    assertThat(error.correlationId()).isEqualTo("abc123");
    assertThat(error.texts("paths")).containsExactly("a", "b");
    assertThat(error.attributes()).containsEntry("id", "0123456789ABCDEF0123456789ABCDEF");
    assertThat(error.cause().orElseThrow()).hasToString("pkg/redis:not_found");
    assertThat(e.device()).contains(new DeviceRef("app", "dev-1"));
    assertThat(e)
        .hasMessage(
            "Could not read the device (device app/dev-1): the server at "
                + server.address()
                + " answered NOT_FOUND, pkg/crypto/cryptoutil:key_not_found because of"
                + " pkg/redis:not_found, correlation id abc123.");
  }

  @Test
  void brokenErrorDetails_areLeftOut() {
    Metadata trailers = new Metadata();
    trailers.put(
        Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
        new byte[] {0x1A, 0x7F, 1});
    server.then((request, answer) -> answer.onError(Status.INTERNAL.asRuntimeException(trailers)));

    assertThat(failure("dev-1").error()).isEmpty();
  }

  @Test
  void noText_holdsTheToken() {
    server.then(fail(Status.UNAVAILABLE.withDescription("refused " + ScriptedServer.TOKEN)));
    RemoteCaller once =
        new RemoteCaller(
            new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    RemoteCall<GetEndDeviceRequest, EndDevice> get = ScriptedServer.get(remote, "dev-1");

    RemoteException e = catchThrowableOfType(RemoteException.class, () -> once.call(get, call));

    assertThat(e.toString()).doesNotContain("very-secret");
    assertThat(get.toString()).doesNotContain("very-secret");
  }

  @Test
  void responseMetadata_isGivenOutWithWarnings() {
    Metadata headers = new Metadata();
    headers.put(key("warning"), "storage is deprecated");
    headers.put(key("x-total-count"), "42");
    server.responseHeaders = headers;

    Answer<EndDevice> answer = caller.call(ScriptedServer.get(remote, "dev-1"), call);

    assertThat(answer.warnings()).containsExactly("storage is deprecated");
    assertThat(answer.metadata("x-total-count")).containsExactly("42");
    assertThat(answer.metadata("x-rate-limit-reset")).isEmpty();
  }

  @Test
  void rateLimit_isAlsoReadFromTheBeginningOfTheResponse() {
    Metadata headers = new Metadata();
    headers.put(key("x-rate-limit-retry"), "30");
    headers.put(key("x-rate-limit-reset"), "not a number");
    server.responseHeaders = headers;
    server.then(
        (request, answer) -> {
          answer.onNext(EndDevice.getDefaultInstance());
          answer.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
        });

    caller.call(ScriptedServer.get(remote, "dev-1"), call);

    assertThat(call.pauses.get(0)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(33));
  }

  @Test
  void serverThatSendsClientsAway_isReachedAgainWhenItIsBack() {
    caller.call(ScriptedServer.get(remote, "dev-1"), call);
    int port = server.port();
    server.leave();
    try (ScriptedServer next = new ScriptedServer(port, InsecureServerCredentials.create())) {
      for (int i = 0; i < 20; i++) {
        caller.call(ScriptedServer.get(remote, "dev-" + i), call);
      }
      assertThat(next.requests).isNotEmpty();
      assertThat(server.requests.size() + next.requests.size()).isEqualTo(21);
    }
  }

  @Test
  void absentServer_isNamedWithTheReason() {
    int port = server.port();
    server.close();

    RemoteException e = failure("dev-1");

    assertThat(e).hasMessageContaining("localhost:" + port).hasMessageContaining("refused");
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void webServer_isNotTakenForTheThingsStack() throws IOException {
    try (ServerSocket web = new ServerSocket(0)) {
      Thread answering = new Thread(() -> answerAsAWebServer(web), "web-server");
      answering.setDaemon(true);
      answering.start();
      ServerAddress address = ServerAddress.of("localhost:" + web.getLocalPort());

      RemoteException e =
          catchThrowableOfType(
              RemoteException.class,
              () -> caller.call(ScriptedServer.get(channels.server(address), "dev-1"), call));

      assertThat(e).hasMessageContaining("Check the address");
    }
  }

  private static void answerAsAWebServer(ServerSocket web) {
    while (!web.isClosed()) {
      try (Socket client = web.accept()) {
        byte[] answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8);
        client.getOutputStream().write(answer);
        client.shutdownOutput();
        client.getInputStream().readAllBytes();
      } catch (IOException ignored) {
        // The client hangs up, or the test is over.
      }
    }
  }

  @Test
  void methodThatTheServerDoesNotHave_makesTheAddressSuspect() {
    server.then(fail(Status.UNIMPLEMENTED));

    assertThat(failure("dev-1")).hasMessageContaining("Check the address");
  }

  @Test
  void oneAddress_hasOneChannel() {
    List<String> built = new ArrayList<>();
    channels.close();
    channels = Channels.of(TransportSecurity.plaintext(), builder -> built.add("channel"));
    RemoteServer first = channels.server(server.address());
    RemoteServer second = channels.server(ServerAddress.of("LOCALHOST:" + server.port()));

    caller.call(ScriptedServer.get(first, "dev-1"), call);
    caller.call(ScriptedServer.get(second, "dev-2"), call);

    assertThat(built).hasSize(1);
  }

  private RemoteException failure(String device) {
    return catchThrowableOfType(
        RemoteException.class, () -> caller.call(ScriptedServer.get(remote, device), call));
  }

  private static ScriptedServer.Step fail(Status status) {
    return (request, answer) -> answer.onError(status.asRuntimeException());
  }

  private static ScriptedServer.Step fail(Status status, ErrorDetails details) {
    // google.rpc.Status: int32 code = 1; string message = 2; repeated Any details = 3.
    byte[] bytes =
        UnknownFieldSet.newBuilder()
            .mergeVarintField(1, status.getCode().value())
            .mergeLengthDelimitedField(2, ByteString.copyFromUtf8("text"))
            .mergeLengthDelimitedField(3, Any.pack(details).toByteString())
            .build()
            .toByteArray();
    Metadata trailers = new Metadata();
    trailers.put(
        Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER), bytes);
    return (request, answer) -> answer.onError(status.asRuntimeException(trailers));
  }

  private static ScriptedServer.Step refuse(String... metadata) {
    Metadata trailers = new Metadata();
    for (int i = 0; i < metadata.length; i += 2) {
      trailers.put(key(metadata[i]), metadata[i + 1]);
    }
    return (request, answer) ->
        answer.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException(trailers));
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
