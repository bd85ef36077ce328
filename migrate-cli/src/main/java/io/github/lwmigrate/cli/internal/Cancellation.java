package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.MigrationRun;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in good order when the user or the system asks the program to end: what is under way
 * is finished, files are closed, the summary is shown.
 */
final class Cancellation implements AutoCloseable {

  /** Longer than any remote call may take. */
  private static final int MOST_SECONDS = 60;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private volatile Runnable cancel = () -> {};

  Cancellation(Shell shell) {
    hook =
        new Thread(
            () -> {
              shell.err().println("Ending: what is under way is finished first.");
              cancel.run();
              awaitEnd();
            },
            "lw-migrate-cancel");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Names the run that is to be cancelled. */
  MigrationRun covering(MigrationRun run) {
    cancel = run::cancel;
    return run;
  }

  private void awaitEnd() {
    try {
      if (!over.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and waits for the latch alone.
      return;
    }
  }
}
