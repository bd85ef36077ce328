package io.github.lwmigrate.simulator;

/**
 * How many calls a simulated network takes, counted for each method, device or application, and API
 * key.
 *
 * @param perMinute calls a minute in the long run, 1 or more
 * @param burst calls that may come at once, 1 or more
 */
public record RateLimit(int perMinute, int burst) {
  /** Checks the figures. */
  public RateLimit {
    if (perMinute < 1 || burst < 1) {
      throw new IllegalArgumentException(
          "A rate limit takes at least one call a minute and one at once, not "
              + perMinute
              + " and "
              + burst);
    }
  }

  /**
   * A limit that lets a minute's calls come at once.
   *
   * @param perMinute calls a minute, 1 or more
   * @return the limit
   */
  public static RateLimit perMinute(int perMinute) {
    return new RateLimit(perMinute, perMinute);
  }
}
