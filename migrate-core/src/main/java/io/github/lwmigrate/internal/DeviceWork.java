package io.github.lwmigrate.internal;

import io.github.lwmigrate.device.DeviceRef;
import java.util.List;

/**
 * What is done with each device of a run, stage by stage. A stage is not called for a device that
 * has ended; whatever it throws ends the device as failed.
 */
interface DeviceWork {

  /** Called from several threads, in any order. */
  void prepare(Prepared device);

  /** Called in listing order, from one thread. */
  default void judge(Prepared device) {}

  /** Called from as many threads as the sink allows. */
  default void probe(Prepared device) {}

  /** Called from several threads, in any order. */
  default void beforeDelivery(Prepared device) {}

  /** Called from as many threads as the sink allows; with one, in listing order. */
  default void deliver(Prepared device) {}

  /** Called from several threads, in any order. Ends the device. */
  void afterDelivery(Prepared device);

  /** How many devices should have come further. */
  default long missing(Tally tally) {
    return tally.missing();
  }

  /** Called once, after the last device, with whether nothing is missing. */
  default void finish(Tally tally, boolean complete) {}

  /** Devices that came into being at the origin during the run; known after {@link #finish}. */
  default List<DeviceRef> appeared() {
    return List.of();
  }
}
