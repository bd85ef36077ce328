package io.github.lwmigrate.internal;

/** Waits on without regard to interruption, and restores the flag afterwards. */
final class Uninterruptibly {

  private Uninterruptibly() {}

  interface Waiting {
    void run() throws InterruptedException;
  }

  interface Taking<T> {
    T take() throws InterruptedException;
  }

  static void run(Waiting waiting) {
    run(waiting, () -> {});
  }

  static void run(Waiting waiting, Runnable onInterrupt) {
    take(
        () -> {
          waiting.run();
          return true;
        },
        onInterrupt);
  }

  static <T> T take(Taking<T> taking) {
    return take(taking, () -> {});
  }

  private static <T> T take(Taking<T> taking, Runnable onInterrupt) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return taking.take();
        } catch (InterruptedException e) {
          interrupted = true;
          onInterrupt.run();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
