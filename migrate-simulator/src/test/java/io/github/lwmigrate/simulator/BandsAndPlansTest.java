package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.MacStates;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Class;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateIndex;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateIndexValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetDefaultMACSettingsRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelay;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelayValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ServedRelaySettings;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the Network Server makes of frequency plans, and refuses because of them. */
class BandsAndPlansTest {
  private static final String APP = "app";
  private static final String[] SESSION = {
    "frequency_plan_id",
    "lorawan_phy_version",
    "lorawan_version",
    "supports_join",
    "mac_settings",
    "session.dev_addr",
    "session.keys.f_nwk_s_int_key.key",
    "session.keys.session_key_id"
  };

  private final SimulatedThingsStack stack =
      SimulatedThingsStack.builder().application(APP).start();
  private final TestClient client = TestClient.of(stack, stack.apiKey(APP));

  @AfterEach
  void close() {
    client.close();
    stack.close();
  }

  @Test
  void session_without_a_mac_state_gets_one() {
    EndDevice device = TestDevices.joined(APP, "dev");
    set(device, SESSION);

    assertThat(stored("mac_state").getMacState())
        .isEqualTo(
            MacStates.create(
                device,
                FrequencyPlans.bundled(),
                MACSettings.newBuilder()
                    .setDesiredRx1Delay(RxDelayValue.newBuilder().setValue(RxDelay.RX_DELAY_5))
                    .build()));
  }

  @Test
  void single_fields_of_a_mac_state_are_laid_over_a_new_one() {
    EndDevice.Builder device = TestDevices.joined(APP, "dev").toBuilder();
    device.getMacStateBuilder().setDeviceClass(Class.CLASS_C);
    device
        .getMacStateBuilder()
        .getCurrentParametersBuilder()
        .setRx1Delay(RxDelay.RX_DELAY_5)
        .setRx2Frequency(868_000_000)
        .setAdrNbTrans(3);

    set(
        device.build(),
        with(
            "mac_state.current_parameters.rx1_delay",
            "mac_state.current_parameters.rx2_frequency",
            "mac_state.device_class"));

    MACState state = stored("mac_state").getMacState();
    assertThat(state.getDeviceClass()).isEqualTo(Class.CLASS_C);
    assertThat(state.getCurrentParameters().getRx1Delay()).isEqualTo(RxDelay.RX_DELAY_5);
    assertThat(state.getCurrentParameters().getRx2Frequency()).isEqualTo(868_000_000);
    assertThat(state.getCurrentParameters().getAdrNbTrans()).isEqualTo(1);
    assertThat(state.getDesiredParameters().getChannelsCount()).isEqualTo(8);
  }

  @Test
  void mac_state_as_a_whole_is_stored_as_it_comes() {
    EndDevice.Builder device = TestDevices.joined(APP, "dev").toBuilder();
    MACState state =
        MacStates.create(device.build(), FrequencyPlans.bundled(), MACSettings.getDefaultInstance())
            .toBuilder()
            .setDeviceClass(Class.CLASS_B)
            .build();

    set(device.setMacState(state).build(), with("mac_state"));

    assertThat(stored("mac_state").getMacState()).isEqualTo(state);
  }

  @Test
  void mac_state_that_is_there_stays() {
    EndDevice device = TestDevices.joined(APP, "dev");
    set(device, SESSION);
    MACState before = stored("mac_state").getMacState();
    EndDevice.Builder changed = device.toBuilder().setFrequencyPlanId("EU_863_870");
    changed.getSessionBuilder().setDevAddr(ByteString.copyFrom(new byte[] {0x27, 0, 0, 2}));

    set(changed.build(), "frequency_plan_id", "lorawan_phy_version", "session.dev_addr");

    assertThat(stored("mac_state").getMacState()).isEqualTo(before);
  }

  @Test
  void only_what_a_request_names_is_judged_unless_it_names_the_plan() {
    EndDevice.Builder device = TestDevices.joined(APP, "dev").toBuilder();
    device.clearSession();
    device
        .getMacSettingsBuilder()
        .setRx2DataRateIndex(DataRateIndexValue.newBuilder().setValue(DataRateIndex.DATA_RATE_12));
    String[] radio = {
      "frequency_plan_id", "lorawan_phy_version", "lorawan_version", "supports_join"
    };
    device.setFrequencyPlanId("US_902_928_FSB_2");
    set(device.build(), radio);
    set(device.build(), "mac_settings.rx2_data_rate_index.value");

    assertThat(
            refused(
                device.setFrequencyPlanId("EU_863_870").build(),
                "frequency_plan_id",
                "version_ids.band_id"))
        .isEqualTo("pkg/networkserver:field_value mac_settings.rx2_data_rate_index.value");
    device
        .getMacSettingsBuilder()
        .setAdr(
            ADRSettings.newBuilder()
                .setStatic(
                    ADRSettings.StaticMode.newBuilder()
                        .setDataRateIndex(DataRateIndex.DATA_RATE_15)
                        .setNbTrans(1)));
    assertThat(refused(device.build(), "mac_settings.adr.mode.static.data_rate_index"))
        .isEqualTo("pkg/networkserver:field_value mac_settings.adr.mode.static.data_rate_index");
    set(device.build(), "mac_settings.class_b_timeout");
  }

  @Test
  void versions_and_plans_that_are_not_there_are_refused() {
    EndDevice.Builder device = TestDevices.joined(APP, "dev").toBuilder();

    assertThat(refused(device.setFrequencyPlanId("RU_864_870_TTN").build(), SESSION))
        .isEqualTo("OK");
    device.setLorawanPhyVersion(PHYVersion.PHY_V1_0_2_REV_B);
    assertThat(refused(device.build(), SESSION))
        .isEqualTo("pkg/networkserver/internal:no_band_version ");
    assertThat(refused(device.setFrequencyPlanId("MARS").build(), SESSION))
        .isEqualTo("pkg/frequencyplans:not_found ");
  }

  @Test
  void settings_that_break_the_real_server_are_an_internal_error() {
    EndDevice.Builder device = TestDevices.joined(APP, "dev").toBuilder();
    device
        .getMacSettingsBuilder()
        .getRelayBuilder()
        .setServed(ServedRelaySettings.newBuilder().setServingDeviceId("relay-1"));

    String[] mask = with("mac_settings.relay.mode.served.serving_device_id");
    mask[List.of(SESSION).indexOf("mac_settings")] = "supports_class_c";

    assertThat(refused(device.build(), mask)).isEqualTo("pkg/rpcserver:rpc_recovered ");
  }

  @Test
  void default_settings_are_those_of_plan_and_version() {
    NsGrpc.NsBlockingStub server = NsGrpc.newBlockingStub(client.channel());
    GetDefaultMACSettingsRequest request =
        GetDefaultMACSettingsRequest.newBuilder()
            .setFrequencyPlanId("US_902_928_FSB_2")
            .setLorawanPhyVersion(PHYVersion.RP002_V1_0_4)
            .build();

    MACSettings settings = server.getDefaultMACSettings(request);

    assertThat(settings.getRx2Frequency().getValue()).isEqualTo(923_300_000);
    assertThat(settings.getDesiredRx1Delay().getValue()).isEqualTo(RxDelay.RX_DELAY_5);
    assertThat(settings.getClassBTimeout().getSeconds()).isEqualTo(600);
    StatusRuntimeException unknown =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                server.getDefaultMACSettings(
                    request.toBuilder().setFrequencyPlanId("MARS").build()));
    assertThat(TestClient.errorName(unknown)).isEqualTo("pkg/frequencyplans:not_found");
  }

  @Test
  void later_versions_share_one_mac_version() {
    EndDevice.Builder device = TestDevices.joined(APP, "dev").toBuilder();
    device.setLorawanVersion(MACVersion.MAC_V1_1).setLorawanPhyVersion(PHYVersion.PHY_V1_1_REV_B);

    set(device.build(), with("session.keys.nwk_s_enc_key.key", "session.keys.s_nwk_s_int_key.key"));

    assertThat(stored("mac_state").getMacState().getLorawanVersion())
        .isEqualTo(MACVersion.MAC_V1_1);
  }

  private static String[] with(String... more) {
    String[] mask = java.util.Arrays.copyOf(SESSION, SESSION.length + more.length);
    System.arraycopy(more, 0, mask, SESSION.length, more.length);
    return mask;
  }

  private void set(EndDevice device, String... mask) {
    client.set(StackServer.NETWORK_SERVER, device, mask);
  }

  private EndDevice stored(String... mask) {
    return client.get(StackServer.NETWORK_SERVER, APP, "dev", mask);
  }

  private String refused(EndDevice device, String... mask) {
    try {
      set(device, mask);
      return "OK";
    } catch (StatusRuntimeException e) {
      return TestClient.errorName(e)
          + " "
          + Objects.requireNonNull(TestClient.details(e))
              .getAttributes()
              .getFieldsOrDefault("field", com.google.protobuf.Value.getDefaultInstance())
              .getStringValue();
    }
  }
}
