package io.github.lwmigrate.journal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.RetirementStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal on the heap, for tests and for runs that change no origin. It ends with the process, so
 * it is not durable, and its memory grows with the number of devices. Thread-safe.
 *
 * <p>Closing it does nothing: a test may read it, or resume a run from it, after the run closed it.
 */
public final class InMemoryJournal implements Journal {

  private static final byte[] NOTHING = {};

  private final List<Entry> entries = new ArrayList<>();
  private final Map<DeviceRef, Long> first = new HashMap<>();
  private @Nullable RunDescription run;
  private boolean listingComplete;
  private @Nullable Instant endedAt;

  /** An empty journal. */
  public InMemoryJournal() {}

  /**
   * Whether appended events survive.
   *
   * @return false
   */
  @Override
  public boolean isDurable() {
    return false;
  }

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public synchronized void begin(RunDescription run) {
    RunDescription earlier = this.run;
    if (earlier != null) {
      throw new JournalException(
          JournalException.tried("begin run " + run.id())
              .because("the journal holds run " + earlier.id())
              .remedy("Use a journal of its own for each run, or resume that run."));
    }
    this.run = run;
  }

  @Override
  public synchronized Optional<RunDescription> run() {
    return Optional.ofNullable(run);
  }

  @Override
  public synchronized void append(List<? extends JournalEvent> events) {
    if (run == null) {
      throw refusal("the journal has no run yet");
    }
    Draft draft = new Draft();
    events.forEach(draft::apply);
    draft.publish();
  }

  @Override
  public synchronized RunProgress progress() {
    return new RunProgress(entries.size(), listingComplete, Optional.ofNullable(endedAt));
  }

  @Override
  public synchronized Map<DeviceState, Long> counts() {
    Map<DeviceState, Long> counts = new EnumMap<>(DeviceState.class);
    entries.forEach(entry -> counts.merge(entry.state, 1L, Long::sum));
    return counts;
  }

  @Override
  public synchronized List<JournaledDevice> page(long from, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page has at least 1 device, not " + limit);
    }
    int start = (int) Math.min(Math.max(from, 0), entries.size());
    int end = (int) Math.min((long) start + limit, entries.size());
    return entries.subList(start, end).stream().map(Entry::device).toList();
  }

  @Override
  public synchronized Optional<JournaledDevice> device(long index) {
    return entry(index).map(Entry::device);
  }

  @Override
  public synchronized Optional<JournaledDevice> find(DeviceRef device) {
    return Optional.ofNullable(first.get(device)).flatMap(this::device);
  }

  @Override
  public synchronized byte[] carried(long index) {
    return entry(index).map(entry -> entry.listed.carried()).orElse(NOTHING);
  }

  @Override
  public synchronized Optional<Revision> latest(long index) {
    List<Revision> revisions = revisions(index);
    return revisions.isEmpty()
        ? Optional.empty()
        : Optional.of(revisions.get(revisions.size() - 1));
  }

  @Override
  public synchronized List<Revision> revisions(long index) {
    return entry(index).map(entry -> List.copyOf(entry.revisions)).orElse(List.of());
  }

  @Override
  public synchronized List<JournaledStep> steps(long index) {
    return entry(index).map(entry -> List.copyOf(entry.steps.values())).orElse(List.of());
  }

  @Override
  public synchronized Map<String, Boolean> sinkSteps(long index) {
    return entry(index).map(entry -> Map.copyOf(entry.sinkSteps)).orElse(Map.of());
  }

  @Override
  public void close() {}

  @Override
  public synchronized String toString() {
    return "journal in memory, " + entries.size() + " devices";
  }

  private Optional<Entry> entry(long index) {
    return index >= 0 && index < entries.size()
        ? Optional.of(entries.get((int) index))
        : Optional.empty();
  }

  private static JournalException refusal(String because) {
    return new JournalException(
        JournalException.tried("append to the journal in memory")
            .because(because)
            .remedy("This is a defect of the program that writes the journal."));
  }

  /** What is known of one device. Published ones are not changed any more. */
  private static final class Entry {
    final JournalEvent.Listed listed;
    final List<Revision> revisions = new ArrayList<>();
    final Map<String, JournaledStep> steps = new LinkedHashMap<>();
    final Map<String, Boolean> sinkSteps = new HashMap<>();
    DeviceState state = DeviceState.LISTED;
    boolean sessionMoves;
    List<Finding> findings;
    @Nullable Receipt receipt;
    @Nullable String failure;

    Entry(JournalEvent.Listed listed) {
      this.listed = listed;
      this.findings = listed.findings();
    }

    Entry(Entry other) {
      this.listed = other.listed;
      this.revisions.addAll(other.revisions);
      this.steps.putAll(other.steps);
      this.sinkSteps.putAll(other.sinkSteps);
      this.state = other.state;
      this.sessionMoves = other.sessionMoves;
      this.findings = other.findings;
      this.receipt = other.receipt;
      this.failure = other.failure;
    }

    JournaledDevice device() {
      return new JournaledDevice(
          listed.index(),
          listed.device(),
          listed.label(),
          state,
          sessionMoves,
          revisions.size(),
          findings,
          Optional.ofNullable(receipt),
          Optional.ofNullable(failure));
    }

    void apply(JournalEvent.OfDevice event) {
      if (event instanceof JournalEvent.Recorded recorded) {
        record(recorded);
      } else if (event instanceof JournalEvent.StepApplied applied) {
        step(applied.step(), StepState.APPLIED);
      } else if (event instanceof JournalEvent.StepRestored restored) {
        step(restored.step(), StepState.RESTORED);
      } else if (event instanceof JournalEvent.Reached reached) {
        reach(reached.state());
      } else if (event instanceof JournalEvent.Delivered delivered) {
        receipt = delivered.receipt();
        pass(DeviceState.DELIVERED);
      } else if (event instanceof JournalEvent.SinkStep step) {
        sinkSteps.merge(step.step(), step.done(), Boolean::logicalOr);
      } else if (event instanceof JournalEvent.Ended ended) {
        end(ended);
      } else if (event instanceof JournalEvent.Found found) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(found.findings());
        findings = List.copyOf(all);
      } else if (event instanceof JournalEvent.Failed failed) {
        failure = failed.reason();
      } else {
        throw refusal("it does not know the event " + event.getClass().getSimpleName());
      }
    }

    private void record(JournalEvent.Recorded recorded) {
      revisions.add(
          new Revision(
              revisions.size() + 1L,
              recorded.original(),
              recorded.exported(),
              recorded.recordedAt()));
      findings = recorded.findings();
      sessionMoves = recorded.sessionMoves();
      steps.values().removeIf(step -> step.state() == StepState.PLANNED);
      for (RetirementStep step : recorded.steps()) {
        steps.putIfAbsent(step.name(), new JournaledStep(step, StepState.PLANNED));
      }
      boolean begins = state == DeviceState.LISTED || state == DeviceState.RESTORED;
      pass(begins ? DeviceState.RECORDED : state);
    }

    private void reach(DeviceState milestone) {
      if (milestone == DeviceState.LISTED || milestone == DeviceState.RESTORED) {
        steps.values().removeIf(step -> step.state() != StepState.APPLIED);
        receipt = null;
      }
      pass(milestone);
    }

    private void end(JournalEvent.Ended ended) {
      if (ended.state() != DeviceState.REJECTED && ended.state() != DeviceState.SKIPPED) {
        throw refusal("a device cannot end as " + ended.state());
      }
      findings = ended.findings();
      pass(ended.state());
    }

    private void pass(DeviceState milestone) {
      state = milestone;
      failure = null;
    }

    private void step(String name, StepState became) {
      JournaledStep step = steps.get(name);
      if (step == null) {
        throw refusal("device " + listed.index() + " has no step " + name);
      }
      steps.put(name, new JournaledStep(step.step(), became));
    }
  }

  /** What a batch makes of the journal, kept apart until all its events have been taken. */
  private final class Draft {
    private final Map<Long, Entry> changed = new LinkedHashMap<>();
    private boolean restarted;
    private long listed = entries.size();
    private boolean complete = listingComplete;
    private @Nullable Instant ended = endedAt;

    void apply(JournalEvent event) {
      if (event instanceof JournalEvent.Listed entry) {
        list(entry);
      } else if (event instanceof JournalEvent.OfDevice ofDevice) {
        edit(ofDevice.index()).apply(ofDevice);
      } else if (event instanceof JournalEvent.ListingRestarted) {
        if (complete) {
          throw refusal("the listing is complete and cannot begin anew");
        }
        restarted = true;
        listed = 0;
        changed.clear();
      } else if (event instanceof JournalEvent.ListingCompleted) {
        complete = true;
      } else if (event instanceof JournalEvent.RunEnded end) {
        ended = end.at();
      }
    }

    private void list(JournalEvent.Listed entry) {
      if (complete) {
        throw refusal("the listing is complete and takes no device " + entry.index());
      }
      if (entry.index() != listed) {
        throw refusal("device " + listed + " of the listing comes next, not " + entry.index());
      }
      changed.put(listed++, new Entry(entry));
    }

    private Entry edit(long index) {
      if (index < 0 || index >= listed) {
        throw refusal("device " + index + " was not listed");
      }
      return changed.computeIfAbsent(index, i -> new Entry(entries.get(i.intValue())));
    }

    void publish() {
      if (restarted) {
        entries.clear();
        first.clear();
      }
      changed.forEach(
          (index, entry) -> {
            if (index < entries.size()) {
              entries.set(index.intValue(), entry);
            } else {
              entries.add(entry);
              first.putIfAbsent(entry.listed.device(), index);
            }
          });
      listingComplete = complete;
      endedAt = ended;
    }
  }
}
