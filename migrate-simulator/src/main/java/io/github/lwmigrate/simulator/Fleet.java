package io.github.lwmigrate.simulator;

/**
 * What devices an application has, made from a seed: OTAA, ABP and multicast, LoRaWAN 1.0 to 1.1,
 * classes A, B and C, all regions, with and without sessions.
 *
 * <p>Device {@code i} is computed whenever it is asked for and is always the same for the same seed
 * and application, so a fleet takes no memory, whatever its size. Its id is {@code device-} and
 * {@code i} in eight digits. Every device of a plain fleet can be imported as it is. Immutable.
 */
public final class Fleet {
  /** The most devices a fleet can have. */
  public static final int MAX_SIZE = 10_000_000;

  private final long seed;
  private final int size;
  private final boolean awkward;

  private Fleet(long seed, int size, boolean awkward) {
    this.seed = seed;
    this.size = size;
    this.awkward = awkward;
  }

  /**
   * A fleet whose devices can all be imported.
   *
   * @param seed decides what the devices are
   * @param size how many there are, from 0 to {@link #MAX_SIZE}
   * @return the fleet
   */
  public static Fleet seeded(long seed, int size) {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "A fleet has from 0 to " + MAX_SIZE + " devices, not " + size);
    }
    return new Fleet(seed, size, false);
  }

  /**
   * The same fleet in which every tenth device is one that needs attention: not registered on one
   * of the servers, downlinks disabled, an invalidated AppKey, a session that differs between
   * servers, a device id of full length.
   *
   * @return the fleet with awkward devices
   */
  public Fleet withAwkwardDevices() {
    return new Fleet(seed, size, true);
  }

  /**
   * The seed.
   *
   * @return what decides what the devices are
   */
  public long seed() {
    return seed;
  }

  /**
   * The size.
   *
   * @return the number of devices
   */
  public int size() {
    return size;
  }

  /**
   * Whether some devices need attention.
   *
   * @return true after {@link #withAwkwardDevices}
   */
  public boolean hasAwkwardDevices() {
    return awkward;
  }

  @Override
  public String toString() {
    return "Fleet[seed=" + seed + ", size=" + size + ", awkward=" + awkward + "]";
  }
}
