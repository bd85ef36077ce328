package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.EndDevice;
import java.util.function.Consumer;

/**
 * Turns the device of the origin a step further into the device of the target. A pure function: the
 * same device always gives the same result; called from several threads. A rule leaves alone what
 * it does not name.
 */
@FunctionalInterface
public interface DeviceRule {

  /**
   * Applies the rule.
   *
   * @param device the device so far
   * @param findings takes what the user should know of the change; a finding of severity ERROR
   *     rejects the device
   * @return the changed device, or the same one
   */
  EndDevice apply(EndDevice device, Consumer<? super Finding> findings);
}
