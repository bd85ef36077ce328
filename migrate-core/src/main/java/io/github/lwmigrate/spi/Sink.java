package io.github.lwmigrate.spi;

import io.github.lwmigrate.DeliveryRefusedException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.device.EndDevice;
import java.util.List;

/**
 * Stores devices. Retrying passing faults is the sink's business. Whoever opened a sink closes it.
 */
public interface Sink extends AutoCloseable {

  /**
   * From how many threads {@link #store} and {@link #probe} may be called at once. With 1, devices
   * come in listing order.
   *
   * @return at least 1
   */
  default int maxConcurrency() {
    return 1;
  }

  /**
   * Says what would happen to a device. Changes nothing; part of a plan and of a run, once for each
   * device before it is recorded and stored. A resumed run does not ask again for a device that was
   * recorded: what the target has of it may be the run's own.
   *
   * @param device the exported form
   * @param call what the engine provides
   * @return what the sink has to say; a finding of severity ERROR rejects the device
   * @throws MigrationException if that cannot be told
   */
  default List<Finding> probe(EndDevice device, Call call) {
    return List.of();
  }

  /**
   * Stores one device. Called at most once for each device of a run, and again by a resumed run:
   * where it cannot know whether the first call was done, or if the sink {@link #startsOver()}.
   * Storing the same delivery twice must leave one device.
   *
   * @param delivery the device
   * @param steps where steps that change a target are written down
   * @param call what the engine provides
   * @return the sink's word that it holds the device
   * @throws DeliveryRefusedException if it is certain that the sink does not hold the device: an
   *     origin that was frozen for it is put back
   * @throws MigrationException if it is not certain whether the sink holds the device
   */
  Receipt store(Delivery delivery, StepLog steps, Call call);

  /**
   * Whether a resumed run has to hand over every device again, in listing order, because what an
   * earlier part of the run stored may not be there any more: a stream starts over, a network does
   * not. What is handed over again comes from the journal, unchanged; {@link Delivery#earlier()}
   * has the receipt of the first time.
   *
   * @return true unless the sink holds devices durably by itself
   */
  default boolean startsOver() {
    return true;
  }

  /**
   * Tells that no more devices come. Called once for each run and each resumed run, from one
   * thread, after the last {@link #store} and before {@link #close}; not called by a plan, nor when
   * devices are retired later or put back.
   *
   * @param completion how the run ended
   * @throws MigrationException if what was stored cannot be finished
   */
  default void finish(Completion completion) {}

  /**
   * Tells this sink from others: kind and place; no credential. Written into the journal when a run
   * begins. A run is resumed only with a sink that says the same.
   *
   * @return a short text
   */
  default String identity() {
    return getClass().getName();
  }

  /** Releases what the sink holds. Harmless when repeated. */
  @Override
  default void close() {}
}
