package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.journal.StepState;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.StepLog;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine tells the journal; nothing where a run has none. What is noted about a device is
 * written by the next {@link #save}, in one piece.
 */
final class RunLog {

  private final @Nullable Journal journal;
  private volatile boolean broken;

  RunLog(@Nullable Journal journal) {
    this.journal = journal;
  }

  /** Fills a device that an earlier part of the run recorded. */
  void load(Prepared device) {
    Journal open = open();
    Revision latest =
        open.latest(device.index)
            .orElseThrow(
                () ->
                    new JournalException(
                        JournalException.tried("read the device from the journal")
                            .device(device.listed.ref())
                            .because("it has no recorded form")));
    device.original = latest.original();
    device.exported = latest.exported();
    device.recordedAt = latest.recordedAt();
    device.steps.addAll(open.steps(device.index));
    loadCarried(device);
  }

  void loadCarried(Prepared device) {
    if (journal != null) {
      device.listed = device.listed.carrying(journal.carried(device.index));
    }
  }

  /** Whether the journal, read back and checked against damage, holds what the target was given. */
  boolean holds(Prepared device) {
    Optional<Revision> latest = open().latest(device.index);
    return latest.isPresent()
        && latest.get().exported().equals(device.exportedForm())
        && latest.get().original().equals(device.originalForm());
  }

  void recorded(Prepared device) {
    device.findings.removeAll(device.besideTarget);
    device.unsaved.add(
        new JournalEvent.Recorded(
            device.index,
            device.originalForm(),
            device.exportedForm(),
            device.recordedAt,
            device.sessionMoves,
            device.findings,
            device.steps(StepState.PLANNED)));
    if (device.state == DeviceState.LISTED || device.state == DeviceState.RESTORED) {
      device.state = DeviceState.RECORDED;
    }
    save(device);
  }

  void ended(Prepared device, DeviceState state) {
    device.unsaved.add(new JournalEvent.Ended(device.index, state, device.findings));
    device.state = state;
    device.end(state == DeviceState.SKIPPED ? Status.SKIPPED : Status.REJECTED);
    save(device);
  }

  /** Ends a device whose turn did not come. One that is only recorded is as it was. */
  void stopped(Prepared device) {
    device.stop();
    if (device.state == DeviceState.RECORDED && !device.resumed && !device.hasBegun()) {
      noteReached(device, device.putBack ? DeviceState.RESTORED : DeviceState.LISTED);
      device.besideTarget.forEach(finding -> found(device, finding));
    }
    save(device);
  }

  void noteDelivered(Prepared device, Receipt receipt) {
    device.unsaved.add(new JournalEvent.Delivered(device.index, receipt));
    device.state = DeviceState.DELIVERED;
    device.receipt = receipt;
  }

  void noteStep(Prepared device, RetirementStep step, StepState state) {
    device.mark(step, state);
    device.unsaved.add(
        state == StepState.RESTORED
            ? new JournalEvent.StepRestored(device.index, step.name())
            : new JournalEvent.StepApplied(device.index, step.name()));
  }

  void noteReached(Prepared device, DeviceState state) {
    device.state = state;
    device.unsaved.add(new JournalEvent.Reached(device.index, state));
  }

  void found(Prepared device, Finding finding) {
    device.told.remove(finding);
    if (!device.findings.contains(finding)) {
      device.findings.add(finding);
      device.unsaved.add(new JournalEvent.Found(device.index, List.of(finding)));
    }
  }

  void failed(Prepared device, String reason) {
    device.unsaved.add(new JournalEvent.Failed(device.index, reason));
    save(device);
  }

  void save(Prepared device) {
    if (!device.unsaved.isEmpty()) {
      append(device.unsaved);
    }
    device.unsaved.clear();
  }

  void runEnded(Instant at) {
    append(List.of(new JournalEvent.RunEnded(at)));
  }

  private void append(List<? extends JournalEvent> events) {
    if (journal == null) {
      return;
    }
    requireUnbroken();
    try {
      journal.append(events);
    } catch (RuntimeException | Error e) {
      broken = true;
      throw e;
    }
  }

  /** Once something could not be written, nothing more is changed. */
  void requireUnbroken() {
    if (broken) {
      throw new JournalException(
          JournalException.tried("go on with the device")
              .because("the journal could not be written before")
              .remedy("Mend that first, then resume the run."));
    }
  }

  StepLog steps(Prepared device) {
    return journal == null
        ? StepLog.standalone()
        : new JournalledSteps(device.index, journal.sinkSteps(device.index));
  }

  private Journal open() {
    if (journal == null) {
      throw new IllegalStateException("this run has no journal");
    }
    return journal;
  }

  /** The steps of a device at the target, in the journal. */
  private final class JournalledSteps implements StepLog {
    private final long index;
    private final Map<String, Boolean> known;

    JournalledSteps(long index, Map<String, Boolean> known) {
      this.index = index;
      this.known = new HashMap<>(known);
    }

    @Override
    public void intend(String step) {
      write(step, false);
    }

    @Override
    public void done(String step) {
      if (!known.containsKey(step)) {
        throw new IllegalStateException("step " + step + " was done without being intended");
      }
      write(step, true);
    }

    private void write(String step, boolean done) {
      append(List.of(new JournalEvent.SinkStep(index, step, done)));
      known.put(step, done);
    }

    @Override
    public boolean wasIntended(String step) {
      return known.containsKey(step);
    }

    @Override
    public boolean wasDone(String step) {
      return known.getOrDefault(step, false);
    }
  }
}
