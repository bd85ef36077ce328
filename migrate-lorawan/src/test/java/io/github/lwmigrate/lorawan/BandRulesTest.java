package io.github.lwmigrate.lorawan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.github.lwmigrate.lorawan.BandViolation.Rule;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices are given in the text form of messages. */
class BandRulesTest {

  private static final String SERVING = "serving { default_channel_index %s }";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EU_863_870 | version_ids { band_id: 'US_902_928' } | BAND | version_ids.band_id",
        "EU_863_870 | mac_settings { rx2_data_rate_index { value: DATA_RATE_15 } } | DATA_RATE |"
            + " mac_settings.rx2_data_rate_index.value",
        "EU_863_870 | mac_settings { desired_rx2_data_rate_index { value: DATA_RATE_15 } } |"
            + " DATA_RATE | mac_settings.desired_rx2_data_rate_index.value",
        "EU_863_870 | mac_settings { ping_slot_data_rate_index { value: DATA_RATE_14 } } |"
            + " DATA_RATE | mac_settings.ping_slot_data_rate_index.value",
        "EU_863_870 | mac_settings { desired_ping_slot_data_rate_index { value: DATA_RATE_14 } } |"
            + " DATA_RATE | mac_settings.desired_ping_slot_data_rate_index.value",
        "EU_863_870 | mac_settings { adr { static { data_rate_index: DATA_RATE_15 } } } | DATA_RATE"
            + " | mac_settings.adr.mode.static.data_rate_index",
        "EU_863_870 | mac_settings { adr { static { tx_power_index: 8 } } } | TX_POWER |"
            + " mac_settings.adr.mode.static.tx_power_index",
        "EU_863_870 | mac_settings { adr { dynamic { min_data_rate_index { value: DATA_RATE_6 } } }"
            + " } | ADR_DATA_RATE | mac_settings.adr.mode.dynamic.min_data_rate_index.value",
        "EU_863_870 | mac_settings { adr { dynamic { max_data_rate_index { value: DATA_RATE_15 } }"
            + " } } | DATA_RATE | mac_settings.adr.mode.dynamic.max_data_rate_index.value",
        "EU_863_870 | mac_settings { adr { dynamic { min_tx_power_index { value: 9 } } } } |"
            + " TX_POWER | mac_settings.adr.mode.dynamic.min_tx_power_index",
        "EU_863_870 | mac_settings { adr { dynamic { max_tx_power_index { value: 4294967295 } } } }"
            + " | TX_POWER | mac_settings.adr.mode.dynamic.max_tx_power_index",
        "ISM_2400_3CH_DRAFT2 | mac_settings { adr { dynamic { } } } | DYNAMIC_ADR |"
            + " mac_settings.adr.mode",
        "ISM_2400_3CH_DRAFT2 | mac_settings { use_adr { value: true } } | DYNAMIC_ADR |"
            + " mac_settings.use_adr.value",
        "EU_863_870 | mac_settings { uplink_dwell_time { value: false } } | DWELL_TIME |"
            + " mac_settings.uplink_dwell_time.value",
        "EU_863_870 | mac_settings { downlink_dwell_time { value: true } } | DWELL_TIME |"
            + " mac_settings.downlink_dwell_time.value",
        "EU_863_870 | mac_settings { factory_preset_frequencies: [868100000, 915000000] } |"
            + " FACTORY_PRESET_FREQUENCY | mac_settings.factory_preset_frequencies",
        "US_902_928_FSB_2 | mac_settings { factory_preset_frequencies: 903950000 } |"
            + " FACTORY_PRESET_FREQUENCY | mac_settings.factory_preset_frequencies",
        "EU_863_870 | mac_settings { relay { served { second_channel { data_rate_index:"
            + " DATA_RATE_15 } } } } | DATA_RATE |"
            + " mac_settings.relay.mode.served.second_channel.data_rate_index",
        "EU_863_870 | mac_settings { desired_relay { serving { second_channel { data_rate_index:"
            + " DATA_RATE_15 } } } } | DATA_RATE |"
            + " mac_settings.desired_relay.mode.serving.second_channel.data_rate_index",
        "EU_863_870 | mac_settings { relay { serving { default_channel_index { value: 2 } } } } |"
            + " RELAY_CHANNEL | mac_settings.relay.mode.serving.default_channel_index",
        "EU_863_870 | mac_state { current_parameters { rx2_data_rate_index: DATA_RATE_15 } } |"
            + " DATA_RATE | mac_state.current_parameters.rx2_data_rate_index",
        "EU_863_870 | mac_state { desired_parameters { ping_slot_data_rate_index_value { value:"
            + " DATA_RATE_15 } } } | DATA_RATE |"
            + " mac_state.desired_parameters.ping_slot_data_rate_index_value.value",
        "EU_863_870 | mac_state { current_parameters { adr_data_rate_index: DATA_RATE_6 } } |"
            + " ADR_DATA_RATE | mac_state.current_parameters.adr_data_rate_index",
        "EU_863_870 | pending_mac_state { desired_parameters { adr_tx_power_index: 8 } } | TX_POWER"
            + " | pending_mac_state.desired_parameters.adr_tx_power_index",
        "EU_863_870 | mac_state { current_parameters { relay { serving { default_channel_index: 2 }"
            + " } } } | RELAY_CHANNEL |"
            + " mac_state.current_parameters.relay.mode.serving.default_channel_index",
        "EU_863_870 | mac_state { current_parameters { relay { served { second_channel {"
            + " data_rate_index: DATA_RATE_15 } } } } } | DATA_RATE |"
            + " mac_state.current_parameters.relay.mode.served.second_channel.data_rate_index",
        "EU_863_870 | pending_mac_state { current_parameters { relay { serving { second_channel {"
            + " data_rate_index: DATA_RATE_15 } } } } } | DATA_RATE |"
            + " pending_mac_state.current_parameters.relay.mode.serving.second_channel"
            + ".data_rate_index",
      })
  void oneWrongValue_isOneViolation(String plan, String device, Rule rule, String field)
      throws TextFormat.ParseException {
    assertThat(check(plan, device))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isEqualTo(rule);
              assertThat(violation.field()).isEqualTo(field);
              assertThat(violation.message()).endsWith(".");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EU_863_870 | version_ids { band_id: 'EU_863_870' }",
        "EU_863_870 | mac_settings { rx2_data_rate_index { value: DATA_RATE_0 } use_adr { value:"
            + " true } adr_margin { value: 99 } }",
        "EU_863_870 | mac_settings { adr { static { data_rate_index: DATA_RATE_7 tx_power_index: 7"
            + " } } factory_preset_frequencies: [863000000, 870000000] }",
        "AS_920_923 | mac_settings { factory_preset_frequencies: 922000000 uplink_dwell_time {"
            + " value: true } }",
        "US_902_928_FSB_2 | mac_settings { factory_preset_frequencies: [902300000, 914200000] }",
        "EU_863_870 | supports_class_b: true",
        "US_902_928_FSB_2 | supports_class_b: true",
        "ISM_2400_3CH_DRAFT2 | mac_settings { adr { disabled { } } use_adr { value: false } }",
        "EU_863_870 | mac_state { current_parameters { relay { serving { default_channel_index: 1 }"
            + " } } }",
      })
  void whatTheBandAllows_isNoViolation(String plan, String device)
      throws TextFormat.ParseException {
    assertThat(check(plan, device)).isEmpty();
  }

  @Test
  void classB_needsFrequenciesWhereTheBandHasNone() throws TextFormat.ParseException {
    Band without =
        Bands.ids().stream()
            .flatMap(id -> Bands.versions(id).stream().map(version -> Bands.get(id, version)))
            .filter(band -> band.pingSlotFrequencies().isEmpty())
            .filter(band -> band.beacon().frequencies().isEmpty())
            .findFirst()
            .orElseThrow();
    FrequencyPlan plan = FrequencyPlan.builder("OWN", without.id()).build();
    EndDevice device = device("supports_class_b: true mac_settings { beacon_frequency { } }");
    EndDevice complete =
        device(
            Stream.of("", "desired_")
                    .map(
                        prefix ->
                            prefix
                                + "ping_slot_frequency { value: 1 } "
                                + prefix
                                + "beacon_frequency { value: 1 } ")
                    .reduce("supports_class_b: true mac_settings { ", String::concat)
                + "}");

    assertThat(BandRules.check(device, plan, without))
        .extracting(BandViolation::field)
        .containsExactly(
            "mac_settings.ping_slot_frequency.value",
            "mac_settings.desired_ping_slot_frequency.value",
            "mac_settings.beacon_frequency.value",
            "mac_settings.desired_beacon_frequency.value");
    assertThat(BandRules.check(complete, plan, without)).isEmpty();
  }

  @Test
  void channels_areCounted() {
    EndDevice.Builder device = EndDevice.newBuilder();
    IntStream.range(0, 17)
        .forEach(
            i ->
                device
                    .getMacStateBuilder()
                    .getDesiredParametersBuilder()
                    .addChannelsBuilder()
                    .setUplinkFrequency(868_100_000));

    assertThat(check("EU_863_870", device.build()))
        .containsExactly(
            new BandViolation(
                Rule.CHANNEL_COUNT,
                "mac_state.desired_parameters.channels",
                "Here are 17 channels, and devices of EU_863_870 (RP002_V1_0_4) have at most 16."));
    assertThat(check("US_902_928_FSB_2", device.build())).isEmpty();
  }

  @Test
  void everythingIsToldAtOnce() throws TextFormat.ParseException {
    assertThat(
            check(
                "EU_863_870",
                "version_ids { band_id: 'X' } mac_settings { rx2_data_rate_index { value:"
                    + " DATA_RATE_15 } uplink_dwell_time { } } mac_state { current_parameters {"
                    + " adr_tx_power_index: 9 } }"))
        .extracting(BandViolation::rule)
        .containsExactly(Rule.BAND, Rule.DATA_RATE, Rule.DWELL_TIME, Rule.TX_POWER);
  }

  @Test
  void message_saysWhatIsAllowed() throws TextFormat.ParseException {
    assertThat(
            check(
                "EU_863_870",
                "mac_settings { relay { " + SERVING.formatted("{ value: 7 }") + "} }"))
        .extracting(BandViolation::message)
        .containsExactly(
            "EU_863_870 (RP002_V1_0_4) has 2 wake-on-radio channels, so there is none with index"
                + " 7.");
  }

  private static List<BandViolation> check(String plan, String device)
      throws TextFormat.ParseException {
    return check(plan, device(device));
  }

  private static List<BandViolation> check(String planId, EndDevice device) {
    FrequencyPlan plan = FrequencyPlans.bundled().get(planId);
    return BandRules.check(device, plan, Bands.get(plan.bandId(), PhyVersion.RP002_V1_0_4));
  }

  private static EndDevice device(String text) throws TextFormat.ParseException {
    return TextFormat.parse(text.replace('\'', '"'), EndDevice.class);
  }
}
