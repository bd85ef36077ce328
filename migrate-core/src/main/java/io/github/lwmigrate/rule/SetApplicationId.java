package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.EndDevice;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives devices an application of the target ({@code ids.application_ids.application_id}), and
 * writes hyphens where the id of the origin has underscores, which The Things Stack does not take.
 *
 * @param fixed the application of every device; empty to go by the map
 * @param applications applications of the target by applications of the origin; one that is not in
 *     it stays
 */
public record SetApplicationId(Optional<String> fixed, Map<String, String> applications)
    implements DeviceRule {

  /** Copies the map. */
  public SetApplicationId {
    applications = Map.copyOf(applications);
  }

  /**
   * One application for every device.
   *
   * @param applicationId an application of the target
   * @return the rule
   */
  public static SetApplicationId fixed(String applicationId) {
    return new SetApplicationId(Optional.of(applicationId), Map.of());
  }

  /**
   * Applications by those of the origin.
   *
   * @param applications ids at the target by ids at the origin; empty to change underscores alone
   * @return the rule
   */
  public static SetApplicationId map(Map<String, String> applications) {
    return new SetApplicationId(Optional.empty(), applications);
  }

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    String old = device.applicationId();
    String id = fixed.orElseGet(() -> applications.getOrDefault(old, old).replace('_', '-'));
    return id.equals(old) ? device : device.withApplicationId(id);
  }
}
