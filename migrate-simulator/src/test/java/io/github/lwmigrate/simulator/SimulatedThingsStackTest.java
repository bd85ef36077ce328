package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevices;
import org.junit.jupiter.api.Test;

class SimulatedThingsStackTest {
  @Test
  void listing_pages_through_the_fleet_and_counts_it() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application("app", Fleet.seeded(1, 25)).start();
        TestClient client = TestClient.of(stack, stack.apiKey("app"))) {
      EndDevices page = client.list("app", 10, 3, "name");

      assertThat(client.header("x-total-count")).isEqualTo("25");
      assertThat(page.getEndDevicesList())
          .extracting(device -> device.getIds().getDeviceId())
          .containsExactly(
              "device-00000020",
              "device-00000021",
              "device-00000022",
              "device-00000023",
              "device-00000024");
      assertThat(page.getEndDevicesList()).extracting(EndDevice::getName).doesNotContain("");
    }
  }
}
