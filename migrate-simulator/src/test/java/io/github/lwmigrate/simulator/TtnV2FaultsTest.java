package io.github.lwmigrate.simulator;

import static io.github.lwmigrate.simulator.TtnV2Devices.ZERO_KEY;
import static io.github.lwmigrate.simulator.TtnV2Devices.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TtnV2FaultsTest {
  private static final String APP = "my-app";
  private static final String DEV = "dev-1";
  private static final String GET = "ApplicationManager/GetDevice";
  private static final String SET = "ApplicationManager/SetDevice";

  private final SimulatedTtnV2 network = SimulatedTtnV2.builder().application(APP).start();
  private final TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP));

  @BeforeEach
  void register() {
    network.put(joined(APP, DEV));
  }

  @AfterEach
  void stop() {
    client.close();
    network.close();
  }

  @Test
  void a_frame_can_come_between_reading_and_changing() {
    network.faults().on(SET).device(DEV).before(() -> network.radio().uplink(APP, DEV, 55));
    network.faults().on(GET).fromCall(2).after(() -> network.radio().downlink(APP, DEV));

    Device read = client.get(APP, DEV);
    client.set(read);

    assertThat(read.getLorawanDevice().getFCntUp()).isEqualTo(50);
    assertThat(client.get(APP, DEV).getLorawanDevice().getFCntUp()).isEqualTo(50);
    assertThat(client.get(APP, DEV).getLorawanDevice().getFCntDown()).isEqualTo(61);
  }

  @Test
  void a_change_whose_answer_is_lost_has_taken_effect() {
    network.faults().on(SET).answerLost();
    Device.Builder cleared = joined(APP, DEV).toBuilder();
    cleared.getLorawanDeviceBuilder().setAppKey(ZERO_KEY);

    assertThatThrownBy(() -> client.set(cleared.build()))
        .hasMessage("UNAVAILABLE: connection lost");

    assertThat(client.get(APP, DEV).getLorawanDevice().getAppKey()).isEqualTo(ZERO_KEY);
    assertThat(network.operations().get(0).lost()).isTrue();
  }

  @Test
  void calls_are_refused_as_the_servers_do() {
    network.faults().on(GET).unavailable();
    network.faults().on(GET).fromCall(2).rateLimited();
    network.faults().on(GET).fromCall(3).rateLimitedByBroker();
    network.faults().on(GET).fromCall(4).refused("INTERNAL", "broken");

    assertThatThrownBy(() -> client.get(APP, DEV)).hasMessageStartingWith("UNAVAILABLE");
    assertThatThrownBy(() -> client.get(APP, DEV)).hasMessageStartingWith("RESOURCE_EXHAUSTED");
    assertThatThrownBy(() -> client.get(APP, DEV))
        .hasMessageStartingWith("INTERNAL: Broker did not return device")
        .hasMessageContaining("[ResourceExhausted]");
    assertThatThrownBy(() -> client.get(APP, DEV)).hasMessage("INTERNAL: broken");
    assertThat(client.get(APP, DEV).getDevId()).isEqualTo(DEV);
  }

  @Test
  void a_held_change_waits_until_it_is_released() throws Exception {
    Hold hold = network.faults().on(SET).held();
    CompletableFuture<Void> change =
        CompletableFuture.runAsync(() -> client.set(TtnV2Devices.bare(APP, DEV)));
    assertThat(hold.awaitReached(Duration.ofSeconds(30))).isTrue();
    assertThat(client.get(APP, DEV).getLorawanDevice().getFCntUp()).isEqualTo(50);

    hold.release();

    assertThat(change).succeedsWithin(30, TimeUnit.SECONDS);
    assertThat(client.get(APP, DEV).getLorawanDevice().getFCntUp()).isZero();
  }

  @Test
  void a_delayed_call_is_answered_in_the_end() {
    network.faults().on(GET).delayed(Duration.ofMillis(1));

    assertThat(client.get(APP, DEV).getDevId()).isEqualTo(DEV);
  }

  @Test
  void an_unknown_method_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> network.faults().on("NsEndDeviceRegistry/Get"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(GET);
  }

  @Test
  void faults_of_every_method_end_when_they_are_cleared() {
    network.faults().onEveryMethod().always().unavailable();
    assertThatThrownBy(() -> client.announcement(APP)).hasMessageStartingWith("UNAVAILABLE");

    network.faults().clear();

    assertThat(client.announcement(APP).getId()).isNotEmpty();
  }
}
