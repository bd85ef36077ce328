package io.github.lwmigrate.testkit;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.spi.Source;
import java.util.List;
import java.util.OptionalLong;

/**
 * An origin with a device that a {@link RetirerContract} may retire. Each test gets a fixture of
 * its own and closes it. The more of the optional methods a fixture has, the more rules are tested;
 * the others are reported as skipped.
 */
public interface RetirerFixture extends AutoCloseable {

  /**
   * Opens a source of this origin that has a retirer. Called several times; the contract closes
   * each.
   *
   * @return a new source
   */
  Source open();

  /**
   * A device that can be retired in every way that the retirer supports.
   *
   * @return the device, named as the source lists it
   */
  DeviceRef device();

  /**
   * What the origin holds of the device, told by the origin itself: settings, keys, session. Left
   * out is what a device that is made again cannot have as it was, such as the time when it was
   * made.
   *
   * @return anything that is equal as long as the device is the same; an empty list when the origin
   *     has nothing of it
   */
  Object state();

  /**
   * Lets the device be used: its uplink counter goes on.
   *
   * @return whether it did; false if devices of this origin are not used
   */
  default boolean use() {
    return false;
  }

  /**
   * Changes something of the device behind the retirer's back that deleting would lose: its name,
   * for example.
   *
   * @return whether it is changed now
   */
  default boolean change() {
    return false;
  }

  /**
   * Makes another device with the same id, after the device was deleted.
   *
   * @return whether it is there now
   */
  default boolean replace() {
    return false;
  }

  /**
   * Lets the answer of the next changing call be lost: the call takes effect, but the caller sees a
   * fault.
   *
   * @return whether that will happen
   */
  default boolean loseNextAnswer() {
    return false;
  }

  /**
   * Whether a freeze makes the origin forget what it cannot be told again, and {@link #state()}
   * does not show: used nonces, for example. Putting back then says so.
   *
   * @return true if findings are expected when a freeze is put back
   */
  default boolean forgets() {
    return false;
  }

  /**
   * What may never be printed: API keys, passwords. The keys of the device are added to it.
   *
   * @return texts
   */
  default List<String> secrets() {
    return List.of();
  }

  /**
   * How many calls the origin has seen, told by the origin itself.
   *
   * @return empty if it does not count
   */
  default OptionalLong originCalls() {
    return OptionalLong.empty();
  }

  /** Ends the origin. */
  @Override
  default void close() {}
}
