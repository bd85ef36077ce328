package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store of frequency plans. {@link #bundled()} has those of The Things Stack; the module {@code
 * migrate-frequency-plans} reads them from a directory or a URL; other stores can be written by
 * implementing {@link #list()} and {@link #find(String)}.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface FrequencyPlans {

  /**
   * The frequency plans of The Things Stack that are part of this library. They are read when first
   * asked for.
   *
   * @return the store, always the same
   */
  static FrequencyPlans bundled() {
    return BundledFrequencyPlans.INSTANCE;
  }

  /**
   * What plans there are.
   *
   * @return summaries in the store's order; unmodifiable
   * @throws RegionalParametersException if the list cannot be read
   */
  List<FrequencyPlanSummary> list();

  /**
   * A plan, if there is one with this id.
   *
   * @param id the plan's id; upper and lower case differ
   * @return the plan; empty for an unknown or empty id
   * @throws RegionalParametersException if there is one and it cannot be read, or the list cannot
   */
  Optional<FrequencyPlan> find(String id);

  /**
   * A plan that must be there.
   *
   * @param id the plan's id; upper and lower case differ
   * @return the plan
   * @throws RegionalParametersException with {@link Reason#PLAN_NOT_FOUND} if there is none, with
   *     another reason if it cannot be read
   */
  default FrequencyPlan get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new RegionalParametersException(
                    Reason.PLAN_NOT_FOUND,
                    "There is no frequency plan \""
                        + id
                        + "\". Give the device a frequency_plan_id that the network has, such as"
                        + " EU_863_870_TTN; upper and lower case differ.",
                    Map.of("id", id)));
  }
}
