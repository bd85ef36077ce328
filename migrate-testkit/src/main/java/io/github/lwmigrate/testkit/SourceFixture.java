package io.github.lwmigrate.testkit;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An origin that a {@link SourceContract} may read as it likes. Each test gets a fixture of its own
 * and closes it. The more of the optional methods a fixture has, the more rules are tested; the
 * others are reported as skipped.
 */
public interface SourceFixture extends AutoCloseable {

  /**
   * Opens a source of this origin. Called several times; the contract closes each.
   *
   * @return a new source
   */
  Source open();

  /**
   * Every device of the origin, named as the source lists it.
   *
   * @return at least three devices in any order; more than a page, where the origin has pages
   */
  List<DeviceRef> devices();

  /**
   * How a device is read.
   *
   * @param device one of {@link #devices()}
   * @return the whole device; empty if the fixture cannot tell
   */
  default Optional<EndDevice> expected(DeviceRef device) {
    return Optional.empty();
  }

  /**
   * Removes a device from the origin behind the source's back.
   *
   * @param device one of {@link #devices()}
   * @return whether the device is gone now; false if devices of this origin do not go
   */
  default boolean remove(DeviceRef device) {
    return false;
  }

  /**
   * Opens a source that must fail to list: its origin does not answer, or refuses the credential.
   *
   * @return a new source; empty if this kind of source cannot fail
   */
  default Optional<Source> openFailing() {
    return Optional.empty();
  }

  /**
   * What may never be printed: API keys, passwords. The keys of the devices are added to it.
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
