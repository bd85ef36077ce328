package io.github.lwmigrate.testkit;

import io.github.lwmigrate.journal.Journal;

/**
 * The place of one journal, empty at first, that a {@link JournalContract} may fill as it likes.
 * Each test gets a fixture of its own and closes it. The more of the optional methods a fixture
 * has, the more rules are tested; the others are reported as skipped.
 */
public interface JournalFixture extends AutoCloseable {

  /**
   * Opens the journal: a new one at first, afterwards the same one with what it holds, as a resumed
   * run does. Called while it is not open.
   *
   * @return the journal
   * @throws Exception if it cannot be opened
   */
  Journal open() throws Exception;

  /**
   * Makes every further write fail, as a full disk does. Called while the journal is open and holds
   * a run.
   *
   * @return false if this kind of journal cannot fail
   * @throws Exception if it cannot be done
   */
  default boolean breakWrites() throws Exception {
    return false;
  }

  /**
   * Changes some bytes of the recorded forms and of the images of a device, as a failing disk does.
   * Called while the journal is not open.
   *
   * @param index the device; it has a revision and a step
   * @return false if nothing of this kind of journal can be damaged
   * @throws Exception if it cannot be done
   */
  default boolean damage(long index) throws Exception {
    return false;
  }

  /** Ends the place. */
  @Override
  default void close() {}
}
