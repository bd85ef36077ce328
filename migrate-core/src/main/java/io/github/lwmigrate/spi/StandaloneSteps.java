package io.github.lwmigrate.spi;

import java.util.HashSet;
import java.util.Set;

/**
 * The steps of a device in a run without a journal: remembered no longer than the device is stored.
 */
final class StandaloneSteps implements StepLog {

  private final Set<String> intended = new HashSet<>();
  private final Set<String> done = new HashSet<>();

  @Override
  public void intend(String step) {
    intended.add(step);
  }

  @Override
  public void done(String step) {
    if (!intended.contains(step)) {
      throw new IllegalStateException("step " + step + " was done without being intended");
    }
    done.add(step);
  }

  @Override
  public boolean wasIntended(String step) {
    return intended.contains(step);
  }

  @Override
  public boolean wasDone(String step) {
    return done.contains(step);
  }
}
