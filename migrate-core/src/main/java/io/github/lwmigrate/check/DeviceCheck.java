package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import java.util.function.Consumer;

/**
 * Judges one device. A pure function; called from several threads. A check reports everything that
 * is wrong in its field of view at once.
 */
@FunctionalInterface
public interface DeviceCheck {

  /**
   * Judges a device.
   *
   * @param candidate the device before and after the rules
   * @param findings takes what the check has to say
   */
  void check(Candidate candidate, Consumer<? super Finding> findings);
}
