package io.github.lwmigrate.lorawan;

import static io.github.lwmigrate.lorawan.BandJson.number;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;

/** A frequency plan as the recordings write it, made through the public API alone. */
final class PlanJson {

  private PlanJson() {}

  static JsonObject of(FrequencyPlan plan) {
    JsonObject json = new JsonObject();
    json.addProperty("band_id", plan.bandId());
    json.add("uplink_channels", channels(plan.uplinkChannels()));
    json.add("downlink_channels", channels(plan.downlinkChannels()));
    plan.loraStandardChannel()
        .ifPresent(channel -> json.add("lora_standard_channel", singleRateChannel(channel)));
    plan.fskChannel().ifPresent(channel -> json.add("fsk_channel", singleRateChannel(channel)));
    plan.rx2Channel().ifPresent(channel -> json.add("rx2_channel", channel(channel)));
    plan.rx2DefaultDataRate().ifPresent(index -> json.addProperty("rx2_default_data_rate", index));
    plan.pingSlotChannel().ifPresent(channel -> json.add("ping_slot", channel(channel)));
    plan.pingSlotDefaultDataRate()
        .ifPresent(index -> json.addProperty("ping_slot_default_data_rate", index));
    plan.maxEirp().ifPresent(power -> json.addProperty("max_eirp_dbm", power));
    if (!plan.subBands().isEmpty()) {
      json.add("sub_bands", BandJson.subBands(plan.subBands()));
    }
    if (!plan.dwellTime().equals(DwellTime.UNSTATED)) {
      json.add("dwell_time", dwellTime(plan.dwellTime()));
    }
    plan.listenBeforeTalk()
        .ifPresent(settings -> json.add("listen_before_talk", listenBeforeTalk(settings)));
    JsonArray radios = new JsonArray();
    plan.radios().forEach(radio -> radios.add(radio(radio)));
    if (!radios.isEmpty()) {
      json.add("radios", radios);
    }
    json.addProperty("clock_source", plan.clockSource());
    return json;
  }

  private static JsonArray channels(List<PlanChannel> channels) {
    JsonArray array = new JsonArray();
    channels.forEach(channel -> array.add(channel(channel)));
    return array;
  }

  private static JsonObject channel(PlanChannel channel) {
    JsonObject json = new JsonObject();
    json.addProperty("frequency_hz", channel.frequency());
    json.addProperty("min_data_rate", channel.minDataRate());
    json.addProperty("max_data_rate", channel.maxDataRate());
    json.addProperty("radio", channel.radio());
    return json;
  }

  private static JsonObject singleRateChannel(SingleRateChannel channel) {
    JsonObject json = new JsonObject();
    json.addProperty("frequency_hz", channel.frequency());
    json.addProperty("data_rate", channel.dataRate());
    json.addProperty("radio", channel.radio());
    return json;
  }

  private static JsonObject dwellTime(DwellTime dwellTime) {
    JsonObject json = new JsonObject();
    if (dwellTime.uplinks() != null) {
      json.addProperty("uplinks", dwellTime.uplinks());
    }
    if (dwellTime.downlinks() != null) {
      json.addProperty("downlinks", dwellTime.downlinks());
    }
    Duration duration = dwellTime.duration();
    if (duration != null) {
      json.addProperty("duration", duration.toMillis() + "ms");
    }
    return json;
  }

  private static JsonObject listenBeforeTalk(ListenBeforeTalk settings) {
    JsonObject json = new JsonObject();
    json.add("rssi-target", number(settings.rssiTarget()));
    json.add("rssi-offset", number(settings.rssiOffset()));
    json.addProperty("scan-time", settings.scanTime().toNanos());
    return json;
  }

  private static JsonObject radio(Radio radio) {
    JsonObject json = new JsonObject();
    json.addProperty("enable", radio.enabled());
    json.addProperty("chip_type", radio.chipType());
    json.addProperty("frequency", radio.frequency());
    json.add("rssi_offset", number(radio.rssiOffset()));
    Radio.Transmission transmission = radio.transmission();
    if (transmission != null) {
      json.addProperty("tx_min_frequency", transmission.minFrequency());
      json.addProperty("tx_max_frequency", transmission.maxFrequency());
    }
    return json;
  }
}
