package io.github.lwmigrate.frequencyplans;

import io.github.lwmigrate.lorawan.Bands;
import io.github.lwmigrate.lorawan.ChannelDwellTime;
import io.github.lwmigrate.lorawan.DwellTime;
import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.ListenBeforeTalk;
import io.github.lwmigrate.lorawan.PlanChannel;
import io.github.lwmigrate.lorawan.Radio;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.lorawan.SingleRateChannel;
import io.github.lwmigrate.lorawan.SubBand;
import io.github.lwmigrate.lorawan.TimeOffAir;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What one file states of a plan; null, an empty list or "unstated" where it states nothing. */
record PlanFile(
    @Nullable String bandId,
    List<PlanChannel> uplinkChannels,
    List<PlanChannel> downlinkChannels,
    @Nullable SingleRateChannel loraStandardChannel,
    @Nullable SingleRateChannel fskChannel,
    @Nullable PlanChannel rx2Channel,
    @Nullable Integer rx2DefaultDataRate,
    @Nullable PlanChannel pingSlotChannel,
    @Nullable Integer pingSlotDefaultDataRate,
    @Nullable Double maxEirp,
    List<SubBand> subBands,
    DwellTime dwellTime,
    @Nullable TimeOffAir timeOffAir,
    @Nullable ListenBeforeTalk listenBeforeTalk,
    Gateway gateway) {

  /** Radios and the one that gives the clock go together. */
  record Gateway(List<Radio> radios, int clockSource) {}

  static PlanFile of(Optional<Yaml> document) {
    Yaml.Mapping members = document.map(Yaml::mapping).orElseGet(() -> new Yaml.Mapping(Map.of()));
    return new PlanFile(
        members.optional("band-id", Yaml::text),
        members.list("uplink-channels", PlanParts::channel),
        members.list("downlink-channels", PlanParts::channel),
        members.optional("lora-standard-channel", PlanParts::singleRateChannel),
        members.optional("fsk-channel", PlanParts::singleRateChannel),
        members.optional("rx2-channel", PlanParts::channel),
        members.optional("rx2-default-data-rate", PlanParts::index),
        members.optional("ping-slot", PlanParts::channel),
        members.optional("ping-slot-default-data-rate", PlanParts::index),
        members.optional("max-eirp", Yaml::decimal),
        members.list("sub-bands", PlanParts::subBand),
        members.get("dwell-time", PlanParts::dwellTime, DwellTime.UNSTATED),
        members.optional("time-off-air", PlanParts::timeOffAir),
        members.optional("listen-before-talk", PlanParts::listenBeforeTalk),
        new Gateway(
            members.list("radios", PlanParts::radio),
            members.get("clock-source", PlanParts::index, 0)));
  }

  /** What this file states, and the rest from the base. Nothing can be taken away. */
  PlanFile extending(PlanFile base) {
    return new PlanFile(
        bandId == null || bandId.isEmpty() ? base.bandId : bandId,
        uplinkChannels.isEmpty() ? base.uplinkChannels : uplinkChannels,
        downlinkChannels.isEmpty() ? base.downlinkChannels : downlinkChannels,
        either(loraStandardChannel, base.loraStandardChannel),
        either(fskChannel, base.fskChannel),
        either(rx2Channel, base.rx2Channel),
        either(rx2DefaultDataRate, base.rx2DefaultDataRate),
        either(pingSlotChannel, base.pingSlotChannel),
        either(pingSlotDefaultDataRate, base.pingSlotDefaultDataRate),
        either(maxEirp, base.maxEirp),
        subBands.isEmpty() ? base.subBands : subBands,
        dwellTime.equals(DwellTime.UNSTATED) ? base.dwellTime : dwellTime,
        timeOffAir == null || timeOffAir.equals(PlanParts.NO_TIME_OFF_AIR)
            ? base.timeOffAir
            : timeOffAir,
        either(listenBeforeTalk, base.listenBeforeTalk),
        gateway.radios.isEmpty() ? base.gateway : gateway);
  }

  private static <T> @Nullable T either(@Nullable T stated, @Nullable T otherwise) {
    return stated == null ? otherwise : stated;
  }

  /** The plan, if it is sound. */
  FrequencyPlan toPlan(String id) {
    String band = Objects.requireNonNullElse(bandId, "");
    requireBand(band);
    requireDwellTimeDuration();
    requireDwellTimeDuration("uplink-channels", uplinkChannels);
    requireDwellTimeDuration("downlink-channels", downlinkChannels);
    FrequencyPlan.Builder builder =
        FrequencyPlan.builder(id, band)
            .uplinkChannels(uplinkChannels)
            .downlinkChannels(downlinkChannels)
            .subBands(subBands)
            .dwellTime(dwellTime)
            .radios(gateway.radios)
            .clockSource(gateway.clockSource);
    set(builder, FrequencyPlan.Builder::loraStandardChannel, loraStandardChannel);
    set(builder, FrequencyPlan.Builder::fskChannel, fskChannel);
    set(builder, FrequencyPlan.Builder::rx2Channel, rx2Channel);
    set(builder, FrequencyPlan.Builder::rx2DefaultDataRate, rx2DefaultDataRate);
    set(builder, FrequencyPlan.Builder::pingSlotChannel, pingSlotChannel);
    set(builder, FrequencyPlan.Builder::pingSlotDefaultDataRate, pingSlotDefaultDataRate);
    set(builder, FrequencyPlan.Builder::maxEirp, maxEirp);
    set(builder, FrequencyPlan.Builder::timeOffAir, timeOffAir);
    set(builder, FrequencyPlan.Builder::listenBeforeTalk, listenBeforeTalk);
    return builder.build();
  }

  private static <T> void set(
      FrequencyPlan.Builder builder,
      BiConsumer<FrequencyPlan.Builder, T> setter,
      @Nullable T value) {
    if (value != null) {
      setter.accept(builder, value);
    }
  }

  private static void requireBand(String band) {
    if (Bands.versions(band).isEmpty()) {
      throw new RegionalParametersException(
          Reason.BAND_NOT_FOUND,
          (band.isEmpty()
                  ? "It names no band"
                  : "There is no band \"" + Yaml.shortened(band) + "\"")
              + ". Give band-id one of "
              + String.join(", ", Bands.ids())
              + ".",
          Map.of("id", band));
    }
  }

  private void requireDwellTimeDuration() {
    boolean limited =
        Boolean.TRUE.equals(dwellTime.uplinks()) || Boolean.TRUE.equals(dwellTime.downlinks());
    if (limited && dwellTime.duration() == null) {
      throw noDuration("Its dwell time is limited");
    }
  }

  private void requireDwellTimeDuration(String key, List<PlanChannel> channels) {
    for (int i = 0; i < channels.size(); i++) {
      ChannelDwellTime limit = channels.get(i).dwellTime();
      if (limit != null
          && Boolean.TRUE.equals(limit.enabled())
          && limit.duration() == null
          && dwellTime.duration() == null) {
        RegionalParametersException cause =
            noDuration("The dwell time of " + key + "[" + i + "] is limited");
        throw new RegionalParametersException(
            Reason.INVALID_CHANNEL,
            String.valueOf(cause.getMessage()),
            Map.of("index", Integer.toString(i)),
            cause);
      }
    }
  }

  private static RegionalParametersException noDuration(String what) {
    return new RegionalParametersException(
        Reason.NO_DWELL_TIME_DURATION,
        what + ", but nothing says to what. Add dwell-time.duration, for example 400ms.",
        Map.of());
  }
}
