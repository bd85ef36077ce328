package io.github.lwmigrate;

import io.github.lwmigrate.internal.EngineConfig;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what stands against a migration or a run, so that it can be said at once. */
final class MigrationProblems {

  private final String tried;
  private final List<String> problems = new ArrayList<>();

  MigrationProblems(String tried) {
    this.tried = tried;
  }

  static Sink requireSink(EngineConfig config, String tried, String otherwise) {
    Sink sink = config.sink();
    if (sink == null) {
      throw new ConfigurationException(
          tried, "there is no sink; name one with to(...), or " + otherwise);
    }
    return sink;
  }

  static Journal requireBegunJournal(EngineConfig config, String tried) {
    Journal journal = config.journal();
    if (journal == null || journal.run().isEmpty()) {
      throw new ConfigurationException(
          tried, "there is no journal with a run; name the one of the run with journal(...)");
    }
    return journal;
  }

  void refuse(boolean condition, String problem) {
    if (condition) {
      problems.add(problem);
    }
  }

  void differs(String what, String run, String now) {
    refuse(
        !run.equals(now),
        "the " + what + " is not that of the run: it was \"" + run + "\" and is \"" + now + "\"");
  }

  void checkRetirements(MigrationPolicy policy, Source source) {
    Set<Retirement> supported = source.retirer().map(Retirer::supported).orElseGet(Set::of);
    for (Retirement wanted : policy.retirements()) {
      refuse(
          !supported.contains(wanted),
          "the policy wants "
              + wanted
              + " at the origin, which this source cannot do"
              + (supported.isEmpty() ? "" : "; it can do " + new TreeSet<>(supported)));
    }
  }

  /** Nothing is changed at an origin without a record that survives. */
  void checkRecord(MigrationPolicy policy, @Nullable Journal journal) {
    refuse(
        !policy.retirements().isEmpty() && (journal == null || !journal.isDurable()),
        "the policy changes the origin, which needs a journal that survives a crash; give one with"
            + " journal(...), for example of migrate-journal-sqlite");
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(tried, problems);
    }
  }
}
