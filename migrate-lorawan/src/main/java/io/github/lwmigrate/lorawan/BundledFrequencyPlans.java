package io.github.lwmigrate.lorawan;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The bundled table of frequency plans. A plan is read when it is first asked for, and kept. */
final class BundledFrequencyPlans implements FrequencyPlans {

  static final FrequencyPlans INSTANCE = new BundledFrequencyPlans();

  private final Map<String, FrequencyPlan> cache = new ConcurrentHashMap<>();

  private BundledFrequencyPlans() {}

  /** Reads the table on first use, not when the store is handed out. */
  private static final class Holder {
    static final Map<String, List<String>> PLANS =
        ResourceText.blocks("frequency-plans.tsv", "plan");
  }

  @Override
  public List<FrequencyPlanSummary> list() {
    return Holder.PLANS.values().stream().map(BundledFrequencyPlans::summary).toList();
  }

  @Override
  public Optional<FrequencyPlan> find(String id) {
    if (!Holder.PLANS.containsKey(id)) {
      return Optional.empty();
    }
    return Optional.of(
        cache.computeIfAbsent(id, key -> read(Holder.PLANS.getOrDefault(key, List.of()))));
  }

  private static FrequencyPlanSummary summary(List<String> block) {
    String[] plan = ResourceText.columns(block.get(0));
    List<String> countries = List.of();
    for (String line : block) {
      List<String> columns = List.of(ResourceText.columns(line));
      if (columns.get(0).equals("countries")) {
        countries = columns.subList(1, columns.size());
      }
    }
    String baseId = plan[2].equals("-") ? null : plan[2];
    return new FrequencyPlanSummary(
        plan[1], baseId, plan[3], plan[5], Integer.parseInt(plan[4]), countries);
  }

  private static FrequencyPlan read(List<String> block) {
    String[] plan = ResourceText.columns(block.get(0));
    FrequencyPlan.Builder builder = FrequencyPlan.builder(plan[1], plan[3]);
    List<Radio> radios = new ArrayList<>();
    for (String line : block.subList(1, block.size())) {
      String[] columns = ResourceText.columns(line);
      List<String> values = List.of(columns).subList(1, columns.length);
      switch (columns[0]) {
        case "countries" -> {}
        case "uplink-channels" -> builder.uplinkChannels(channels(values));
        case "downlink-channels" -> builder.downlinkChannels(channels(values));
        case "lora-standard-channel" -> builder.loraStandardChannel(singleRateChannel(columns[1]));
        case "fsk-channel" -> builder.fskChannel(singleRateChannel(columns[1]));
        case "rx2-channel" -> builder.rx2Channel(channel(columns[1]));
        case "rx2-default-data-rate" -> builder.rx2DefaultDataRate(Integer.parseInt(columns[1]));
        case "max-eirp" -> builder.maxEirp(Double.parseDouble(columns[1]));
        case "sub-bands" -> builder.subBands(BandEntry.subBands(values));
        case "dwell-time" -> builder.dwellTime(dwellTime(columns));
        case "listen-before-talk" -> builder.listenBeforeTalk(listenBeforeTalk(columns));
        case "radio" -> radios.add(radio(columns));
        case "clock-source" -> builder.clockSource(Integer.parseInt(columns[1]));
        default -> throw new IllegalStateException("Unknown key " + columns[0]);
      }
    }
    return builder.radios(radios).build();
  }

  private static List<PlanChannel> channels(List<String> texts) {
    return texts.stream().map(BundledFrequencyPlans::channel).toList();
  }

  private static PlanChannel channel(String text) {
    String[] parts = text.split("[:-]", -1);
    return new PlanChannel(
        Long.parseLong(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]));
  }

  private static SingleRateChannel singleRateChannel(String text) {
    String[] parts = text.split(":", -1);
    return new SingleRateChannel(
        Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  private static DwellTime dwellTime(String[] columns) {
    @Nullable Duration duration =
        columns[3].equals("-") ? null : Duration.ofMillis(Long.parseLong(columns[3]));
    return new DwellTime(
        BandEntry.optionalFlag(columns[1]), BandEntry.optionalFlag(columns[2]), duration);
  }

  private static ListenBeforeTalk listenBeforeTalk(String[] columns) {
    return new ListenBeforeTalk(
        Double.parseDouble(columns[1]),
        Double.parseDouble(columns[2]),
        Duration.of(Long.parseLong(columns[3]), ChronoUnit.MICROS));
  }

  private static Radio radio(String[] columns) {
    Radio.@Nullable Transmission transmission = null;
    if (!columns[5].equals("-")) {
      String[] limits = columns[5].split("-", -1);
      transmission =
          new Radio.Transmission(
              Long.parseLong(limits[0]),
              Long.parseLong(limits[1]),
              limits.length > 2 ? Long.parseLong(limits[2]) : 0);
    }
    return new Radio(
        columns[1].equals("yes"),
        columns[2],
        Long.parseLong(columns[3]),
        Double.parseDouble(columns[4]),
        transmission);
  }
}
