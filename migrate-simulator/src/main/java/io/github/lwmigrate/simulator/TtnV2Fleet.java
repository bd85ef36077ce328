package io.github.lwmigrate.simulator;

/**
 * What devices an application of The Things Network Stack V2 has, made from a seed: OTAA with and
 * without a session, and ABP, with locations, descriptions and attributes.
 *
 * <p>Device {@code i} is computed whenever it is asked for and is always the same for the same seed
 * and application. Its id begins with {@code device-} and {@code i} in eight digits. Every device
 * of a plain fleet can become one of The Things Stack as it is. Immutable.
 */
public final class TtnV2Fleet {
  /** The most devices a fleet can have. */
  public static final int MAX_SIZE = 1_000_000;

  private final long seed;
  private final int size;
  private final boolean awkward;

  private TtnV2Fleet(long seed, int size, boolean awkward) {
    this.seed = seed;
    this.size = size;
    this.awkward = awkward;
  }

  /**
   * A fleet whose devices can all be migrated.
   *
   * @param seed decides what the devices are
   * @param size how many there are, from 0 to {@link #MAX_SIZE}
   * @return the fleet
   */
  public static TtnV2Fleet seeded(long seed, int size) {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "A fleet has from 0 to " + MAX_SIZE + " devices, not " + size);
    }
    return new TtnV2Fleet(seed, size, false);
  }

  /**
   * The same fleet in which every tenth device is one that needs attention: a template for
   * registration on join, a device whose keys an earlier run has cleared or replaced, one that the
   * Network Server has lost, ids that are too long or become the same, attributes, texts and
   * locations that a target refuses, records that are blank, listed twice or cannot be read.
   *
   * @return the fleet with awkward devices
   */
  public TtnV2Fleet withAwkwardDevices() {
    return new TtnV2Fleet(seed, size, true);
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
    return "TtnV2Fleet[seed=" + seed + ", size=" + size + ", awkward=" + awkward + "]";
  }
}
