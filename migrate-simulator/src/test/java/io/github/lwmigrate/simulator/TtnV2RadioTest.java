package io.github.lwmigrate.simulator;

import static io.github.lwmigrate.simulator.TtnV2Devices.ZERO_ADDR;
import static io.github.lwmigrate.simulator.TtnV2Devices.ZERO_KEY;
import static io.github.lwmigrate.simulator.TtnV2Devices.bare;
import static io.github.lwmigrate.simulator.TtnV2Devices.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TtnV2RadioTest {
  private static final String APP = "my-app";
  private static final String DEV = "dev-1";

  private final ManualClock clock = new ManualClock();
  private final SimulatedTtnV2 network =
      SimulatedTtnV2.builder().application(APP).clock(clock).start();
  private final TtnV2Radio radio = network.radio();

  @AfterEach
  void stop() {
    network.close();
  }

  @ParameterizedTest
  @CsvSource({
    "50, 51, true",
    "50, 16434, true",
    "50, 16435, false",
    "50, 50, false",
    "50, 49, false",
    "0, 70000, true",
    "65530, 65540, true"
  })
  void a_frame_is_accepted_if_its_counter_follows(int last, long counter, boolean accepted) {
    network.put(withCounter(last, true));

    assertThat(radio.uplink(APP, DEV, counter)).isEqualTo(accepted);

    assertThat(lorawan().getFCntUp()).isEqualTo((int) (accepted ? counter : last));
    Instant now = clock.instant();
    assertThat(lorawan().getLastSeen() == now.getEpochSecond() * 1_000_000_000L)
        .isEqualTo(accepted);
  }

  @Test
  void a_network_that_counts_sixteen_bits_accepts_nothing_after_the_last() {
    network.put(withCounter(65_530, false));

    assertThat(radio.uplink(APP, DEV, 65_540)).isFalse();
  }

  @Test
  void counters_that_are_not_checked_may_go_back() {
    Device.Builder device = joined(APP, DEV).toBuilder();
    device.getLorawanDeviceBuilder().setDisableFCntCheck(true);
    network.put(device.build());

    assertThat(radio.uplink(APP, DEV, 3)).isTrue();
  }

  @Test
  void a_downlink_has_the_stored_counter_which_then_is_one_more() {
    network.put(joined(APP, DEV));

    assertThat(radio.downlink(APP, DEV)).hasValue(60);
    assertThat(radio.downlink(APP, DEV)).hasValue(61);
    assertThat(lorawan().getFCntDown()).isEqualTo(62);
  }

  @Test
  void a_join_begins_a_session_on_both_servers() {
    network.put(joined(APP, DEV));

    assertThat(radio.join(APP, DEV, 0x0102)).isTrue();

    Device joined = network.registered(APP, DEV).orElseThrow();
    assertThat(joined.getLorawanDevice().getDevAddr())
        .isNotEqualTo(TtnV2Devices.DEV_ADDR)
        .isEqualTo(network.registeredInNetworkServer(APP, DEV).orElseThrow().getDevAddr());
    assertThat(joined.getLorawanDevice().getNwkSKey())
        .isNotEqualTo(TtnV2Devices.NWK_S_KEY)
        .isEqualTo(network.registeredInNetworkServer(APP, DEV).orElseThrow().getNwkSKey());
    assertThat(joined.getLorawanDevice().getAppSKey()).isNotEqualTo(TtnV2Devices.APP_S_KEY);
    assertThat(joined.getLorawanDevice().getFCntUp()).isZero();
    assertThat(joined.getLorawanDevice().getFCntDown()).isZero();
    assertThat(joined.getLorawanDevice().getUsedDevNoncesList())
        .containsExactly(TtnV2Devices.hex("0102"));
    assertThat(radio.join(APP, DEV, 0x0102)).isFalse();
    assertThat(radio.join(APP, DEV, 0x0103)).isTrue();
  }

  @Test
  void a_cleared_device_is_dead() {
    Device.Builder cleared = joined(APP, DEV).toBuilder();
    cleared
        .getLorawanDeviceBuilder()
        .setAppKey(ZERO_KEY)
        .setAppSKey(ZERO_KEY)
        .setNwkSKey(ZERO_KEY)
        .setDevAddr(ZERO_ADDR);
    network.put(cleared.build());

    assertThat(radio.uplink(APP, DEV, 51)).isFalse();
    assertThat(radio.downlink(APP, DEV)).isEmpty();
    assertThat(radio.join(APP, DEV, 1)).isFalse();
  }

  @Test
  void a_device_without_app_key_goes_on_with_its_session() {
    Device.Builder cleared = joined(APP, DEV).toBuilder();
    cleared.getLorawanDeviceBuilder().setAppKey(ZERO_KEY);
    network.put(cleared.build());

    assertThat(radio.join(APP, DEV, 1)).isFalse();
    assertThat(radio.uplink(APP, DEV, 51)).isTrue();
  }

  @Test
  void a_device_that_is_not_there_is_a_mistake_of_the_test() {
    network.put(bare(APP, DEV));

    assertThatThrownBy(() -> radio.uplink(APP, "dev-2", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dev-2");
  }

  private io.github.lwmigrate.proto.ttn.v2.lorawan.Device lorawan() {
    return network.registered(APP, DEV).orElseThrow().getLorawanDevice();
  }

  private static Device withCounter(int last, boolean uses32Bits) {
    Device.Builder device = joined(APP, DEV).toBuilder();
    device.getLorawanDeviceBuilder().setFCntUp(last).setUses32BitFCnt(uses32Bits);
    return device.build();
  }
}
