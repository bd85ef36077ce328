package io.github.lwmigrate.spi;

/**
 * Where a sink writes down the steps that change a target, before and after each, so that after a
 * crash the run knows what is its own. Belongs to one device; used from the thread that stores it,
 * during {@link Sink#store}. What it cannot write ends the run: a {@code JournalException} must be
 * let through.
 */
public interface StepLog {

  /**
   * A log outside any run, that remembers steps as long as it lives: for trying a sink by hand.
   *
   * @return a new log
   */
  static StepLog standalone() {
    return new StandaloneSteps();
  }

  /**
   * Written down, durably where the run has a journal, before the step.
   *
   * @param step names the step within the device
   */
  void intend(String step);

  /**
   * Written down after the step.
   *
   * @param step a step that was intended
   */
  void done(String step);

  /**
   * Whether an earlier attempt intended the step: what is found at the target may be its own.
   *
   * @param step names the step within the device
   * @return true if it was intended
   */
  boolean wasIntended(String step);

  /**
   * Whether an earlier attempt is known to have done the step.
   *
   * @param step names the step within the device
   * @return true if it was done
   */
  boolean wasDone(String step);
}
