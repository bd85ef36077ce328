package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TtnV2FleetTest {
  private static final String APP = "my-app";
  private static final int SAMPLE = 400;
  private static final ByteString ZERO_EUI = ByteString.copyFrom(new byte[8]);

  @Test
  void the_same_seed_makes_the_same_devices() {
    assertThat(devices(TtnV2Fleet.seeded(7, 50))).isEqualTo(devices(TtnV2Fleet.seeded(7, 50)));
    assertThat(devices(TtnV2Fleet.seeded(7, 50))).isNotEqualTo(devices(TtnV2Fleet.seeded(8, 50)));
    assertThat(devices(TtnV2Fleet.seeded(7, 100)).subList(0, 50))
        .isEqualTo(devices(TtnV2Fleet.seeded(7, 50)));
  }

  @Test
  void a_plain_fleet_has_all_kinds_of_devices_and_nothing_that_a_target_refuses() {
    List<Device> devices = devices(TtnV2Fleet.seeded(1, SAMPLE));
    Set<Object> euis = new HashSet<>();

    assertThat(devices)
        .hasSize(SAMPLE)
        .allSatisfy(
            device -> {
              assertThat(device.getDevId()).matches("device-[0-9]{8}");
              assertThat(euis.add(device.getLorawanDevice().getDevEui())).isTrue();
              assertThat(hasAppKey(device) || hasSession(device)).isTrue();
              assertThat(Math.abs(device.getLatitude())).isLessThanOrEqualTo(90);
              assertThat(Math.abs(device.getLongitude())).isLessThanOrEqualTo(180);
              assertThat(device.getAttributesList())
                  .extracting(attribute -> attribute.getKey().toStringUtf8())
                  .isSubsetOf("place", "batch");
              if (hasSession(device)) {
                assertThat(device.getLorawanDevice().getFCntUp()).isPositive();
                assertThat(device.getLorawanDevice().getLastSeen()).isPositive();
              } else {
                assertThat(device.getLorawanDevice().getLastSeen()).isZero();
              }
            });
    assertThat(devices)
        .anyMatch(device -> hasAppKey(device) && hasSession(device))
        .anyMatch(device -> hasAppKey(device) && !hasSession(device))
        .anyMatch(device -> !hasAppKey(device))
        .anyMatch(device -> !device.getLorawanDevice().getUses32BitFCnt())
        .anyMatch(device -> device.getLorawanDevice().getDisableFCntCheck())
        .anyMatch(device -> device.getLatitude() != 0)
        .anyMatch(device -> device.getAttributesCount() > 0)
        .anyMatch(device -> !device.getDescription().isEmpty());
  }

  @Test
  void an_awkward_fleet_has_everything_that_needs_attention() {
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder()
                .application(APP, TtnV2Fleet.seeded(1, SAMPLE).withAwkwardDevices())
                .start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      List<Device> devices = client.list(APP, SAMPLE * 2, 0).getDevicesList();
      int total = Integer.parseInt(String.valueOf(client.header("total")));

      assertThat(total).isGreaterThan(SAMPLE);
      assertThat(devices).hasSizeLessThan(total);
      assertThat(devices)
          .anyMatch(device -> device.getDevId().isEmpty())
          .anyMatch(device -> device.getDevId().length() > 36)
          .anyMatch(device -> device.getDevId().endsWith("-b"))
          .anyMatch(device -> device.getDevId().endsWith("_b"))
          .anyMatch(device -> device.getLorawanDevice().getDevEui().equals(ZERO_EUI))
          .anyMatch(device -> device.getAttributesCount() > 5)
          .anyMatch(device -> hasAttribute(device, "original-app-key"))
          .anyMatch(device -> hasAttribute(device, "Room_No"))
          .anyMatch(device -> !device.getDescription().isValidUtf8())
          .anyMatch(device -> device.getDescription().size() > 2000)
          .anyMatch(device -> device.getLatitude() > 90)
          .anyMatch(device -> !hasAppKey(device) && !hasSession(device))
          .anyMatch(
              device ->
                  !hasSession(device)
                      && !device.getLorawanDevice().getDevAddr().equals(TtnV2Devices.ZERO_ADDR));
      Set<String> ids = new HashSet<>();
      assertThat(devices.stream().filter(device -> !ids.add(device.getDevId())).count())
          .isGreaterThan(1);
      assertThat(devices)
          .anyMatch(
              device ->
                  hasSession(device)
                      && network.registeredInNetworkServer(APP, device.getDevId()).isEmpty());
    }
  }

  @Test
  void changes_of_a_device_of_a_fleet_are_kept() {
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder().application(APP, TtnV2Fleet.seeded(1, 20)).start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      Device first = client.get(APP, "device-00000000");
      client.set(first.toBuilder().setAltitude(7).build());
      client.delete(APP, "device-00000001");

      assertThat(client.get(APP, "device-00000000"))
          .isEqualTo(first.toBuilder().setAltitude(7).build());
      assertThat(client.list(APP).getDevicesList())
          .hasSize(19)
          .extracting(Device::getDevId)
          .startsWith("device-00000000", "device-00000002");
    }
  }

  @Test
  void a_size_out_of_range_is_refused() {
    assertThatThrownBy(() -> TtnV2Fleet.seeded(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 0 to 1000000");
  }

  private static List<Device> devices(TtnV2Fleet fleet) {
    try (SimulatedTtnV2 network = SimulatedTtnV2.builder().application(APP, fleet).start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      return client.list(APP).getDevicesList().stream()
          .map(device -> client.get(APP, device.getDevId()))
          .toList();
    }
  }

  private static boolean hasAppKey(Device device) {
    return !device.getLorawanDevice().getAppKey().equals(TtnV2Devices.ZERO_KEY);
  }

  private static boolean hasSession(Device device) {
    return !device.getLorawanDevice().getDevAddr().equals(TtnV2Devices.ZERO_ADDR)
        && !device.getLorawanDevice().getNwkSKey().equals(TtnV2Devices.ZERO_KEY)
        && !device.getLorawanDevice().getAppSKey().equals(TtnV2Devices.ZERO_KEY);
  }

  private static boolean hasAttribute(Device device, String key) {
    return device.getAttributesList().stream()
        .anyMatch(attribute -> attribute.getKey().toStringUtf8().equals(key));
  }
}
