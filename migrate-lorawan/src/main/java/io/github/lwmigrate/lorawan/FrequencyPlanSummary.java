package io.github.lwmigrate.lorawan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list of frequency plans says of one of them.
 *
 * @param id the plan's id, as devices name it in {@code frequency_plan_id}
 * @param baseId id of the plan this one extends; null if it stands alone
 * @param bandId id of the band, see {@link Bands}
 * @param name for people
 * @param baseFrequencyMhz class of hardware in MHz: 433, 470, 868, 915 or 2450
 * @param countryCodes where it is used, as ISO 3166-1 alpha-2 codes in lower case; may be empty
 */
public record FrequencyPlanSummary(
    String id,
    @Nullable String baseId,
    String bandId,
    String name,
    int baseFrequencyMhz,
    List<String> countryCodes) {

  /** Keeps an unmodifiable copy of the country codes. */
  public FrequencyPlanSummary {
    countryCodes = List.copyOf(countryCodes);
  }
}
