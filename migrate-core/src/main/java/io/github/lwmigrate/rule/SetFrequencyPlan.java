package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.EndDevice;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives devices a frequency plan of the target ({@code frequency_plan_id}). The channels in a MAC
 * state that travels stay what the device has.
 *
 * @param fixed the plan of every device; empty to go by the map
 * @param plans plans of the target by plans of the origin; a plan that is not in it stays
 */
public record SetFrequencyPlan(Optional<String> fixed, Map<String, String> plans)
    implements DeviceRule {

  /** Copies the map. */
  public SetFrequencyPlan {
    plans = Map.copyOf(plans);
  }

  /**
   * One plan for every device.
   *
   * @param plan the id of a frequency plan
   * @return the rule
   */
  public static SetFrequencyPlan fixed(String plan) {
    return new SetFrequencyPlan(Optional.of(plan), Map.of());
  }

  /**
   * Plans by those of the origin.
   *
   * @param plans ids at the target by ids at the origin
   * @return the rule
   */
  public static SetFrequencyPlan map(Map<String, String> plans) {
    return new SetFrequencyPlan(Optional.empty(), plans);
  }

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    String old = device.frequencyPlanId();
    String plan = fixed.orElseGet(() -> plans.getOrDefault(old, old));
    return plan.equals(old) ? device : device.withFrequencyPlanId(plan);
  }
}
