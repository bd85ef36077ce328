package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.check.Candidate;
import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.check.DeviceChecks;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Class;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevices;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final String APPLICATION = "app";
  private static final int SAMPLE = 600;

  @Test
  void the_same_seed_makes_the_same_devices() {
    assertThat(devices(Fleet.seeded(7, 50))).isEqualTo(devices(Fleet.seeded(7, 50)));
    assertThat(devices(Fleet.seeded(7, 50))).isNotEqualTo(devices(Fleet.seeded(8, 50)));
  }

  @Test
  void a_larger_fleet_begins_with_the_devices_of_a_smaller_one() {
    assertThat(devices(Fleet.seeded(7, 100)).subList(0, 50))
        .isEqualTo(devices(Fleet.seeded(7, 50)));
  }

  @Test
  void a_fleet_has_all_kinds_of_devices() {
    List<EndDevice> devices = devices(Fleet.seeded(1, SAMPLE));

    assertThat(devices).anyMatch(EndDevice::getSupportsJoin).anyMatch(EndDevice::getMulticast);
    assertThat(devices).anyMatch(device -> !device.getSupportsJoin() && !device.getMulticast());
    assertThat(devices)
        .anyMatch(device -> device.getSupportsJoin() && device.hasSession())
        .anyMatch(device -> device.getSupportsJoin() && !device.hasSession());
    assertThat(devices)
        .extracting(EndDevice::getLorawanVersion)
        .contains(
            MACVersion.MAC_V1_0_1,
            MACVersion.MAC_V1_0_2,
            MACVersion.MAC_V1_0_3,
            MACVersion.MAC_V1_0_4,
            MACVersion.MAC_V1_1);
    assertThat(devices)
        .extracting(device -> device.getMacState().getDeviceClass())
        .contains(Class.CLASS_A, Class.CLASS_B, Class.CLASS_C);
    assertThat(devices)
        .extracting(EndDevice::getFrequencyPlanId)
        .containsAll(
            List.of(
                "EU_863_870_TTN", "US_902_928_FSB_2", "AU_915_928_FSB_2", "AS_923", "IN_865_867"));
    assertThat(devices).anyMatch(device -> device.getAttributesCount() > 0);
    assertThat(devices).anyMatch(device -> device.getLocationsCount() > 0);
  }

  @Test
  void identifiers_are_unique() {
    List<EndDevice> devices = devices(Fleet.seeded(1, SAMPLE));
    Set<Object> ids = new HashSet<>();
    Set<Object> euis = new HashSet<>();
    devices.forEach(
        device -> {
          assertThat(ids.add(device.getIds().getDeviceId())).isTrue();
          if (!device.getIds().getDevEui().isEmpty()) {
            assertThat(euis.add(device.getIds().getDevEui())).isTrue();
          }
        });
  }

  @Test
  void every_device_of_a_plain_fleet_can_be_imported() {
    try (SimulatedThingsStack target =
            SimulatedThingsStack.builder().application(APPLICATION).start();
        TestClient client = TestClient.of(target, target.apiKey(APPLICATION))) {
      CommandLineImport imported = new CommandLineImport(client, APPLICATION);

      devices(Fleet.seeded(1, SAMPLE)).forEach(imported::create);

      client.list(APPLICATION, 1, 1);
      assertThat(client.header("x-total-count")).isEqualTo(Integer.toString(SAMPLE));
    }
  }

  @Test
  void no_check_of_a_migration_objects_to_a_plain_fleet() {
    List<Finding> findings = new ArrayList<>();
    MigrationPolicy policy = MigrationPolicy.withSession().leaveOriginLive().build();
    for (EndDevice device : devices(Fleet.seeded(2, SAMPLE))) {
      io.github.lwmigrate.device.EndDevice judged = io.github.lwmigrate.device.EndDevice.of(device);
      for (DeviceCheck check : DeviceChecks.migrationProfile()) {
        check.check(new Candidate(judged, judged, policy), findings::add);
      }
    }

    assertThat(findings)
        .filteredOn(finding -> finding.severity().compareTo(Severity.CONFIRM) >= 0)
        .isEmpty();
  }

  @Test
  void awkward_devices_lack_parts_and_have_what_needs_attention() {
    try (SimulatedThingsStack stack =
        SimulatedThingsStack.builder()
            .application(APPLICATION, Fleet.seeded(1, SAMPLE).withAwkwardDevices())
            .start()) {
      assertThat(missing(stack, StackServer.NETWORK_SERVER, false)).isPositive();
      assertThat(missing(stack, StackServer.APPLICATION_SERVER, false)).isPositive();
      assertThat(missing(stack, StackServer.JOIN_SERVER, true)).isPositive();
      List<EndDevice> devices = devices(stack, SAMPLE);
      assertThat(devices).anyMatch(device -> device.getIds().getDeviceId().length() == 36);
      assertThat(devices).anyMatch(EndDevice::hasPendingSession);
      assertThat(devices)
          .anyMatch(
              device ->
                  device.getMacSettings().hasScheduleDownlinks()
                      && !device.getMacSettings().getScheduleDownlinks().getValue());
      assertThat(devices)
          .anyMatch(device -> device.hasSession() && !device.getSession().getKeys().hasAppSKey());
    }
  }

  @Test
  void a_fleet_of_millions_is_listed_without_being_kept() {
    int size = 2_000_000;
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APPLICATION, Fleet.seeded(3, size)).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APPLICATION))) {
      stack.remove(StackServer.IDENTITY_SERVER, APPLICATION, "device-00000000");

      EndDevices page = client.list(APPLICATION, 1000, 2000);

      assertThat(client.header("x-total-count")).isEqualTo("1999999");
      assertThat(page.getEndDevicesCount()).isEqualTo(999);
      assertThat(page.getEndDevices(998).getIds().getDeviceId()).isEqualTo("device-01999999");
    }
  }

  @Test
  void a_size_out_of_range_is_refused() {
    assertThatThrownBy(() -> Fleet.seeded(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 0 to 10000000");
  }

  private static long missing(SimulatedThingsStack stack, StackServer server, boolean onlyJoining) {
    return ids(SAMPLE).stream()
        .filter(id -> stack.registered(StackServer.IDENTITY_SERVER, APPLICATION, id).isPresent())
        .filter(
            id ->
                !onlyJoining
                    || stack
                        .registered(StackServer.NETWORK_SERVER, APPLICATION, id)
                        .filter(EndDevice::getSupportsJoin)
                        .isPresent())
        .filter(id -> stack.registered(server, APPLICATION, id).isEmpty())
        .count();
  }

  private static List<EndDevice> devices(Fleet fleet) {
    try (SimulatedThingsStack stack =
        SimulatedThingsStack.builder().application(APPLICATION, fleet).start()) {
      return devices(stack, fleet.size());
    }
  }

  private static List<EndDevice> devices(SimulatedThingsStack stack, int size) {
    try (TestClient client = TestClient.of(stack, stack.apiKey(APPLICATION))) {
      return client.list(APPLICATION, size, 1).getEndDevicesList().stream()
          .map(device -> merged(stack, device.getIds().getDeviceId()))
          .toList();
    }
  }

  private static EndDevice merged(SimulatedThingsStack stack, String deviceId) {
    EndDevice.Builder whole = EndDevice.newBuilder();
    for (StackServer server : StackServer.values()) {
      Optional<EndDevice> part = stack.registered(server, APPLICATION, deviceId);
      part.ifPresent(whole::mergeFrom);
    }
    whole
        .clearNetworkServerAddress()
        .clearApplicationServerAddress()
        .clearJoinServerAddress()
        .getIdsBuilder()
        .clearDevAddr();
    return whole.build();
  }

  private static List<String> ids(int size) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ids.add(String.format(java.util.Locale.ROOT, "device-%08d", i));
    }
    return ids;
  }
}
