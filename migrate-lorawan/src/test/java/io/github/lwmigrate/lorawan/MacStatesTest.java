package io.github.lwmigrate.lorawan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.TextFormat;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Class;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DeviceEIRPValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters.Channel;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PingSlotPeriod;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ServingRelayParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ServingRelaySettings;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MacStatesTest {

  @Test
  void withoutSettings_currentIsTheBand_desiredIsThePlan() {
    MACState state = MacStates.create(input("EU_863_870_TTN", PhyVersion.PHY_V1_0_2_REV_B).build());

    MACParameters current = state.getCurrentParameters();
    MACParameters desired = state.getDesiredParameters();
    assertThat(state.getDeviceClass()).isEqualTo(Class.CLASS_A);
    assertThat(state.getLorawanVersion()).isEqualTo(MACVersion.MAC_V1_0_2);
    assertThat(state.hasPingSlotPeriodicity()).isFalse();
    assertThat(current.getMaxEirp()).isEqualTo(16f);
    assertThat(current.getAdrNbTrans()).isEqualTo(1);
    assertThat(current.getRx1DelayValue()).isEqualTo(1);
    assertThat(current.getRx2Frequency()).isEqualTo(869_525_000);
    assertThat(current.getRx2DataRateIndexValue()).isZero();
    assertThat(desired.getRx2DataRateIndexValue()).isEqualTo(3);
    assertThat(current.getPingSlotFrequency()).isEqualTo(869_525_000);
    assertThat(current.getPingSlotDataRateIndexValue().getValueValue()).isEqualTo(3);
    assertThat(current.getAdrAckLimitExponent().getValueValue()).isEqualTo(6);
    assertThat(current.getAdrAckDelayExponent().getValueValue()).isEqualTo(5);
    assertThat(current.hasRelay()).isFalse();
    assertThat(uplinks(current)).containsExactly(868_100_000L, 868_300_000L, 868_500_000L);
    assertThat(uplinks(desired)).hasSize(8).startsWith(868_100_000L).endsWith(867_900_000L);
  }

  @Test
  void subBandPlan_enablesItsChannelsOfAll() {
    MacStateInput input = input("US_902_928_FSB_2", PhyVersion.PHY_V1_0_2_REV_B).build();
    List<Channel> channels = MacStates.desiredParameters(input).getChannelsList();

    assertThat(channels).hasSize(72);
    assertThat(IntStream.range(0, 72).filter(i -> channels.get(i).getEnableUplink()))
        .containsExactly(8, 9, 10, 11, 12, 13, 14, 15, 65);
    assertThat(channels.get(9).getDownlinkFrequency()).isEqualTo(923_900_000);
    assertThat(MacStates.currentParameters(input).getChannelsList())
        .allMatch(Channel::getEnableUplink);
    assertThat(MacStates.factoryPresetFrequencies(MacStates.desiredParameters(input)))
        .containsExactly(
            903_900_000L,
            904_100_000L,
            904_300_000L,
            904_500_000L,
            904_700_000L,
            904_900_000L,
            905_100_000L,
            905_300_000L,
            904_600_000L);
  }

  @Test
  void fixedBand_keepsItsDataRates_andKnowsNoOtherFrequency() {
    FrequencyPlan plan =
        FrequencyPlan.builder("OWN", "US_902_928")
            .uplinkChannels(
                List.of(
                    new PlanChannel(903_000_000, 0, 3, 0), new PlanChannel(903_000_001, 0, 3, 0)))
            .build();
    MACParameters desired = MacStates.desiredParameters(input(plan).build());

    assertThat(desired.getChannelsList().stream().filter(Channel::getEnableUplink))
        .containsExactly(channel(903_000_000, 923_300_000, 4, 4, true));
    assertThat(desired.getChannelsCount()).isEqualTo(72);
  }

  @Test
  void dynamicBand_takesDataRatesFromThePlan_andKeepsChannelsThePlanLacks() {
    FrequencyPlan plan =
        FrequencyPlan.builder("OWN", "EU_863_870")
            .uplinkChannels(
                List.of(
                    new PlanChannel(868_300_000, 1, 4, 0), new PlanChannel(867_100_000, 2, 5, 0)))
            .downlinkChannels(
                List.of(
                    new PlanChannel(869_100_000, 0, 5, 0), new PlanChannel(869_200_000, 0, 5, 0)))
            .loraStandardChannel(new SingleRateChannel(863_000_000, 6, 0))
            .build();

    assertThat(MacStates.desiredParameters(input(plan).build()).getChannelsList())
        .containsExactly(
            channel(868_100_000, 868_100_000, 0, 5, false),
            channel(868_300_000, 868_300_000, 1, 4, true),
            channel(868_500_000, 868_500_000, 0, 5, false),
            channel(867_100_000, 869_200_000, 2, 5, true));
  }

  @Test
  void dynamicBand_withoutPlannedDownlinks_answersOnTheUplinkFrequency() {
    FrequencyPlan plan =
        FrequencyPlan.builder("OWN", "EU_863_870")
            .uplinkChannels(List.of(new PlanChannel(867_100_000, 0, 5, 0)))
            .build();

    assertThat(MacStates.desiredParameters(input(plan).build()).getChannelsList())
        .contains(channel(867_100_000, 867_100_000, 0, 5, true));
  }

  @Test
  void factoryPresets_areWhatIsEnabled() {
    MACSettings settings =
        settings("factory_preset_frequencies: [868300000, 867500000, 867500000]");
    MacStateInput input = input("EU_868_1").settings(settings).build();

    assertThat(MacStates.currentParameters(input).getChannelsList())
        .containsExactly(
            channel(868_100_000, 868_100_000, 0, 5, false),
            channel(868_300_000, 868_300_000, 0, 5, true),
            channel(868_500_000, 868_500_000, 0, 5, false),
            channel(867_500_000, 867_500_000, 0, 5, true));
    assertThat(MacStates.desiredParameters(input).getChannelsList())
        .hasSize(4)
        .filteredOn(Channel::getEnableUplink)
        .containsExactly(channel(868_100_000, 868_100_000, 0, 5, true));
    assertThat(uplinks(MacStates.currentParameters(input("EU_868_1").defaults(settings).build())))
        .contains(867_500_000L);
  }

  @Test
  void factoryPresets_ofTheDevice_replaceTheServers() {
    MacStateInput input =
        input("EU_868_1")
            .settings(settings("factory_preset_frequencies: [867100000]"))
            .defaults(settings("factory_preset_frequencies: [867300000]"))
            .build();

    assertThat(MacStates.factoryPresetFrequencies(MacStates.currentParameters(input)))
        .containsExactly(867_100_000L);
  }

  @Test
  void factoryPresets_thatAFixedBandDoesNotHave_areIgnored() {
    MACSettings settings = settings("factory_preset_frequencies: [902300000, 868300000]");
    MacStateInput input = input("US_902_928_FSB_1").settings(settings).build();

    assertThat(MacStates.factoryPresetFrequencies(MacStates.currentParameters(input)))
        .containsExactly(902_300_000L);
  }

  @Test
  void dwellTimes_areThereOnlyWhereTheBandHasTxParamSetup() {
    MacStateInput asia = input("AS_923").build();
    assertThat(MacStates.currentParameters(asia).hasUplinkDwellTime()).isFalse();
    assertThat(MacStates.desiredParameters(asia).getUplinkDwellTime().getValue()).isTrue();
    MACParameters off = MacStates.desiredParameters(input("AS_923_NDT").build());
    assertThat(off.hasDownlinkDwellTime()).isTrue();
    assertThat(off.getDownlinkDwellTime().getValue()).isFalse();

    MACSettings settings = settings("uplink_dwell_time { } downlink_dwell_time { value: true }");
    MACParameters set = MacStates.currentParameters(input("AS_923").settings(settings).build());
    assertThat(set.hasUplinkDwellTime()).isTrue();
    assertThat(set.getUplinkDwellTime().getValue()).isFalse();
    assertThat(set.getDownlinkDwellTime().getValue()).isTrue();
    MACParameters europe =
        MacStates.currentParameters(input("EU_863_870").settings(settings).build());
    assertThat(europe.hasUplinkDwellTime()).isFalse();
  }

  @Test
  void deviceSettings_comeBeforeTheServers() {
    MACSettings device =
        settings(
            "rx1_delay { value: RX_DELAY_3 } desired_rx1_data_rate_offset { value:"
                + " DATA_RATE_OFFSET_0 }");
    MACSettings server =
        settings(
            "rx1_delay { value: RX_DELAY_7 } rx1_data_rate_offset { value: DATA_RATE_OFFSET_2 }"
                + " max_duty_cycle { value: DUTY_CYCLE_64 } ping_slot_periodicity { value:"
                + " PING_EVERY_8S }");
    MACState state =
        MacStates.create(input("EU_863_870").settings(device).defaults(server).build());

    assertThat(state.getCurrentParameters().getRx1DelayValue()).isEqualTo(3);
    assertThat(state.getDesiredParameters().getRx1DelayValue()).isEqualTo(3);
    assertThat(state.getCurrentParameters().getRx1DataRateOffsetValue()).isEqualTo(2);
    assertThat(state.getDesiredParameters().getRx1DataRateOffsetValue()).isZero();
    assertThat(state.getDesiredParameters().getMaxDutyCycleValue()).isEqualTo(6);
    assertThat(state.getPingSlotPeriodicity().getValue()).isEqualTo(PingSlotPeriod.PING_EVERY_8S);
  }

  @Test
  void plan_comesBeforeTheServersDesiredSettings_andAfterTheDevices() {
    FrequencyPlan plan =
        FrequencyPlan.builder("OWN", "EU_863_870")
            .rx2Channel(new PlanChannel(0, 0, 5, 0))
            .rx2DefaultDataRate(0)
            .pingSlotChannel(new PlanChannel(868_800_000, 0, 5, 0))
            .pingSlotDefaultDataRate(0)
            .build();
    String wanted =
        "desired_rx2_frequency { value: 869000000 } desired_rx2_data_rate_index { value:"
            + " DATA_RATE_1 } desired_ping_slot_frequency { value: 868900000 }"
            + " desired_ping_slot_data_rate_index { value: DATA_RATE_2 }";
    MACParameters planned =
        MacStates.desiredParameters(input(plan).defaults(settings(wanted)).build());
    assertThat(planned.getRx2Frequency()).isZero();
    assertThat(planned.getRx2DataRateIndexValue()).isZero();
    assertThat(planned.getPingSlotFrequency()).isEqualTo(868_800_000);
    assertThat(planned.getPingSlotDataRateIndexValue().getValueValue()).isZero();

    for (MacStateInput input :
        List.of(
            input(plan).settings(settings(wanted)).build(),
            input("EU_863_870").defaults(settings(wanted)).build())) {
      MACParameters desired = MacStates.desiredParameters(input);
      assertThat(desired.getRx2Frequency()).isEqualTo(869_000_000);
      assertThat(desired.getRx2DataRateIndexValue()).isEqualTo(1);
      assertThat(desired.getPingSlotFrequency()).isEqualTo(868_900_000);
      assertThat(desired.getPingSlotDataRateIndexValue().getValueValue()).isEqualTo(2);
    }
  }

  @Test
  void plannedPingSlotWithoutFrequency_leavesItToTheBand() {
    FrequencyPlan plan =
        FrequencyPlan.builder("OWN", "EU_863_870")
            .pingSlotChannel(new PlanChannel(0, 0, 5, 0))
            .build();

    assertThat(MacStates.desiredParameters(input(plan).build()).getPingSlotFrequency())
        .isEqualTo(869_525_000);
  }

  @Test
  void maxEirp_isLoweredByThePlan_andSetByTheDevice() {
    assertThat(maxEirp(input("US_903_0"))).isEqualTo(24.15f);
    assertThat(maxEirp(input("AS_920_923_TTN_AU"))).isEqualTo(16f);
    assertThat(maxEirp(input("CN_470_510_FSB_11"))).isEqualTo(19.15f);
    assertThat(
            maxEirp(
                input("EU_863_870")
                    .settings(settings("desired_max_eirp { value: DEVICE_EIRP_36 }"))))
        .isEqualTo(36f);
    assertThat(
            maxEirp(
                input("EU_863_870")
                    .defaults(settings("desired_max_eirp { value: DEVICE_EIRP_36 }"))))
        .isEqualTo(16f);
    MACSettings unknown =
        MACSettings.newBuilder()
            .setDesiredMaxEirp(DeviceEIRPValue.newBuilder().setValueValue(16))
            .build();
    RegionalParametersException failure = failure(input("EU_863_870").settings(unknown));
    assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_MAX_EIRP);
    assertThat(failure.attributes()).containsEntry("desired_max_eirp", "16");
  }

  @Test
  void hoppingBeacon_hasNoFrequency_unlessSet() {
    MACParameters hopping = MacStates.currentParameters(input("US_902_928_FSB_2").build());
    assertThat(hopping.getBeaconFrequency()).isZero();
    assertThat(hopping.getPingSlotFrequency()).isZero();

    MACSettings set = settings("beacon_frequency { value: 923300000 }");
    assertThat(beacon(input("US_902_928_FSB_2").settings(set))).isEqualTo(923_300_000);
    MACSettings zero = settings("beacon_frequency { } ping_slot_frequency { }");
    assertThat(beacon(input("EU_863_870").settings(zero))).isEqualTo(869_525_000);
    assertThat(beacon(input("EU_863_870").defaults(zero))).isZero();
    assertThat(
            MacStates.currentParameters(input("EU_863_870").defaults(zero).build())
                .getPingSlotFrequency())
        .isEqualTo(869_525_000);
  }

  @Test
  void deviceClass_dependsOnVersionAndMulticast() {
    assertThat(classOf(MACVersion.MAC_V1_0_3, false, true, true)).isEqualTo(Class.CLASS_C);
    assertThat(classOf(MACVersion.MAC_V1_0_3, false, true, false)).isEqualTo(Class.CLASS_A);
    assertThat(classOf(MACVersion.MAC_V1_1, false, true, true)).isEqualTo(Class.CLASS_A);
    assertThat(classOf(MACVersion.MAC_V1_1, true, true, true)).isEqualTo(Class.CLASS_C);
    assertThat(classOf(MACVersion.MAC_V1_1, true, true, false)).isEqualTo(Class.CLASS_B);

    RegionalParametersException failure = failure(input("EU_863_870").multicast(true));
    assertThat(failure.reason()).isEqualTo(Reason.CLASS_A_MULTICAST);
    assertThat(failure.reason().serverError()).contains("pkg/networkserver/mac:class_a_multicast");
  }

  @Test
  void multicast_onlyListens_andIsNotChanged() {
    MACState state =
        MacStates.create(input("EU_863_870_TTN").multicast(true).supportsClassC(true).build());

    assertThat(state.getDesiredParameters()).isEqualTo(state.getCurrentParameters());
    assertThat(state.getCurrentParameters().getChannelsList())
        .containsExactly(
            Channel.newBuilder().setDownlinkFrequency(868_100_000).build(),
            Channel.newBuilder().setDownlinkFrequency(868_300_000).build(),
            Channel.newBuilder().setDownlinkFrequency(868_500_000).build());
  }

  @Test
  void servedRelay_takesItsBackoffFromTheBand() {
    String served = "relay { served { always { } serving_device_id: \"relay\" %s } }";
    assertThat(backoff(PhyVersion.RP002_V1_0_3, served.formatted(""))).isZero();
    assertThat(backoff(PhyVersion.RP002_V1_0_4, served.formatted(""))).isEqualTo(8);
    assertThat(backoff(PhyVersion.RP002_V1_0_4, served.formatted("backoff { value: 2 }")))
        .isEqualTo(2);
    assertThat(backoff(PhyVersion.RP002_V1_0_4, served.formatted("backoff { }"))).isZero();
  }

  @Test
  void servingRelay_keepsWhatIsSet() {
    MACSettings settings =
        settings(
            "relay { serving { second_channel { frequency: 868300000 } cad_periodicity:"
                + " RELAY_CAD_PERIODICITY_500_MILLISECONDS default_channel_index { value: 1 }"
                + " limits { reset_behavior: RELAY_RESET_LIMIT_COUNTER_RELOAD_RATE }"
                + " uplink_forwarding_rules { device_id: \"served\" } } }");
    ServingRelayParameters parameters =
        MacStates.currentParameters(input("EU_863_870").settings(settings).build())
            .getRelay()
            .getServing();

    ServingRelaySettings serving = settings.getRelay().getServing();
    assertThat(parameters.getSecondChannel()).isEqualTo(serving.getSecondChannel());
    assertThat(parameters.getCadPeriodicity()).isEqualTo(serving.getCadPeriodicity());
    assertThat(parameters.getDefaultChannelIndex()).isEqualTo(1);
    assertThat(parameters.hasLimits()).isTrue();
    assertThat(parameters.getLimits()).isEqualTo(serving.getLimits());
    assertThat(parameters.getUplinkForwardingRulesList())
        .isEqualTo(serving.getUplinkForwardingRulesList());
  }

  @Test
  void incompleteRelaySettings_areAnError() {
    for (String text : List.of("relay { }", "relay { served { } }", "desired_relay { }")) {
      RegionalParametersException failure = failure(input("EU_863_870").settings(settings(text)));
      assertThat(failure.reason()).as(text).isEqualTo(Reason.INCOMPLETE_RELAY_SETTINGS);
      assertThat(failure.reason().serverError()).isEmpty();
      assertThat(failure.reason().statusCode()).isEqualTo(13);
    }
  }

  @Test
  void serversRx2Frequency_isAnErrorUnlessTheDeviceHasOne() {
    MACSettings defaults = settings("rx2_frequency { value: 869000000 }");
    assertThat(failure(input("EU_863_870").defaults(defaults)).reason())
        .isEqualTo(Reason.UNUSABLE_DEFAULT_RX2_FREQUENCY);

    MacStateInput zero =
        input("EU_863_870").defaults(defaults).settings(settings("rx2_frequency { }")).build();
    assertThat(MacStates.currentParameters(zero).getRx2Frequency()).isEqualTo(869_525_000);
    MacStateInput set =
        input("EU_863_870")
            .defaults(defaults)
            .settings(settings("rx2_frequency { value: 868100000 }"))
            .build();
    assertThat(MacStates.currentParameters(set).getRx2Frequency()).isEqualTo(868_100_000);
  }

  @Test
  void unknownLorawanVersion_isAnError() {
    for (MACVersion version : List.of(MACVersion.MAC_UNKNOWN, MACVersion.UNRECOGNIZED)) {
      MacStateInput.Builder input =
          MacStateInput.builder(
              FrequencyPlans.bundled().get("EU_863_870"), PhyVersion.PHY_V1_0_2_REV_B, version);
      assertThat(failure(input).reason()).isEqualTo(Reason.UNKNOWN_LORAWAN_VERSION);
    }
  }

  @Test
  void planWhoseChannelsDoNotFit_isAnError() {
    PlanChannel channel = new PlanChannel(868_100_000, 0, 5, 0);
    FrequencyPlan.Builder plan = FrequencyPlan.builder("OWN", "EU_863_870");
    FrequencyPlan lacking =
        plan.uplinkChannels(List.of(channel, channel)).downlinkChannels(List.of(channel)).build();
    FrequencyPlan many =
        FrequencyPlan.builder("OWN", "EU_863_870")
            .uplinkChannels(Collections.nCopies(17, channel))
            .build();

    for (FrequencyPlan inconsistent : List.of(lacking, many)) {
      RegionalParametersException failure = failure(input(inconsistent));
      assertThat(failure.reason()).isEqualTo(Reason.INCONSISTENT_CHANNELS);
      assertThat(failure).hasMessageContaining("OWN");
    }
  }

  private static MacStateInput.Builder input(String planId) {
    return input(planId, PhyVersion.PHY_V1_0_2_REV_B);
  }

  private static MacStateInput.Builder input(String planId, PhyVersion phyVersion) {
    return MacStateInput.builder(
        FrequencyPlans.bundled().get(planId), phyVersion, MACVersion.MAC_V1_0_2);
  }

  private static MacStateInput.Builder input(FrequencyPlan plan) {
    return MacStateInput.builder(plan, PhyVersion.PHY_V1_0_2_REV_B, MACVersion.MAC_V1_0_2);
  }

  private static MACSettings settings(String text) {
    try {
      return TextFormat.parse(text, MACSettings.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static RegionalParametersException failure(MacStateInput.Builder input) {
    return catchThrowableOfType(
        RegionalParametersException.class, () -> MacStates.create(input.build()));
  }

  private static Channel channel(long uplink, long downlink, int min, int max, boolean enabled) {
    return Channel.newBuilder()
        .setUplinkFrequency(uplink)
        .setDownlinkFrequency(downlink)
        .setMinDataRateIndexValue(min)
        .setMaxDataRateIndexValue(max)
        .setEnableUplink(enabled)
        .build();
  }

  private static List<Long> uplinks(MACParameters parameters) {
    return parameters.getChannelsList().stream().map(Channel::getUplinkFrequency).toList();
  }

  private static float maxEirp(MacStateInput.Builder input) {
    return MacStates.desiredParameters(input.build()).getMaxEirp();
  }

  private static long beacon(MacStateInput.Builder input) {
    return MacStates.currentParameters(input.build()).getBeaconFrequency();
  }

  private static int backoff(PhyVersion phyVersion, String relay) {
    MacStateInput input = input("EU_863_870", phyVersion).settings(settings(relay)).build();
    return MacStates.desiredParameters(input).getRelay().getServed().getBackoff();
  }

  private static Class classOf(
      MACVersion version, boolean multicast, boolean supportsClassB, boolean supportsClassC) {
    return MacStates.deviceClass(
        MacStateInput.builder(
                FrequencyPlans.bundled().get("EU_863_870"), PhyVersion.PHY_V1_1_REV_B, version)
            .multicast(multicast)
            .supportsClassB(supportsClassB)
            .supportsClassC(supportsClassC)
            .build());
  }
}
