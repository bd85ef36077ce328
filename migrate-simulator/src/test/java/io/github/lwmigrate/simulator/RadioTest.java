package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.StackServer;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RadioTest {
  private static final String APP = "app";
  private static final String DEVICE = "device-1";
  private static final ByteString APP_KEY = TestDevices.key(3).getKey();

  private final SimulatedThingsStack stack =
      SimulatedThingsStack.builder()
          .application(APP)
          .clock(() -> Instant.ofEpochSecond(1_700_000_000))
          .start();

  @AfterEach
  void close() {
    stack.close();
  }

  @Test
  void uplink_moves_the_counter_and_the_time_the_device_was_seen() {
    stack.put(TestDevices.joined(APP, DEVICE));

    assertThat(stack.radio().uplink(APP, DEVICE)).isTrue();

    assertThat(on(StackServer.NETWORK_SERVER).getSession().getLastFCntUp()).isEqualTo(11);
    assertThat(on(StackServer.IDENTITY_SERVER).getLastSeenAt().getSeconds())
        .isEqualTo(1_700_000_000);
  }

  @Test
  void downlink_moves_both_counters_unless_downlinks_are_disabled() {
    stack.put(TestDevices.joined(APP, DEVICE));
    assertThat(stack.radio().downlink(APP, DEVICE)).isTrue();
    assertThat(on(StackServer.NETWORK_SERVER).getSession().getLastNFCntDown()).isEqualTo(1);
    assertThat(on(StackServer.APPLICATION_SERVER).getSession().getLastAFCntDown()).isEqualTo(1);

    disableDownlinks();
    assertThat(stack.radio().downlink(APP, DEVICE)).isFalse();
    assertThat(on(StackServer.NETWORK_SERVER).getSession().getLastNFCntDown()).isEqualTo(1);
  }

  @Test
  void join_begins_a_session_on_both_servers_and_uses_nonces() {
    stack.put(TestDevices.joined(APP, DEVICE));

    assertThat(stack.radio().join(APP, DEVICE, APP_KEY)).isTrue();

    EndDevice network = on(StackServer.NETWORK_SERVER);
    EndDevice application = on(StackServer.APPLICATION_SERVER);
    assertThat(network.getSession().getLastFCntUp()).isZero();
    assertThat(network.getSession().getKeys().getSessionKeyId())
        .isEqualTo(application.getSession().getKeys().getSessionKeyId())
        .isNotEqualTo(ByteString.copyFromUtf8("session"));
    assertThat(network.getIds().getDevAddr()).isEqualTo(application.getSession().getDevAddr());
    assertThat(on(StackServer.JOIN_SERVER).getLastJoinNonce()).isEqualTo(1);
    assertThat(on(StackServer.JOIN_SERVER).getUsedDevNoncesCount()).isEqualTo(1);
  }

  @Test
  void join_with_another_key_uses_no_nonce() {
    stack.put(TestDevices.joined(APP, DEVICE));

    assertThat(stack.radio().join(APP, DEVICE, TestDevices.key(9).getKey())).isFalse();

    assertThat(on(StackServer.JOIN_SERVER).getLastJoinNonce()).isZero();
  }

  @Test
  void join_without_downlinks_uses_nonces_and_leaves_the_session() {
    stack.put(TestDevices.joined(APP, DEVICE));
    disableDownlinks();

    assertThat(stack.radio().join(APP, DEVICE, APP_KEY)).isFalse();

    assertThat(on(StackServer.JOIN_SERVER).getLastJoinNonce()).isEqualTo(1);
    assertThat(on(StackServer.NETWORK_SERVER).getSession().getLastFCntUp()).isEqualTo(10);
  }

  @Test
  void join_takes_the_nwk_key_where_there_is_one() {
    EndDevice.Builder device = TestDevices.joined(APP, DEVICE).toBuilder();
    device.getRootKeysBuilder().setNwkKey(TestDevices.key(4));
    stack.put(device.build());

    assertThat(stack.radio().join(APP, DEVICE, APP_KEY)).isFalse();
    assertThat(stack.radio().join(APP, DEVICE, TestDevices.key(4).getKey())).isTrue();

    device.getRootKeysBuilder().setRootKeyId("ttn-lw-cli-generated");
    stack.put(device.build());
    assertThat(stack.radio().join(APP, DEVICE, APP_KEY)).isTrue();
  }

  @Test
  void unknown_device_is_not_heard() {
    assertThat(stack.radio().uplink(APP, DEVICE)).isFalse();
    assertThat(stack.radio().downlink(APP, DEVICE)).isFalse();
    assertThat(stack.radio().join(APP, DEVICE, APP_KEY)).isFalse();
  }

  private void disableDownlinks() {
    EndDevice.Builder device = on(StackServer.NETWORK_SERVER).toBuilder();
    device.getMacSettingsBuilder().setScheduleDownlinks(BoolValue.getDefaultInstance());
    stack.putRegistry(StackServer.NETWORK_SERVER, device.build());
  }

  private EndDevice on(StackServer server) {
    return stack.registered(server, APP, DEVICE).orElseThrow();
  }
}
