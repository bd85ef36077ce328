package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.sqlite.JournalDirectory.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs from one origin did. The journals of the newest ones stay open until all
 * devices are looked up; none is opened before the first. Safe for use by several threads.
 */
final class KnownRuns implements AutoCloseable {

  /** Each open journal takes a few file handles. */
  private static final int MOST_OPEN = 16;

  private final Runs runs;
  private final String source;
  private final Map<String, Journal> open = new HashMap<>();
  private @Nullable List<String> known;

  /**
   * Runs from an origin.
   *
   * @param source {@link io.github.lwmigrate.spi.Source#identity()} of the origin
   */
  KnownRuns(Runs runs, String source) {
    this.runs = runs;
    this.source = source;
  }

  /** The newest run that delivered a device and did not put it back. */
  synchronized Optional<String> thatDelivered(DeviceRef device) {
    for (String run : known()) {
      if (hasDelivered(run, device)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  synchronized boolean isEmpty() {
    return known().isEmpty();
  }

  /** Newest first. */
  private List<String> known() {
    List<String> ids = known;
    if (ids == null) {
      ids =
          runs.list().stream()
              .filter(run -> run.description().filter(d -> d.source().equals(source)).isPresent())
              .map(Run::id)
              .toList();
      known = ids;
    }
    return ids;
  }

  private boolean hasDelivered(String run, DeviceRef device) {
    try {
      Journal journal = open.get(run);
      if (journal != null) {
        return isReceived(journal, device);
      }
      Journal opened = runs.look(run);
      if (open.size() < MOST_OPEN) {
        open.put(run, opened);
        return isReceived(opened, device);
      }
      try (opened) {
        return isReceived(opened, device);
      }
    } catch (JournalException e) {
      // The list of runs names what cannot be read.
      return false;
    }
  }

  private static boolean isReceived(Journal journal, DeviceRef device) {
    return journal.find(device).filter(found -> found.receipt().isPresent()).isPresent();
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Journal::close);
    open.clear();
  }
}
