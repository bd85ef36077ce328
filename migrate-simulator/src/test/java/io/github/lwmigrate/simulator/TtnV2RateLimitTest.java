package io.github.lwmigrate.simulator;

import static io.github.lwmigrate.simulator.TtnV2Devices.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TtnV2RateLimitTest {
  private static final String APP = "my-app";
  private static final String DEV = "dev-1";

  private final ManualClock clock = new ManualClock();
  private final List<Duration> waits = new ArrayList<>();

  @Test
  void five_calls_come_at_once_and_five_more_when_the_next_second_is_near() {
    try (SimulatedTtnV2 network = network(TtnV2Version.V2_10_4, TtnV2RateLimit.FIVE_A_SECOND);
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      assertThat(listUntilRefused(client)).isEqualTo(5);
      assertThat(waits).isEmpty();

      clock.advance(Duration.ofMillis(600));
      assertThat(listUntilRefused(client)).isEqualTo(5);
      assertThat(waits).containsExactly(Duration.ofMillis(400));

      clock.advance(Duration.ofSeconds(3));
      assertThat(listUntilRefused(client)).isEqualTo(5);
      assertThatThrownBy(() -> client.list(APP))
          .hasMessage("RESOURCE_EXHAUSTED: Rate limit for client \"my-app\" reached");
    }
  }

  @Test
  void a_call_every_fifth_of_a_second_is_never_refused() {
    try (SimulatedTtnV2 network = network(TtnV2Version.V2_10_4, TtnV2RateLimit.FIVE_A_SECOND);
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      network.put(joined(APP, DEV));
      for (int i = 0; i < 30; i++) {
        client.get(APP, DEV);
        clock.advance(Duration.ofMillis(200));
      }
      assertThat(waits).isEmpty();
    }
  }

  @Test
  void refused_rights_and_absent_devices_count_and_ids_that_are_none_do_not() {
    try (SimulatedTtnV2 network = network(TtnV2Version.V2_10_4, TtnV2RateLimit.FIVE_A_SECOND);
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP));
        TtnV2Client reader = TtnV2Client.of(network, network.accessKey(APP, "messages:up:r"))) {
      for (int i = 0; i < 9; i++) {
        assertThat(code(() -> client.get(APP, "-"))).isEqualTo(Status.Code.INVALID_ARGUMENT);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(code(() -> reader.get(APP, DEV))).isEqualTo(Status.Code.PERMISSION_DENIED);
      }
      assertThat(code(() -> client.get(APP, DEV))).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(code(() -> client.get(APP, DEV))).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(code(() -> client.get(APP, DEV))).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  @Test
  void an_application_has_a_limit_of_its_own_for_all_keys() {
    try (SimulatedTtnV2 network = network(TtnV2Version.V2_10_4, TtnV2RateLimit.FIVE_A_SECOND);
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      network.accounts().putToken(APP, "a.b.c", "somebody", "devices");
      listUntilRefused(client);

      assertThatThrownBy(() -> client.with("token", "a.b.c").list(APP))
          .hasMessage("RESOURCE_EXHAUSTED: Rate limit for application \"my-app\" reached");
    }
  }

  @Test
  void what_broker_and_network_server_refuse_is_an_internal_error() {
    try (SimulatedTtnV2 network = network(TtnV2Version.V2_10_4, TtnV2RateLimit.FIVE_A_SECOND);
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      network.put(joined(APP, DEV));
      for (int i = 0; i < 2; i++) {
        network.loseInNetworkServer(APP, DEV);
        client.get(APP, DEV);
      }
      network.loseInNetworkServer(APP, DEV);

      // The fifth call of the broker reads, the sixth would store.
      assertThatThrownBy(() -> client.get(APP, DEV))
          .hasMessage(
              "INTERNAL: Could not re-register missing device to Broker: Internal error:"
                  + " [ResourceExhausted] Rate limit for client \"my-app\" reached");
      assertThatThrownBy(() -> client.get(APP, DEV))
          .hasMessage(
              "INTERNAL: Broker did not return device: Internal error: [ResourceExhausted] Rate"
                  + " limit for client \"my-app\" reached");
    }
  }

  @Test
  void other_euis_cost_two_calls_of_the_broker() {
    try (SimulatedTtnV2 network = network(TtnV2Version.V2_10_4, TtnV2RateLimit.FIVE_A_SECOND);
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      network.put(joined(APP, DEV));
      for (int i = 0; i < 2; i++) {
        client.set(joined(APP, "dev-" + (i + 2)).toBuilder().setDevId(DEV).build());
      }
      client.get(APP, DEV);

      assertThat(code(() -> client.get(APP, DEV))).isEqualTo(Status.Code.INTERNAL);
    }
  }

  @Test
  void in_older_versions_refusals_use_up_the_next_hour() {
    TtnV2RateLimit limit = new TtnV2RateLimit(3, Duration.ofHours(1), Duration.ZERO, true);
    try (SimulatedTtnV2 network = network(TtnV2Version.V2_10_0, limit);
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      assertThat(listUntilRefused(client)).isEqualTo(3);
      assertThatThrownBy(() -> client.list(APP))
          .hasMessage("RESOURCE_EXHAUSTED: Rate limit for client reached");

      clock.advance(Duration.ofHours(1));
      assertThat(listUntilRefused(client)).isEqualTo(1);
      assertThat(waits).isEmpty();
      assertThat(TtnV2RateLimit.FIVE_THOUSAND_AN_HOUR.refusalsCount()).isTrue();
    }
  }

  @Test
  void a_limit_of_nothing_is_refused() {
    assertThatThrownBy(() -> new TtnV2RateLimit(0, Duration.ofSeconds(1), Duration.ZERO, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TtnV2RateLimit(1, Duration.ZERO, Duration.ZERO, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private SimulatedTtnV2 network(TtnV2Version version, TtnV2RateLimit limit) {
    return SimulatedTtnV2.builder()
        .application(APP)
        .version(version)
        .rateLimit(limit)
        .clock(clock)
        .waiting(
            wait -> {
              waits.add(wait);
              clock.advance(wait);
            })
        .start();
  }

  private static int listUntilRefused(TtnV2Client client) {
    int admitted = 0;
    try {
      while (true) {
        client.list(APP);
        admitted++;
      }
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
    return admitted;
  }

  private static Status.Code code(Runnable call) {
    try {
      call.run();
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }
}
