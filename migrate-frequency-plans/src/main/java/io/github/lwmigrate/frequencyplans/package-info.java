/**
 * Frequency plans in the YAML format of The Things Network: an index {@code frequency-plans.yml}
 * and a file for each plan, in a directory or below a URL.
 *
 * <pre>{@code
 * FrequencyPlans plans = FrequencyPlanRepository.of(Path.of("lorawan-frequency-plans"));
 * FrequencyPlan plan = plans.get("EU_863_870_TTN");
 * }</pre>
 *
 * <p>{@link io.github.lwmigrate.lorawan.FrequencyPlans#bundled()} needs none of this: it has the
 * plans of The Things Stack as part of the library.
 */
@NullMarked
package io.github.lwmigrate.frequencyplans;

import org.jspecify.annotations.NullMarked;
