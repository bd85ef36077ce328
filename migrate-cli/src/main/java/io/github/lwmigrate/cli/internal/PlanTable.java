package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.lorawan.Band;
import io.github.lwmigrate.lorawan.Bands;
import io.github.lwmigrate.lorawan.DwellTime;
import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.lorawan.PlanChannel;
import io.github.lwmigrate.lorawan.SingleRateChannel;
import io.github.lwmigrate.lorawan.SubBand;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Frequency plans for people: what a plan leaves to its band is shown as the band has it. */
final class PlanTable implements PlanTexts {

  private static final String ROW = "%-28s %-18s %s%n";

  private final PrintStream out;

  PlanTable(PrintStream out) {
    this.out = out;
  }

  @Override
  public void list(List<FrequencyPlanSummary> plans) {
    out.printf(ROW, "FREQUENCY PLAN", "BAND", "NAME");
    plans.forEach(plan -> out.printf(ROW, plan.id(), plan.bandId(), plan.name()));
    out.flush();
  }

  @Override
  public void show(FrequencyPlanSummary summary, FrequencyPlan plan) {
    List<PhyVersion> versions = List.copyOf(Bands.versions(plan.bandId()));
    Band band = Bands.get(plan.bandId(), versions.get(versions.size() - 1));
    line("Frequency plan", plan.id());
    line("Name", summary.name());
    line("Extends", summary.baseId());
    line("Band", plan.bandId());
    line("Versions", joined(versions));
    line("Uplinks", channels(plan.uplinkChannels()));
    line(
        "Downlinks",
        frequencies(plan.downlinkChannels()).equals(frequencies(plan.uplinkChannels()))
            ? "as uplinks"
            : joined(frequencies(plan.downlinkChannels())));
    line("LoRa standard", channel(plan.loraStandardChannel()));
    line("FSK", channel(plan.fskChannel()));
    line(
        "RX2",
        megahertz(plan.rx2Channel().map(PlanChannel::frequency).orElse(band.rx2().frequency()))
            + " DR"
            + plan.rx2DefaultDataRate().orElse(band.rx2().dataRateIndex()));
    line(
        "Ping slots", plan.pingSlotChannel().map(slot -> megahertz(slot.frequency())).orElse(null));
    line(
        "Maximum EIRP",
        number(Math.min(plan.maxEirp().orElse(Double.MAX_VALUE), band.maxEirp())) + " dBm");
    line("Dwell time", dwellTime(plan.dwellTime()));
    line(
        "Listen before talk",
        plan.listenBeforeTalk()
            .map(
                listen ->
                    number(listen.rssiTarget())
                        + " dBm, "
                        + listen.scanTime().toNanos() / 1000
                        + " \u00b5s")
            .orElse(null));
    line(
        "Sub-bands",
        plan.subBands().stream().map(PlanTable::subBand).collect(Collectors.joining(", ")));
    line("Countries", String.join(", ", summary.countryCodes()));
    out.flush();
  }

  /** Nothing for what is not stated. */
  private void line(String title, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      out.printf("%-20s %s%n", title, text);
    }
  }

  private static String channels(List<PlanChannel> channels) {
    return channels.stream()
        .map(
            channel ->
                megahertz(channel.frequency())
                    + " DR"
                    + channel.minDataRate()
                    + "-"
                    + channel.maxDataRate())
        .collect(Collectors.joining(", "));
  }

  private static List<String> frequencies(List<PlanChannel> channels) {
    return channels.stream().map(channel -> megahertz(channel.frequency())).toList();
  }

  private static @Nullable String channel(Optional<SingleRateChannel> channel) {
    return channel.map(one -> megahertz(one.frequency()) + " DR" + one.dataRate()).orElse(null);
  }

  private static String dwellTime(DwellTime limits) {
    List<String> parts = new ArrayList<>();
    if (limits.uplinks() != null) {
      parts.add("uplinks " + (limits.uplinks() ? "limited" : "not limited"));
    }
    if (limits.downlinks() != null) {
      parts.add("downlinks " + (limits.downlinks() ? "limited" : "not limited"));
    }
    if (limits.duration() != null) {
      parts.add(limits.duration().toMillis() + " ms");
    }
    return String.join(", ", parts);
  }

  private static String subBand(SubBand subBand) {
    return megahertz(subBand.minFrequency())
        + " to "
        + megahertz(subBand.maxFrequency())
        + (subBand.dutyCycle() == 0
            ? ""
            : " at " + number(100 * subBand.dutyCycle()) + " % duty cycle");
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String megahertz(long hertz) {
    return BigDecimal.valueOf(hertz, 6).stripTrailingZeros().toPlainString() + " MHz";
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
