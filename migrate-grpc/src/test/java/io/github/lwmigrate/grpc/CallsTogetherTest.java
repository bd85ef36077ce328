package io.github.lwmigrate.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lwmigrate.CancelledException;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials of other kinds, paces, advice, and calls that are repeated together. */
class CallsTogetherTest {

  private final ScriptedServer server = new ScriptedServer();
  private final VirtualCall call = new VirtualCall();
  private final RemoteCaller caller = new RemoteCaller(RetryPolicy.DEFAULT);
  private final Channels channels = Channels.of(TransportSecurity.plaintext(), builder -> {});
  private final RemoteServer remote = channels.server(server.address());

  @AfterEach
  void close() {
    channels.close();
    server.close();
  }

  @Test
  void credential_canTravelBareUnderAnotherName() {
    caller.call(ScriptedServer.get(remote.takingCredentialAs("key"), "dev-1"), call);

    assertThat(sent("key")).containsExactly(ScriptedServer.TOKEN);
    assertThat(sent("authorization")).isEmpty();
  }

  @Test
  void emptyCredential_isNotSent() {
    var get = ScriptedServer.get(remote, "dev-1");

    caller.call(
        RemoteCall.reading(remote, get.method(), get.request(), () -> "", get.stage(), "read"),
        call);

    assertThat(sent("authorization")).isEmpty();
  }

  @Test
  void metadata_isSentWithEveryCallOfThatServerAlone() {
    RemoteServer page = remote.sending("limit", "10").sending("offset", "20");

    caller.call(ScriptedServer.get(page, "dev-1"), call);
    caller.call(ScriptedServer.get(remote, "dev-1"), call);

    assertThat(sent("limit")).containsExactly("10");
    assertThat(sent("offset")).containsExactly("20");
    assertThat(page).isEqualTo(remote);
  }

  @Test
  void pace_isKeptByEveryAttempt() {
    server.then(fail(Status.UNAVAILABLE));
    List<Integer> turns = new ArrayList<>();

    caller.pacedBy(c -> turns.add(turns.size())).call(ScriptedServer.get(remote, "dev-1"), call);

    assertThat(turns).hasSize(2);
    assertThat(call.remoteCalls).isEqualTo(2);
  }

  @Test
  void cancellingPace_startsNoAttempt() {
    RemoteCaller paced = caller.pacedBy(c -> c.pause(Duration.ofSeconds(1)));
    call.cancelledByPause = true;

    assertThatThrownBy(() -> paced.call(ScriptedServer.get(remote, "dev-1"), call))
        .isInstanceOf(CancelledException.class);
    assertThat(server.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ResourceExhausted", "DeadlineExceeded", "Unavailable"})
  void passingErrorOfAServerBehind_isRepeated(String code) {
    server.then(
        fail(Status.INTERNAL.withDescription("Broker said: Internal error: [" + code + "] later")));

    caller.call(ScriptedServer.get(remote, "dev-1"), call);

    assertThat(call.remoteCalls).isEqualTo(2);
    assertThat(call.pauses).hasSize(1);
  }

  @Test
  void otherInternalError_isNotRepeated() {
    server.then(fail(Status.INTERNAL.withDescription("something broke [NotFound]")));

    assertThatThrownBy(() -> caller.call(ScriptedServer.get(remote, "dev-1"), call))
        .isInstanceOf(RemoteException.class);
    assertThat(call.remoteCalls).isEqualTo(1);
  }

  @Test
  void advice_isThatOfTheKindOfServer_andTheTextOfTheServerStaysHidden() {
    server.then(fail(Status.UNKNOWN.withDescription("phrase with a secret")));
    RemoteCaller advised =
        caller.advisedBy(
            (code, says, usual) -> code + (says.test("phrase") ? " heard" : " not heard"));

    RemoteException e =
        catchThrowableOfType(
            RemoteException.class, () -> advised.call(ScriptedServer.get(remote, "dev-1"), call));

    assertThat(e.remedy()).isEqualTo("UNKNOWN heard");
    assertThat(e).hasMessageNotContaining("secret");
    assertThat(e.says("phrase")).isTrue();
    assertThat(e.says("other")).isFalse();
  }

  @Test
  void once_makesOneAttempt_alsoWhenRefused() {
    server.then(fail(Status.RESOURCE_EXHAUSTED.withDescription("Rate limit reached")));

    assertThatThrownBy(() -> caller.once().call(ScriptedServer.get(remote, "dev-1"), call))
        .isInstanceOfSatisfying(RemoteException.class, e -> assertThat(e.retryable()).isTrue());
    assertThat(call.remoteCalls).isEqualTo(1);
  }

  @Test
  void callsThatBelongTogether_areRepeatedTogether() {
    RemoteCaller once = caller.once();
    server.then(
        fail(Status.UNAVAILABLE),
        (request, answer) -> {
          answer.onNext(device());
          answer.onCompleted();
        },
        fail(Status.DEADLINE_EXCEEDED));
    List<String> asked = new ArrayList<>();

    String result =
        caller.asOne(
            () -> {
              asked.add("first");
              once.call(ScriptedServer.get(remote, "dev-1"), call);
              asked.add("second");
              once.call(ScriptedServer.get(remote, "dev-1"), call);
              return "done";
            },
            call);

    assertThat(result).isEqualTo("done");
    assertThat(asked).containsExactly("first", "first", "second", "first", "second");
    assertThat(call.pauses).hasSize(2);
  }

  @Test
  void callsThatBelongTogether_endWithALastingError() {
    server.then(fail(Status.PERMISSION_DENIED));

    assertThatThrownBy(
            () ->
                caller.asOne(
                    () -> caller.once().call(ScriptedServer.get(remote, "dev-1"), call), call))
        .isInstanceOf(RemoteException.class);
    assertThat(call.remoteCalls).isEqualTo(1);
  }

  private List<String> sent(String name) {
    List<String> values = new ArrayList<>();
    for (Metadata headers : server.requests) {
      String value = headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice device() {
    return io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.getDefaultInstance();
  }

  private static ScriptedServer.Step fail(Status status) {
    return (request, answer) -> answer.onError(status.asRuntimeException());
  }
}
