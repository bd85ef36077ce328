package io.github.lwmigrate.cli.internal;

import com.google.gson.stream.JsonWriter;
import io.github.lwmigrate.lorawan.Bands;
import io.github.lwmigrate.lorawan.DwellTime;
import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.lorawan.PlanChannel;
import io.github.lwmigrate.lorawan.SingleRateChannel;
import io.github.lwmigrate.lorawan.SubBand;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Frequency plans as one JSON object a line: frequencies in Hz, powers in dBm, durations in
 * nanoseconds, and nothing for what a plan leaves to its band.
 */
final class PlanJson implements PlanTexts {

  private final PrintStream out;

  PlanJson(PrintStream out) {
    this.out = out;
  }

  /** Writes the members of an object. */
  @FunctionalInterface
  private interface Members {
    void write(JsonWriter json) throws IOException;
  }

  @Override
  public void list(List<FrequencyPlanSummary> plans) {
    plans.forEach(plan -> line(json -> summary(json, plan)));
    out.flush();
  }

  @Override
  public void show(FrequencyPlanSummary summary, FrequencyPlan plan) {
    line(
        json -> {
          summary(json, summary);
          details(json, plan);
        });
    out.flush();
  }

  private void line(Members members) {
    StringWriter line = new StringWriter();
    try (JsonWriter json = new JsonWriter(line)) {
      json.setHtmlSafe(false);
      json.setSerializeNulls(false);
      object(json, members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(line);
  }

  private static void object(JsonWriter json, Members members) throws IOException {
    json.beginObject();
    members.write(json);
    json.endObject();
  }

  private static void summary(JsonWriter json, FrequencyPlanSummary plan) throws IOException {
    json.name("id").value(plan.id());
    json.name("base_id").value(plan.baseId());
    json.name("band_id").value(plan.bandId());
    json.name("name").value(plan.name());
    json.name("base_frequency").value(plan.baseFrequencyMhz());
    json.name("country_codes").beginArray();
    for (String code : plan.countryCodes()) {
      json.value(code);
    }
    json.endArray();
  }

  private static void details(JsonWriter json, FrequencyPlan plan) throws IOException {
    json.name("lorawan_phy_versions").beginArray();
    for (PhyVersion version : Bands.versions(plan.bandId())) {
      json.value(version.name());
    }
    json.endArray();
    channels(json, "uplink_channels", plan.uplinkChannels());
    channels(json, "downlink_channels", plan.downlinkChannels());
    if (plan.loraStandardChannel().isPresent()) {
      channel(json, "lora_standard_channel", plan.loraStandardChannel().get());
    }
    if (plan.fskChannel().isPresent()) {
      channel(json, "fsk_channel", plan.fskChannel().get());
    }
    if (plan.rx2Channel().isPresent()) {
      json.name("rx2_frequency").value(plan.rx2Channel().get().frequency());
    }
    if (plan.rx2DefaultDataRate().isPresent()) {
      json.name("rx2_default_data_rate").value(plan.rx2DefaultDataRate().getAsInt());
    }
    if (plan.pingSlotChannel().isPresent()) {
      json.name("ping_slot_frequency").value(plan.pingSlotChannel().get().frequency());
    }
    if (plan.pingSlotDefaultDataRate().isPresent()) {
      json.name("ping_slot_default_data_rate").value(plan.pingSlotDefaultDataRate().getAsInt());
    }
    if (plan.maxEirp().isPresent()) {
      json.name("max_eirp").value(plan.maxEirp().getAsDouble());
    }
    limits(json, plan);
  }

  private static void limits(JsonWriter json, FrequencyPlan plan) throws IOException {
    DwellTime dwellTime = plan.dwellTime();
    if (!dwellTime.equals(DwellTime.UNSTATED)) {
      json.name("dwell_time").beginObject();
      json.name("uplinks").value(dwellTime.uplinks());
      json.name("downlinks").value(dwellTime.downlinks());
      if (dwellTime.duration() != null) {
        json.name("duration").value(dwellTime.duration().toNanos());
      }
      json.endObject();
    }
    if (plan.listenBeforeTalk().isPresent()) {
      json.name("listen_before_talk").beginObject();
      json.name("rssi_target").value(plan.listenBeforeTalk().get().rssiTarget());
      json.name("rssi_offset").value(plan.listenBeforeTalk().get().rssiOffset());
      json.name("scan_time").value(plan.listenBeforeTalk().get().scanTime().toNanos());
      json.endObject();
    }
    if (!plan.subBands().isEmpty()) {
      json.name("sub_bands").beginArray();
      for (SubBand subBand : plan.subBands()) {
        object(
            json,
            members -> {
              members.name("min_frequency").value(subBand.minFrequency());
              members.name("max_frequency").value(subBand.maxFrequency());
              members.name("duty_cycle").value(subBand.dutyCycle());
              members.name("max_eirp").value(subBand.maxEirp());
            });
      }
      json.endArray();
    }
  }

  private static void channels(JsonWriter json, String name, List<PlanChannel> channels)
      throws IOException {
    json.name(name).beginArray();
    for (PlanChannel channel : channels) {
      object(
          json,
          members -> {
            members.name("frequency").value(channel.frequency());
            members.name("min_data_rate").value(channel.minDataRate());
            members.name("max_data_rate").value(channel.maxDataRate());
          });
    }
    json.endArray();
  }

  private static void channel(JsonWriter json, String name, SingleRateChannel channel)
      throws IOException {
    json.name(name).beginObject();
    json.name("frequency").value(channel.frequency());
    json.name("data_rate").value(channel.dataRate());
    json.endObject();
  }
}
