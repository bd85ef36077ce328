package io.github.lwmigrate.lorawan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import org.junit.jupiter.api.Test;

class DefaultSettingsTest {

  private static final MACSettings NONE = MACSettings.getDefaultInstance();

  private final FrequencyPlans plans = FrequencyPlans.bundled();

  /** As recorded from a real server, with its default configuration. */
  @Test
  void europe_isAsRecorded() throws TextFormat.ParseException {
    MACSettings defaults =
        TextFormat.parse("desired_rx1_delay { value: RX_DELAY_5 }", MACSettings.class);

    assertThat(
            MacStates.defaultSettings(
                plans.get("EU_863_870_TTN"), PhyVersion.PHY_V1_0_3_REV_A, defaults))
        .isEqualTo(
            TextFormat.parse(
                """
                class_b_timeout { seconds: 600 }
                class_c_timeout { seconds: 300 }
                ping_slot_data_rate_index { value: DATA_RATE_3 }
                ping_slot_frequency { value: 869525000 }
                beacon_frequency { value: 869525000 }
                rx1_delay { value: RX_DELAY_1 }
                rx1_data_rate_offset { }
                rx2_data_rate_index { }
                rx2_frequency { value: 869525000 }
                max_duty_cycle { value: DUTY_CYCLE_1 }
                supports_32_bit_f_cnt { value: true }
                use_adr { value: true }
                adr_margin { value: 15 }
                resets_f_cnt { }
                status_time_periodicity { seconds: 86400 }
                status_count_periodicity { value: 200 }
                desired_rx1_delay { value: RX_DELAY_5 }
                desired_rx1_data_rate_offset { }
                desired_rx2_data_rate_index { value: DATA_RATE_3 }
                desired_rx2_frequency { value: 869525000 }
                desired_max_duty_cycle { value: DUTY_CYCLE_1 }
                desired_adr_ack_limit_exponent { value: ADR_ACK_LIMIT_64 }
                desired_adr_ack_delay_exponent { value: ADR_ACK_DELAY_32 }
                desired_ping_slot_data_rate_index { value: DATA_RATE_3 }
                desired_ping_slot_frequency { value: 869525000 }
                desired_beacon_frequency { value: 869525000 }
                desired_max_eirp { value: DEVICE_EIRP_16 }
                schedule_downlinks { value: true }
                """,
                MACSettings.class));
  }

  @Test
  void serverSettings_comeFirst() throws TextFormat.ParseException {
    MACSettings defaults =
        TextFormat.parse(
            """
            class_b_timeout { seconds: 1 }
            class_c_timeout { seconds: 2 }
            status_time_periodicity { seconds: 3 }
            status_count_periodicity { value: 4 }
            adr_margin { value: 5 }
            use_adr { value: false }
            supports_32_bit_f_cnt { value: false }
            resets_f_cnt { value: true }
            schedule_downlinks { value: false }
            ping_slot_periodicity { value: PING_EVERY_2S }
            uplink_dwell_time { value: true }
            downlink_dwell_time { value: true }
            relay { serving { cad_periodicity: RELAY_CAD_PERIODICITY_1_SECOND } }
            """,
            MACSettings.class);

    MACSettings settings =
        MacStates.defaultSettings(plans.get("AS_923"), PhyVersion.RP002_V1_0_4, defaults);

    assertThat(settings.toBuilder().mergeFrom(defaults).build()).isEqualTo(settings);
    assertThat(settings.getDesiredRelay()).isEqualTo(defaults.getRelay());
  }

  /** A device that states the default settings starts like one that states nothing. */
  @Test
  void defaultSettings_giveTheDefaultState_onEveryPlan() {
    int compared = 0;
    for (FrequencyPlanSummary summary : plans.list()) {
      FrequencyPlan plan = plans.get(summary.id());
      for (PhyVersion version : Bands.versions(plan.bandId())) {
        EndDevice device =
            EndDevice.newBuilder()
                .setFrequencyPlanId(plan.id())
                .setLorawanPhyVersion(version.toProto())
                .setLorawanVersion(MACVersion.MAC_V1_0_3)
                .build();
        MACState state = MacStates.create(device, plans, NONE);
        MACSettings settings = MacStates.defaultSettings(plan, version, NONE);
        EndDevice stated = device.toBuilder().setMacSettings(settings).build();

        assertThat(withoutPower(MacStates.create(stated, plans, NONE)))
            .as("%s %s", plan, version)
            .isEqualTo(withoutPower(state));
        assertThat(BandRules.check(stated, plan, Bands.get(plan.bandId(), version))).isEmpty();
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(500);
  }

  @Test
  void unknownVersionOfABand_hasNone() {
    assertThatThrownBy(
            () ->
                MacStates.defaultSettings(
                    plans.get("RU_864_870_TTN"), PhyVersion.PHY_V1_0_2_REV_B, NONE))
        .isInstanceOf(RegionalParametersException.class);
  }

  /** The index of a power is a step below it. */
  private static MACState withoutPower(MACState state) {
    MACState.Builder compared = state.toBuilder();
    compared.getDesiredParametersBuilder().clearMaxEirp();
    return compared.build();
  }
}
