package io.github.lwmigrate.journal;

import java.time.Instant;
import java.util.Map;

/**
 * What a run is. Holds no credential and no key.
 *
 * @param id names the run; letters, digits and hyphens
 * @param startedAt when it began
 * @param source {@link io.github.lwmigrate.spi.Source#identity()}
 * @param sink {@link io.github.lwmigrate.spi.Sink#identity()}
 * @param policy {@link io.github.lwmigrate.MigrationPolicy#describe()}
 * @param selection what was selected, in words
 * @param context whatever the program that runs the migration wants to find again, for example its
 *     command line
 */
public record RunDescription(
    String id,
    Instant startedAt,
    String source,
    String sink,
    String policy,
    String selection,
    Map<String, String> context) {

  /** Copies the map. */
  public RunDescription {
    context = Map.copyOf(context);
  }
}
