package io.github.lwmigrate.spi;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads devices from an origin. Reading changes nothing there.
 *
 * <p>The engine calls {@link #list} from one thread: once for each plan or run, and once more at
 * the end of a complete run that changes its origin, to tell what appeared meanwhile. A resumed run
 * lists only if the listing had not ended. It calls {@link #read} from up to {@link
 * #maxConcurrency()} threads, once for each device, also while the listing goes on; with a journal,
 * after it; and again for a device that turned out to be changed when it was to be frozen. Retrying
 * passing faults is the source's business: a call that fails has failed. Whoever opened a source
 * closes it; it may serve several runs, one after the other.
 */
public interface Source extends AutoCloseable {

  /**
   * Lists the selected devices in a stable order, each once. Checks what can be checked before the
   * first device (credentials, rights) and fails then rather than later.
   *
   * @param selection which devices; {@link Selection#devices()} are handed on in their order,
   *     without a check that they exist
   * @param receiver takes one entry after the other, on this thread; it blocks while the run is
   *     busy, and ends the listing by an exception that must be let through
   * @param call what the engine provides
   * @throws MigrationException if the origin cannot be listed
   */
  void list(Selection selection, Consumer<? super Listed> receiver, Call call);

  /**
   * Reads one device: everything readable, nothing stripped; whole, or a failure. Repeatable. A
   * registry that answers "not found" is a finding; one that does not answer is a failure.
   *
   * @param listed an entry of {@link #list} without a finding of severity ERROR
   * @param call what the engine provides
   * @return the device, or that it is gone
   * @throws MigrationException if the device cannot be read whole
   */
  Reading read(Listed listed, Call call);

  /**
   * From how many threads {@link #read} may be called at once.
   *
   * @return at least 1
   */
  default int maxConcurrency() {
    return 1;
  }

  /**
   * What changes devices at the origin after they are safe. Called often and from several threads;
   * always the same answer, and a cheap one.
   *
   * @return empty if devices of this origin are never changed
   */
  default Optional<Retirer> retirer() {
    return Optional.empty();
  }

  /**
   * How long a device takes where the origin limits how often it is asked, so that a user knows
   * before a run begins how long it will take. Cheap; asks nobody.
   *
   * @param sessions whether live sessions move
   * @param changes what is done at the origin; empty for a plan
   * @return the time of a usual device; zero if the origin sets no pace
   */
  default Duration timePerDevice(boolean sessions, Set<Retirement> changes) {
    return Duration.ZERO;
  }

  /**
   * Tells this origin from others: kind, addresses, applications; no credential. Written into the
   * journal when a run begins. A run is resumed, retired and rolled back only with a source that
   * says the same.
   *
   * @return a short text
   */
  default String identity() {
    return getClass().getName();
  }

  /** Releases what the source holds. Harmless when repeated. */
  @Override
  default void close() {}
}
