package io.github.lwmigrate.testkit;

import io.github.lwmigrate.spi.StepLog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps of one device in memory, for tests of sinks. It outlives the sink, as a journal does.
 * Not thread-safe.
 */
public final class RecordedSteps implements StepLog {

  private final Set<String> intended = new LinkedHashSet<>();
  private final Set<String> done = new LinkedHashSet<>();
  private final List<String> mistakes = new ArrayList<>();

  /** No steps yet. */
  public RecordedSteps() {}

  /**
   * Steps that were intended.
   *
   * @return names in order
   */
  public Set<String> intended() {
    return Set.copyOf(intended);
  }

  /**
   * Steps that were done.
   *
   * @return names in order
   */
  public Set<String> done() {
    return Set.copyOf(done);
  }

  /**
   * What a sink did wrong with its steps.
   *
   * @return one text for each mistake
   */
  public List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  @Override
  public void intend(String step) {
    intended.add(step);
  }

  @Override
  public void done(String step) {
    if (!intended.contains(step)) {
      mistakes.add("step " + step + " was done without being intended");
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
