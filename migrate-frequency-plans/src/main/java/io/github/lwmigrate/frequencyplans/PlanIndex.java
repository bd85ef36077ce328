package io.github.lwmigrate.frequencyplans;

import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The list of plans. Of entries with one id the first counts. */
final class PlanIndex {
  private static final int MAX_BASE_FREQUENCY = 0xFFFF;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private PlanIndex(List<Entry> entries) {
    entries.forEach(entry -> this.entries.putIfAbsent(entry.id(), entry));
    this.entries.remove("");
  }

  /** One line of the list; texts that are not given are empty. */
  record Entry(
      String id,
      @Nullable String baseId,
      String bandId,
      String name,
      int baseFrequencyMhz,
      String file,
      List<String> countryCodes) {}

  static PlanIndex of(Optional<Yaml> document) {
    return new PlanIndex(
        document.map(list -> list.list(item -> entry(item.mapping()))).orElse(List.of()));
  }

  private static Entry entry(Yaml.Mapping members) {
    String baseId = members.get("base-id", Yaml::text, "");
    return new Entry(
        members.get("id", Yaml::text, ""),
        baseId.isEmpty() ? null : baseId,
        members.get("band-id", Yaml::text, ""),
        members.get("name", Yaml::text, ""),
        members.get("base-frequency", value -> (int) value.wholeNumber(MAX_BASE_FREQUENCY), 0),
        members.get("file", Yaml::text, ""),
        members.list("country-codes", Yaml::text));
  }

  Optional<Entry> entry(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** What an extension does not say of itself is said of its base. */
  List<FrequencyPlanSummary> summaries() {
    return entries.values().stream()
        .map(
            entry -> {
              Entry base = entries.getOrDefault(String.valueOf(entry.baseId()), entry);
              return new FrequencyPlanSummary(
                  entry.id(),
                  entry.baseId(),
                  entry.bandId().isEmpty() ? base.bandId() : entry.bandId(),
                  entry.name(),
                  entry.baseFrequencyMhz() == 0
                      ? base.baseFrequencyMhz()
                      : entry.baseFrequencyMhz(),
                  entry.countryCodes());
            })
        .toList();
  }
}
