package io.github.lwmigrate;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a run is.
 *
 * @param listed devices listed so far
 * @param total devices that the listing will bring in all, if the source knows
 * @param finished devices that have an outcome
 * @param counts devices by outcome; a status that did not occur is missing
 * @param remoteCalls remote calls made so far
 * @param elapsed time since the start
 */
public record Progress(
    long listed,
    OptionalLong total,
    long finished,
    Map<Status, Long> counts,
    long remoteCalls,
    Duration elapsed) {

  /** Copies the map. */
  public Progress {
    counts = Map.copyOf(counts);
  }

  /**
   * The pace since the start.
   *
   * @return finished devices a second; 0 at the start
   */
  public double devicesPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds > 0 ? finished / seconds : 0;
  }

  /**
   * How long the rest will take at this pace.
   *
   * @return empty while the total or the pace is unknown
   */
  public Optional<Duration> timeLeft() {
    double pace = devicesPerSecond();
    if (total.isEmpty() || pace == 0) {
      return Optional.empty();
    }
    long left = Math.max(0, total.getAsLong() - finished);
    return Optional.of(Duration.ofNanos((long) (left / pace * 1e9)));
  }
}
