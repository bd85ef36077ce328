package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.BandViolation.Rule;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RelayParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RelaySettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What a band lets a device have: the rules by which The Things Stack's Network Server (3.32.1)
 * judges MAC settings and MAC states. They look at {@code version_ids.band_id}, {@code
 * supports_class_b}, {@code mac_settings}, {@code mac_state} and {@code pending_mac_state}; what is
 * not there breaks no rule.
 */
public final class BandRules {
  private static final String SETTINGS = "mac_settings.";

  private final EndDevice device;
  private final FrequencyPlan plan;
  private final Band band;
  private final List<BandViolation> found = new ArrayList<>();

  private BandRules(EndDevice device, FrequencyPlan plan, Band band) {
    this.device = device;
    this.plan = plan;
    this.band = band;
  }

  /**
   * Everything in a device that its band does not allow. A pure function.
   *
   * @param device the device
   * @param plan its frequency plan
   * @param band the plan's band, in the edition of the regional parameters the device follows
   * @return the violations; empty if there are none; unmodifiable
   */
  public static List<BandViolation> check(EndDevice device, FrequencyPlan plan, Band band) {
    BandRules rules = new BandRules(device, plan, band);
    rules.checkBandId();
    if (device.hasMacSettings()) {
      rules.checkSettings(device.getMacSettings());
    }
    if (device.getSupportsClassB()) {
      rules.checkClassB(device.getMacSettings());
    }
    if (device.hasMacState()) {
      rules.checkState("mac_state.", device.getMacState());
    }
    if (device.hasPendingMacState()) {
      rules.checkState("pending_mac_state.", device.getPendingMacState());
    }
    return List.copyOf(rules.found);
  }

  private void checkBandId() {
    String id = device.getVersionIds().getBandId();
    if (!id.isEmpty() && !id.equals(plan.bandId())) {
      add(
          Rule.BAND,
          "version_ids.band_id",
          "",
          "The device is made for band " + id + ", and " + plan + " belongs to " + plan.bandId());
    }
  }

  private void checkSettings(MACSettings settings) {
    if (settings.hasRx2DataRateIndex()) {
      dataRate(
          SETTINGS, "rx2_data_rate_index.value", settings.getRx2DataRateIndex().getValueValue());
    }
    if (settings.hasDesiredRx2DataRateIndex()) {
      dataRate(
          SETTINGS,
          "desired_rx2_data_rate_index.value",
          settings.getDesiredRx2DataRateIndex().getValueValue());
    }
    if (settings.hasPingSlotDataRateIndex()) {
      dataRate(
          SETTINGS,
          "ping_slot_data_rate_index.value",
          settings.getPingSlotDataRateIndex().getValueValue());
    }
    if (settings.hasDesiredPingSlotDataRateIndex()) {
      dataRate(
          SETTINGS,
          "desired_ping_slot_data_rate_index.value",
          settings.getDesiredPingSlotDataRateIndex().getValueValue());
    }
    checkRelay("mac_settings.relay.mode.", settings.getRelay());
    checkRelay("mac_settings.desired_relay.mode.", settings.getDesiredRelay());
    checkAdr(settings);
    if (settings.hasUplinkDwellTime()) {
      dwellTime("uplink_dwell_time.value");
    }
    if (settings.hasDownlinkDwellTime()) {
      dwellTime("downlink_dwell_time.value");
    }
    checkFactoryPresets(settings.getFactoryPresetFrequenciesList());
  }

  private void checkRelay(String path, RelaySettings relay) {
    if (relay.getServed().hasSecondChannel()) {
      dataRate(
          path,
          "served.second_channel.data_rate_index",
          relay.getServed().getSecondChannel().getDataRateIndexValue());
    }
    if (relay.getServing().hasDefaultChannelIndex()) {
      relayChannel(
          path,
          "serving.default_channel_index",
          relay.getServing().getDefaultChannelIndex().getValue());
    }
    if (relay.getServing().hasSecondChannel()) {
      dataRate(
          path,
          "serving.second_channel.data_rate_index",
          relay.getServing().getSecondChannel().getDataRateIndexValue());
    }
  }

  private void checkAdr(MACSettings settings) {
    ADRSettings adr = settings.getAdr();
    String dynamic = "mac_settings.adr.mode.dynamic.";
    if (adr.hasDynamic()) {
      ADRSettings.DynamicMode mode = adr.getDynamic();
      if (!band.supportsDynamicAdr()) {
        dynamicAdr("adr.mode");
      }
      if (mode.hasMinDataRateIndex()) {
        dynamicDataRate(
            dynamic, "min_data_rate_index.value", mode.getMinDataRateIndex().getValueValue());
      }
      if (mode.hasMaxDataRateIndex()) {
        dynamicDataRate(
            dynamic, "max_data_rate_index.value", mode.getMaxDataRateIndex().getValueValue());
      }
      if (mode.hasMinTxPowerIndex()) {
        txPower(dynamic, "min_tx_power_index", mode.getMinTxPowerIndex().getValue());
      }
      if (mode.hasMaxTxPowerIndex()) {
        txPower(dynamic, "max_tx_power_index", mode.getMaxTxPowerIndex().getValue());
      }
    }
    if (adr.hasStatic()) {
      String fixed = "mac_settings.adr.mode.static.";
      dataRate(fixed, "data_rate_index", adr.getStatic().getDataRateIndexValue());
      txPower(fixed, "tx_power_index", adr.getStatic().getTxPowerIndex());
    }
    if (settings.getUseAdr().getValue() && !band.supportsDynamicAdr()) {
      dynamicAdr("use_adr.value");
    }
  }

  /** In dynamic bands a frequency must be allowed, in fixed ones it must be that of a channel. */
  private void checkFactoryPresets(List<Long> frequencies) {
    for (long frequency : frequencies) {
      boolean known =
          switch (band.cfListType()) {
            case FREQUENCIES ->
                plan.subBand(frequency).isPresent() || band.subBand(frequency).isPresent();
            case CHANNEL_MASKS ->
                band.uplinkChannels().stream()
                    .anyMatch(channel -> channel.frequency() == frequency);
          };
      if (!known) {
        add(
            Rule.FACTORY_PRESET_FREQUENCY,
            SETTINGS,
            "factory_preset_frequencies",
            frequency + " Hz is no frequency for uplinks in " + band + " with plan " + plan);
        return;
      }
    }
  }

  private void checkClassB(MACSettings settings) {
    if (band.pingSlotFrequencies().isEmpty()) {
      classBFrequency("ping_slot_frequency.value", settings.getPingSlotFrequency().getValue());
      classBFrequency(
          "desired_ping_slot_frequency.value", settings.getDesiredPingSlotFrequency().getValue());
    }
    if (band.beacon().frequencies().isEmpty()) {
      classBFrequency("beacon_frequency.value", settings.getBeaconFrequency().getValue());
      classBFrequency(
          "desired_beacon_frequency.value", settings.getDesiredBeaconFrequency().getValue());
    }
  }

  private void checkState(String state, MACState values) {
    checkParameters(state + "current_parameters.", values.getCurrentParameters());
    checkParameters(state + "desired_parameters.", values.getDesiredParameters());
  }

  private void checkParameters(String path, MACParameters parameters) {
    dataRate(path, "rx2_data_rate_index", parameters.getRx2DataRateIndexValue());
    if (parameters.hasPingSlotDataRateIndexValue()) {
      dataRate(
          path,
          "ping_slot_data_rate_index_value.value",
          parameters.getPingSlotDataRateIndexValue().getValueValue());
    }
    adrDataRate(path, "adr_data_rate_index", parameters.getAdrDataRateIndexValue());
    txPower(path, "adr_tx_power_index", parameters.getAdrTxPowerIndex());
    if (parameters.getChannelsCount() > band.maxUplinkChannels()) {
      add(
          Rule.CHANNEL_COUNT,
          path,
          "channels",
          "Here are "
              + parameters.getChannelsCount()
              + " channels, and devices of "
              + band
              + " have at most "
              + band.maxUplinkChannels());
    }
    if (parameters.hasRelay()) {
      checkRelay(path + "relay.mode.", parameters.getRelay());
    }
  }

  private void checkRelay(String path, RelayParameters relay) {
    if (relay.getServed().hasSecondChannel()) {
      dataRate(
          path,
          "served.second_channel.data_rate_index",
          relay.getServed().getSecondChannel().getDataRateIndexValue());
    }
    if (relay.hasServing()) {
      relayChannel(
          path, "serving.default_channel_index", relay.getServing().getDefaultChannelIndex());
      if (relay.getServing().hasSecondChannel()) {
        dataRate(
            path,
            "serving.second_channel.data_rate_index",
            relay.getServing().getSecondChannel().getDataRateIndexValue());
      }
    }
  }

  private void dataRate(String path, String field, int index) {
    if (!band.dataRates().containsKey(index)) {
      add(
          Rule.DATA_RATE,
          path,
          field,
          band + " has no data rate " + index + ", but " + band.dataRates().keySet());
    }
  }

  private void adrDataRate(String path, String field, int index) {
    if (index > band.maxAdrDataRateIndex()) {
      add(
          Rule.ADR_DATA_RATE,
          path,
          field,
          "ADR does not use data rate "
              + index
              + " in "
              + band
              + ", but 0 to "
              + band.maxAdrDataRateIndex());
    }
  }

  private void dynamicDataRate(String path, String field, int index) {
    if (band.dataRates().containsKey(index)) {
      adrDataRate(path, field, index);
    } else {
      dataRate(path, field, index);
    }
  }

  private void txPower(String path, String field, int index) {
    if (Integer.compareUnsigned(index, band.maxTxPowerIndex()) > 0) {
      add(
          Rule.TX_POWER,
          path,
          field,
          band
              + " has no TX power index "
              + Integer.toUnsignedString(index)
              + ", but 0 to "
              + band.maxTxPowerIndex());
    }
  }

  private void relayChannel(String path, String field, int index) {
    int count = band.relay().worChannels().size();
    if (Integer.compareUnsigned(index, count) >= 0) {
      add(
          Rule.RELAY_CHANNEL,
          path,
          field,
          band
              + " has "
              + (count == 0 ? "no wake-on-radio channels" : count + " wake-on-radio channels")
              + ", so there is none with index "
              + Integer.toUnsignedString(index));
    }
  }

  private void dynamicAdr(String field) {
    add(Rule.DYNAMIC_ADR, SETTINGS, field, band + " has no dynamic ADR");
  }

  private void dwellTime(String field) {
    if (!band.supportsTxParamSetup()) {
      add(
          Rule.DWELL_TIME,
          SETTINGS,
          field,
          "Devices of " + band + " cannot be told of dwell times, so nothing may be set here");
    }
  }

  private void classBFrequency(String field, long frequency) {
    if (frequency == 0) {
      add(
          Rule.CLASS_B_FREQUENCY,
          SETTINGS,
          field,
          band + " has no frequency of its own here, so a class B device needs one");
    }
  }

  private void add(Rule rule, String path, String field, String sentence) {
    found.add(new BandViolation(rule, path + field, sentence + "."));
  }
}
