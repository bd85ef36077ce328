package io.github.lwmigrate.lorawan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A band as the recordings write it, made through the public API alone. */
final class BandJson {

  private BandJson() {}

  static JsonObject of(Band band) {
    JsonObject json = new JsonObject();
    json.add("default_max_eirp", number(band.maxEirp()));
    JsonArray offsets = new JsonArray();
    band.txPowerOffsets().forEach(offset -> offsets.add(number(offset)));
    json.add("tx_offset", offsets);
    json.add("max_tx_power_index", number(band.maxTxPowerIndex()));
    json.add("receive_delay_1_s", number(band.receiveDelay1().toSeconds()));
    json.add("receive_delay_2_s", number(band.receiveDelay2().toSeconds()));
    json.add("join_accept_delay_1_s", number(band.joinAcceptDelay1().toSeconds()));
    json.add("join_accept_delay_2_s", number(band.joinAcceptDelay2().toSeconds()));
    json.add("min_retransmit_timeout_s", number(band.minRetransmitTimeout().toSeconds()));
    json.add("max_retransmit_timeout_s", number(band.maxRetransmitTimeout().toSeconds()));
    json.add("max_fcnt_gap", number(band.maxFrameCounterGap()));
    json.addProperty("adr_ack_limit_exponent", "ADR_ACK_LIMIT_" + band.adrAckLimit());
    json.addProperty("adr_ack_delay_exponent", "ADR_ACK_DELAY_" + band.adrAckDelay());
    json.add("max_adr_data_rate_index", number(band.maxAdrDataRateIndex()));
    json.addProperty("supports_dynamic_adr", band.supportsDynamicAdr());
    json.add("frequency_multiplier", number(band.frequencyStep()));
    json.addProperty("cf_list_type", band.cfListType().name());
    json.addProperty("implements_cf_list", band.implementsCfList());
    json.add("max_uplink_channels", number(band.maxUplinkChannels()));
    json.add("max_downlink_channels", number(band.maxDownlinkChannels()));
    json.add("uplink_channels", channels(band.uplinkChannels()));
    json.add("downlink_channels", channels(band.downlinkChannels()));
    json.add("rx1_data_rate", rx1DataRates(band));
    JsonObject rx2 = new JsonObject();
    rx2.add("frequency", number(band.rx2().frequency()));
    rx2.add("data_rate_index", number(band.rx2().dataRateIndex()));
    json.add("default_rx2", rx2);
    JsonObject beacon = new JsonObject();
    beacon.add("data_rate_index", number(band.beacon().dataRateIndex()));
    beacon.addProperty("coding_rate", band.beacon().codingRate());
    beacon.add("frequencies", numbers(band.beacon().frequencies()));
    json.add("beacon", beacon);
    json.add("ping_slot_frequencies", numbers(band.pingSlotFrequencies()));
    json.addProperty("tx_param_setup_req_support", band.supportsTxParamSetup());
    JsonObject dwellTime = new JsonObject();
    dwellTime.add("uplinks", flag(band.bootDwellTime().uplinks()));
    dwellTime.add("downlinks", flag(band.bootDwellTime().downlinks()));
    json.add("boot_dwell_time", dwellTime);
    json.addProperty("strict_coding_rate", band.strictCodingRate());
    json.add("sub_bands", subBands(band.subBands()));
    json.add("relay", relay(band.relay()));
    JsonObject dataRates = new JsonObject();
    band.dataRates().forEach((index, rate) -> dataRates.add(index.toString(), dataRate(rate)));
    json.add("data_rates", dataRates);
    return json;
  }

  static JsonPrimitive number(double value) {
    return new JsonPrimitive(value);
  }

  private static JsonPrimitive number(long value) {
    return new JsonPrimitive(value);
  }

  private static JsonArray numbers(List<Long> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(number(value.longValue())));
    return array;
  }

  private static JsonElement flag(@Nullable Boolean value) {
    return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value);
  }

  private static JsonArray channels(List<BandChannel> channels) {
    JsonArray array = new JsonArray();
    for (BandChannel channel : channels) {
      JsonObject json = new JsonObject();
      json.add("frequency", number(channel.frequency()));
      json.add("min_data_rate", number(channel.minDataRate()));
      json.add("max_data_rate", number(channel.maxDataRate()));
      array.add(json);
    }
    return array;
  }

  static JsonArray subBands(List<SubBand> subBands) {
    JsonArray array = new JsonArray();
    for (SubBand subBand : subBands) {
      JsonObject json = new JsonObject();
      json.add("min_frequency", number(subBand.minFrequency()));
      json.add("max_frequency", number(subBand.maxFrequency()));
      json.add("duty_cycle", number(subBand.dutyCycle()));
      Double maxEirp = subBand.maxEirp();
      if (maxEirp != null) {
        json.add("max_eirp", number(maxEirp));
      }
      array.add(json);
    }
    return array;
  }

  private static JsonObject relay(RelayDefaults relay) {
    JsonObject json = new JsonObject();
    json.add("forward_delay_ms", number(relay.forwardDelay().toMillis()));
    json.add("receive_delay_s", number(relay.receiveDelay().toSeconds()));
    json.add("served_backoff", number(relay.servedBackoff()));
    JsonArray channels = new JsonArray();
    for (WorChannel channel : relay.worChannels()) {
      JsonObject wor = new JsonObject();
      wor.add("frequency", number(channel.frequency()));
      wor.add("ack_frequency", number(channel.ackFrequency()));
      wor.add("data_rate_index", number(channel.dataRateIndex()));
      channels.add(wor);
    }
    json.add("wor_channels", channels);
    return json;
  }

  private static JsonObject dataRate(DataRate dataRate) {
    JsonObject json = new JsonObject();
    JsonObject modulation = new JsonObject();
    if (dataRate.modulation() instanceof Modulation.LoRa lora) {
      modulation.add("spreading_factor", number(lora.spreadingFactor()));
      modulation.add("bandwidth", number(lora.bandwidth()));
      modulation.addProperty("coding_rate", lora.codingRate());
      json.add("lora", modulation);
    } else if (dataRate.modulation() instanceof Modulation.Fsk fsk) {
      modulation.add("bit_rate", number(fsk.bitRate()));
      json.add("fsk", modulation);
    } else if (dataRate.modulation() instanceof Modulation.LrFhss lrFhss) {
      modulation.add("modulation_type", number(lrFhss.modulationType()));
      modulation.add("operating_channel_width", number(lrFhss.operatingChannelWidth()));
      modulation.addProperty("coding_rate", lrFhss.codingRate());
      json.add("lrfhss", modulation);
    }
    JsonObject size = new JsonObject();
    size.add("no_dwell_time", number(dataRate.maxMacPayloadSize()));
    size.add("dwell_time", number(dataRate.maxMacPayloadSizeWithDwellTime()));
    json.add("max_mac_payload_size", size);
    return json;
  }

  private static JsonObject rx1DataRates(Band band) {
    JsonObject json = new JsonObject();
    json.add("no_dwell_time", rx1DataRates(band, false));
    json.add("dwell_time", rx1DataRates(band, true));
    return json;
  }

  /** Data rates without a single offset are left out, as in the recordings. */
  private static JsonObject rx1DataRates(Band band, boolean dwellTime) {
    JsonObject json = new JsonObject();
    for (int uplink = 0; uplink < 16; uplink++) {
      JsonArray row = new JsonArray();
      boolean any = false;
      for (int offset = 0; offset < 8; offset++) {
        OptionalInt downlink = band.rx1DataRateIndex(uplink, offset, dwellTime);
        any |= downlink.isPresent();
        row.add(downlink.isPresent() ? number(downlink.getAsInt()) : JsonNull.INSTANCE);
      }
      if (any) {
        json.add(Integer.toString(uplink), row);
      }
    }
    return json;
  }
}
