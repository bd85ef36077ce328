package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String APP = "app";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final SimulatedThingsStack stack =
      SimulatedThingsStack.builder().application(APP).start();
  private final TestClient client = TestClient.of(stack, stack.apiKey(APP));

  @BeforeEach
  void register() {
    stack.put(TestDevices.joined(APP, "dev-1"));
    stack.put(TestDevices.joined(APP, "dev-2"));
  }

  @AfterEach
  void stop() {
    client.close();
    stack.close();
  }

  @Test
  void a_fault_meets_only_the_calls_it_names() {
    stack.faults().on("NsEndDeviceRegistry/Get").device("dev-1").fromCall(2).times(2).unavailable();

    assertThat(get(StackServer.NETWORK_SERVER, "dev-1")).isEqualTo("OK");
    assertThat(get(StackServer.NETWORK_SERVER, "dev-2")).isEqualTo("OK");
    assertThat(get(StackServer.NETWORK_SERVER, "dev-1")).isEqualTo("UNAVAILABLE");
    assertThat(get(StackServer.JOIN_SERVER, "dev-1")).isEqualTo("OK");
    assertThat(get(StackServer.NETWORK_SERVER, "dev-1")).isEqualTo("UNAVAILABLE");
    assertThat(get(StackServer.NETWORK_SERVER, "dev-1")).isEqualTo("OK");
  }

  @Test
  void a_fault_of_every_method_meets_all_until_it_is_cleared() {
    stack.faults().onEveryMethod().application(APP).always().unavailable();

    assertThat(get(StackServer.NETWORK_SERVER, "dev-1")).isEqualTo("UNAVAILABLE");
    assertThat(get(StackServer.IDENTITY_SERVER, "dev-2")).isEqualTo("UNAVAILABLE");
    stack.faults().clear();
    assertThat(get(StackServer.IDENTITY_SERVER, "dev-2")).isEqualTo("OK");
  }

  @Test
  void an_unknown_method_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> stack.faults().on("NsEndDeviceRegistry/Put"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NsEndDeviceRegistry/Put")
        .hasMessageContaining("NsEndDeviceRegistry/Set");
  }

  @Test
  void a_rate_limited_call_says_in_headers_when_to_come_back() {
    stack.faults().on("JsEndDeviceRegistry/Get").rateLimited(Duration.ofSeconds(59));

    assertThat(get(StackServer.JOIN_SERVER, "dev-1"))
        .isEqualTo("pkg/ratelimit:rate_limit_exceeded");
    assertThat(client.header("x-rate-limit-limit")).isEqualTo("1");
    assertThat(client.header("x-rate-limit-available")).isEqualTo("0");
    assertThat(client.header("x-rate-limit-reset")).isEqualTo("59");
    assertThat(client.header("x-rate-limit-retry")).isEqualTo("59");
  }

  @Test
  void permission_is_denied_for_want_of_rights() {
    stack
        .faults()
        .on("JsEndDeviceRegistry/Get")
        .permissionDenied(Right.RIGHT_APPLICATION_DEVICES_READ_KEYS);
    stack.faults().on("NsEndDeviceRegistry/Get").permissionDenied();

    assertThat(get(StackServer.JOIN_SERVER, "dev-1"))
        .isEqualTo("pkg/auth/rights:insufficient_application_rights");
    assertThat(get(StackServer.NETWORK_SERVER, "dev-1"))
        .isEqualTo("pkg/auth/rights:no_application_rights");
  }

  @Test
  void a_refusal_of_choice_has_its_code_and_name() {
    stack.faults().on("NsEndDeviceRegistry/Get").refused("ABORTED", "pkg/redis", "busy", "busy");

    StatusRuntimeException refusal =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> client.get(StackServer.NETWORK_SERVER, APP, "dev-1"));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
    assertThat(TestClient.errorName(refusal)).isEqualTo("pkg/redis:busy");
  }

  @Test
  void a_missing_key_encryption_key_hides_keys_in_the_way_of_each_server() {
    stack.faults().onEveryMethod().always().keyEncryptionKeyMissing();

    assertThat(get(StackServer.JOIN_SERVER, "dev-1", "root_keys.app_key.key"))
        .isEqualTo("pkg/crypto/cryptoutil:key_not_found");
    assertThat(get(StackServer.JOIN_SERVER, "dev-1", "root_keys.root_key_id")).isEqualTo("OK");
    assertThat(get(StackServer.NETWORK_SERVER, "dev-1", "session.keys.f_nwk_s_int_key.key"))
        .isEqualTo("pkg/crypto/cryptoutil:key_not_found");
    EndDevice answer =
        client.get(
            StackServer.APPLICATION_SERVER,
            APP,
            "dev-1",
            "session.dev_addr",
            "session.keys.app_s_key.key");
    assertThat(answer.getSession().getKeys().hasAppSKey()).isTrue();
    assertThat(answer.getSession().getKeys().getAppSKey().getKey()).isEmpty();
    assertThat(client.header("warning"))
        .contains("current session")
        .contains("pkg/crypto/cryptoutil:key_not_found");
  }

  @Test
  void a_lost_answer_has_had_its_effect() {
    stack.faults().on("NsEndDeviceRegistry/Delete").answerLost();

    assertThatThrownBy(
            () ->
                NsEndDeviceRegistryGrpc.newBlockingStub(client.channel())
                    .delete(TestClient.ids(APP, "dev-1")))
        .hasMessageContaining("UNAVAILABLE");

    assertThat(stack.registered(StackServer.NETWORK_SERVER, APP, "dev-1")).isEmpty();
    assertThat(stack.operations())
        .last()
        .matches(operation -> operation.isOk() && operation.lost());
  }

  @Test
  void a_held_call_waits_until_it_is_released() throws Exception {
    Hold hold = stack.faults().on("NsEndDeviceRegistry/Get").held();

    CompletableFuture<EndDevice> answer =
        CompletableFuture.supplyAsync(
            () -> client.get(StackServer.NETWORK_SERVER, APP, "dev-1", "frequency_plan_id"));
    assertThat(hold.awaitReached(LONG)).isTrue();
    assertThat(answer).isNotDone();
    hold.release();

    assertThat(answer.get(LONG.toSeconds(), TimeUnit.SECONDS).getFrequencyPlanId())
        .isEqualTo("EU_863_870_TTN");
  }

  @Test
  void a_held_answer_comes_after_the_effect_and_too_late_for_a_deadline() throws Exception {
    Hold hold = stack.faults().on("NsEndDeviceRegistry/Delete").answerHeld();

    assertThatThrownBy(
            () ->
                NsEndDeviceRegistryGrpc.newBlockingStub(client.channel())
                    .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                    .delete(TestClient.ids(APP, "dev-1")))
        .hasMessageContaining("DEADLINE_EXCEEDED");
    assertThat(hold.awaitReached(LONG)).isTrue();

    assertThat(stack.registered(StackServer.NETWORK_SERVER, APP, "dev-1")).isEmpty();
    hold.release();
  }

  @Test
  void closing_releases_what_is_held() throws Exception {
    Hold hold = stack.faults().on("NsEndDeviceRegistry/Get").held();
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> get(StackServer.NETWORK_SERVER, "dev-1"));
    assertThat(hold.awaitReached(LONG)).isTrue();

    stack.close();

    assertThat(answer.get(LONG.toSeconds(), TimeUnit.SECONDS))
        .isIn("OK", "UNAVAILABLE", "CANCELLED");
  }

  @Test
  void sessions_of_the_servers_can_be_made_to_differ() {
    stack.separateSessions(APP, "dev-1");

    String path = "session.keys.session_key_id";
    assertThat(client.get(StackServer.APPLICATION_SERVER, APP, "dev-1", path).getSession())
        .isNotEqualTo(client.get(StackServer.NETWORK_SERVER, APP, "dev-1", path).getSession());
  }

  private String get(StackServer server, String deviceId, String... mask) {
    try {
      client.get(server, APP, deviceId, mask);
      return "OK";
    } catch (StatusRuntimeException refusal) {
      return TestClient.errorName(refusal);
    }
  }
}
