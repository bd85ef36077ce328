package io.github.lwmigrate;

/** A run that is under way. Thread-safe. */
public interface MigrationRun {

  /**
   * Names the run in logs and in its journal.
   *
   * @return a text that no other run has; a run that is resumed, retired or put back keeps its own
   */
  String id();

  /**
   * Asks the run to end. No new remote call starts; what is under way ends in its time-out. Returns
   * at once; harmless when repeated. Interrupting a thread of the run plays no part.
   */
  void cancel();

  /**
   * Waits for the end. May be called by several threads, and again. If the waiting thread is
   * interrupted, the run is cancelled, its end is waited for, and the interrupt flag is set again.
   *
   * @return the report, also of a run that failed or was cancelled
   */
  MigrationReport await();
}
