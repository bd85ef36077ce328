package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.JournaledDevice;
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
  private @Nullable List<Run> known;

  /**
   * Runs from an origin.
   *
   * @param source {@link io.github.lwmigrate.spi.Source#identity()} of the origin
   */
  KnownRuns(Runs runs, String source) {
    this.runs = runs;
    this.source = source;
  }

  /**
   * A run that delivered a device.
   *
   * @param run the run
   * @param isUnderWay whether it has more to do for the device, and has not come to its end
   */
  record Delivered(String run, boolean isUnderWay) {}

  /** The newest run that delivered a device and did not put it back. */
  synchronized Optional<Delivered> thatDelivered(DeviceRef device) {
    for (Run run : known()) {
      Optional<DeviceState> state = delivered(run.id(), device);
      if (state.isPresent()) {
        boolean isUnderWay = state.get() != DeviceState.DONE && Runs.isUnfinished(run);
        return Optional.of(new Delivered(run.id(), isUnderWay));
      }
    }
    return Optional.empty();
  }

  synchronized boolean isEmpty() {
    return known().isEmpty();
  }

  /** Newest first. */
  private List<Run> known() {
    List<Run> found = known;
    if (found == null) {
      found =
          runs.list().stream()
              .filter(run -> run.description().filter(d -> d.source().equals(source)).isPresent())
              .toList();
      known = found;
    }
    return found;
  }

  private Optional<DeviceState> delivered(String run, DeviceRef device) {
    try {
      Journal journal = open.get(run);
      if (journal != null) {
        return delivered(journal, device);
      }
      Journal opened = runs.look(run);
      if (open.size() < MOST_OPEN) {
        open.put(run, opened);
        return delivered(opened, device);
      }
      try (opened) {
        return delivered(opened, device);
      }
    } catch (JournalException e) {
      // The list of runs names what cannot be read.
      return Optional.empty();
    }
  }

  private static Optional<DeviceState> delivered(Journal journal, DeviceRef device) {
    return journal
        .find(device)
        .filter(found -> found.receipt().isPresent())
        .map(JournaledDevice::state);
  }

  /**
   * Closes the journals, so that one of them can be gone on with; what is asked opens them again.
   */
  synchronized void release() {
    open.values().forEach(Journal::close);
    open.clear();
  }

  @Override
  public void close() {
    release();
  }
}
