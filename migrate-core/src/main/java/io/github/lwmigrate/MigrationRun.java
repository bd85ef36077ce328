package io.github.lwmigrate;

/** A run that is under way. Thread-safe. */
public interface MigrationRun {

  /**
   * Names the run in logs.
   *
   * @return a text that no other run of this process has
   */
  String id();

  /**
   * Asks the run to end. No new remote call starts; what is under way ends in its time-out. Returns
   * at once; harmless when repeated. Thread interruption plays no part.
   */
  void cancel();

  /**
   * Waits for the end.
   *
   * @return the report, also of a run that failed or was cancelled
   */
  MigrationReport await();
}
