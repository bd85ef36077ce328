package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
  private static final String APP = "app";
  private static final int SIZE = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pages_of_a_changed_fleet_join_to_all_its_devices(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP, Fleet.seeded(seed, SIZE)).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      TreeSet<String> expected = new TreeSet<>();
      for (int i = 0; i < SIZE; i++) {
        expected.add(id(i));
      }
      for (int i = 0; i < 40; i++) {
        change(stack, random, expected);
      }

      for (int limit : new int[] {1, 7, 1000}) {
        assertThat(pages(client, limit)).containsExactlyElementsOf(expected);
        assertThat(client.header("x-total-count")).isEqualTo(Integer.toString(expected.size()));
      }
    }
  }

  @Test
  void a_replaced_device_of_a_fleet_is_found_by_its_new_content() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP, Fleet.seeded(1, SIZE)).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      stack.putRegistry(StackServer.IDENTITY_SERVER, TestDevices.joined(APP, id(3)));

      assertThat(client.list(APP, 10, 1, "name").getEndDevices(3).getName())
          .isEqualTo("Device " + id(3));
      assertThat(client.get(StackServer.IDENTITY_SERVER, APP, id(3), "name").getName())
          .isEqualTo("Device " + id(3));
    }
  }

  private static void change(
      SimulatedThingsStack stack, SplittableRandom random, Set<String> expected) {
    String id = random.nextBoolean() ? id(random.nextInt(SIZE)) : "x" + random.nextInt(100, 999);
    String chosen = random.nextInt(4) == 0 ? "a" + id : id;
    if (random.nextInt(3) == 0) {
      stack.putRegistry(
          StackServer.IDENTITY_SERVER,
          EndDevice.newBuilder().setIds(TestClient.ids(APP, chosen)).build());
      expected.add(chosen);
    } else {
      assertThat(stack.remove(StackServer.IDENTITY_SERVER, APP, chosen))
          .isEqualTo(expected.remove(chosen));
    }
  }

  private static List<String> pages(TestClient client, int limit) {
    List<String> ids = new ArrayList<>();
    for (int page = 1; ; page++) {
      List<EndDevice> devices = client.list(APP, limit, page).getEndDevicesList();
      if (devices.isEmpty()) {
        return ids;
      }
      devices.forEach(device -> ids.add(device.getIds().getDeviceId()));
    }
  }

  private static String id(int index) {
    return String.format(Locale.ROOT, "device-%08d", index);
  }
}
