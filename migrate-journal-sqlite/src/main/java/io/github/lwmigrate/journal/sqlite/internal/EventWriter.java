package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.StepState;
import io.github.lwmigrate.spi.RetirementStep;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes rows of events, by the rules of {@link JournalEvent}. Belongs to the writer's thread. */
final class EventWriter {

  private final Path file;
  private final Statements statements;
  private final FindingCodec findings;
  private @Nullable Listing listing;
  private boolean purged;

  EventWriter(Path file, Statements statements) {
    this.file = file;
    this.statements = statements;
    this.findings = new FindingCodec(statements);
  }

  /** How far the listing is. */
  private record Listing(long devices, boolean complete) {}

  /** Forgets what it knows of the tables, after a batch was taken back. */
  void forget() {
    listing = null;
    findings.forget();
  }

  /** Whether something big was added or taken away, so that the log should be emptied. */
  boolean takePurged() {
    boolean was = purged;
    purged = false;
    return was;
  }

  void begin(RunDescription run) throws SQLException, Blobs.DamageException, Refusal {
    Optional<String> earlier = statements.first(Sql.RUN, row -> row.getString(1));
    if (earlier.isPresent()) {
      throw new Refusal(
          JournalException.tried("begin run " + run.id())
              .because(file + " holds run " + earlier.get())
              .remedy("Use a journal of its own for each run, or resume that run."));
    }
    statements.update(
        Sql.INSERT_RUN,
        run.id(),
        run.startedAt().toString(),
        run.source(),
        run.sink(),
        run.policy(),
        run.selection());
    for (Map.Entry<String, String> entry : run.context().entrySet()) {
      statements.update(Sql.INSERT_CONTEXT, entry.getKey(), entry.getValue());
    }
  }

  void apply(Change change) throws SQLException, Blobs.DamageException, Refusal {
    JournalEvent event = change.event();
    Listing now = listing();
    if (event instanceof JournalEvent.Listed listed) {
      list(listed, now);
    } else if (event instanceof JournalEvent.OfDevice ofDevice) {
      long index = ofDevice.index();
      if (index < 0 || index >= now.devices) {
        throw refusal("device " + index + " was not listed");
      }
      ofDevice(change, ofDevice);
    } else if (event instanceof JournalEvent.ListingRestarted) {
      restart(now);
    } else if (event instanceof JournalEvent.ListingCompleted) {
      complete(now);
    } else if (event instanceof JournalEvent.RunEnded ended) {
      statements.update(Sql.END_RUN, ended.at().toString());
    }
  }

  private Listing listing() throws SQLException, Blobs.DamageException, Refusal {
    Listing known = listing;
    if (known == null) {
      Optional<Boolean> complete = statements.first(Sql.RUN, row -> row.getBoolean(7));
      if (complete.isEmpty()) {
        throw refusal("it has no run yet");
      }
      known = new Listing(statements.number(Sql.LISTED), complete.get());
      listing = known;
    }
    return known;
  }

  private void list(JournalEvent.Listed listed, Listing now) throws SQLException, Refusal {
    long index = listed.index();
    if (now.complete) {
      throw refusal("the listing is complete and takes no device " + index);
    }
    if (index != now.devices) {
      throw refusal("device " + now.devices + " of the listing comes next, not " + index);
    }
    statements.update(
        Sql.INSERT_DEVICE,
        index,
        listed.device().applicationId(),
        listed.device().deviceId(),
        listed.label(),
        sealed(index, findings.encode(listed.findings())));
    if (listed.carried().length > 0) {
      statements.update(
          Sql.INSERT_CARRIED,
          index,
          Blobs.seal(Blobs.place("carried", index, ""), listed.carried()));
    }
    listing = new Listing(index + 1, false);
  }

  private void restart(Listing now) throws SQLException, Refusal {
    if (now.complete) {
      throw refusal("the listing is complete and cannot begin anew");
    }
    for (String clear : Sql.CLEAR) {
      statements.update(clear);
    }
    listing = new Listing(0, false);
    purged = true;
  }

  private void complete(Listing now) throws SQLException, Refusal {
    if (!now.complete) {
      long unrecorded = statements.number(Sql.COUNT_STATE, DeviceState.LISTED.name());
      Optional<MigrationException.Builder> problem = Locations.lackOfSpace(file, unrecorded);
      if (problem.isPresent()) {
        throw new Refusal(problem.get());
      }
      statements.update(Sql.COMPLETE_LISTING);
      listing = new Listing(now.devices, true);
      purged = true;
    }
  }

  private void ofDevice(Change change, JournalEvent.OfDevice event)
      throws SQLException, Blobs.DamageException, Refusal {
    long index = event.index();
    if (event instanceof JournalEvent.Recorded recorded) {
      record(recorded, change);
    } else if (event instanceof JournalEvent.StepApplied applied) {
      step(index, applied.step(), StepState.APPLIED);
    } else if (event instanceof JournalEvent.StepRestored restored) {
      step(index, restored.step(), StepState.RESTORED);
    } else if (event instanceof JournalEvent.Reached reached) {
      reach(index, reached.state());
    } else if (event instanceof JournalEvent.Delivered delivered) {
      statements.update(Sql.DELIVER, delivered.receipt().location(), index);
    } else if (event instanceof JournalEvent.SinkStep step) {
      statements.update(Sql.SINK_STEP, index, step.step(), step.done() ? 1 : 0);
    } else if (event instanceof JournalEvent.Ended ended) {
      if (ended.state() != DeviceState.REJECTED && ended.state() != DeviceState.SKIPPED) {
        throw refusal("a device cannot end as " + ended.state());
      }
      statements.update(
          Sql.END_DEVICE,
          ended.state().name(),
          sealed(index, findings.encode(ended.findings())),
          index);
    } else if (event instanceof JournalEvent.Found found) {
      add(index, found.findings());
    } else if (event instanceof JournalEvent.Failed failed) {
      statements.update(Sql.FAIL, failed.reason(), index);
    } else {
      throw refusal("it does not know the event " + event.getClass().getSimpleName());
    }
  }

  private void record(JournalEvent.Recorded recorded, Change change) throws SQLException, Refusal {
    long index = recorded.index();
    long number =
        statements.number(
            Sql.RECORD,
            recorded.sessionMoves() ? 1 : 0,
            sealed(index, findings.encode(recorded.findings())),
            index);
    statements.update(
        Sql.INSERT_REVISION,
        index,
        number,
        recorded.recordedAt().toString(),
        Blobs.seal(Blobs.place("original", index, number), change.original()),
        Blobs.seal(Blobs.place("exported", index, number), change.exported()));
    statements.update(Sql.DROP_PLANNED, index);
    if (!recorded.steps().isEmpty()) {
      long position = statements.number(Sql.LAST_POSITION, index);
      for (RetirementStep step : recorded.steps()) {
        plan(index, ++position, step);
      }
    }
  }

  private void plan(long index, long position, RetirementStep step) throws SQLException, Refusal {
    statements.update(
        Sql.INSERT_STEP,
        index,
        position,
        step.name(),
        step.device().applicationId(),
        step.device().deviceId(),
        step.retirement().name(),
        Blobs.seal(Blobs.place("before", index, step.name()), step.before()),
        Blobs.seal(Blobs.place("after", index, step.name()), step.after()));
  }

  private void step(long index, String name, StepState state) throws SQLException, Refusal {
    if (statements.update(Sql.SET_STEP, state.name(), index, name) == 0) {
      throw refusal("device " + index + " has no step " + name);
    }
  }

  private void reach(long index, DeviceState state) throws SQLException, Refusal {
    boolean anew = state == DeviceState.LISTED || state == DeviceState.RESTORED;
    statements.update(anew ? Sql.BEGIN_ANEW : Sql.REACH, state.name(), index);
    if (anew) {
      statements.update(Sql.DROP_NOT_APPLIED, index);
    }
  }

  /** What was found already stays as it is written; the numbers of more come behind. */
  private void add(long index, List<Finding> more)
      throws SQLException, Blobs.DamageException, Refusal {
    byte[] stored = statements.first(Sql.FINDINGS, row -> row.getBytes(1), index).orElseThrow();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Blobs.open(Blobs.place("findings", index, ""), stored));
    all.writeBytes(findings.encode(more));
    statements.update(Sql.SET_FINDINGS, sealed(index, all.toByteArray()), index);
  }

  private static byte[] sealed(long index, byte[] findings) {
    return Blobs.seal(Blobs.place("findings", index, ""), findings);
  }

  private Refusal refusal(String because) {
    return new Refusal(
        JournalException.tried("append to the journal " + file)
            .because(because)
            .remedy("This is a defect of the program that writes the journal."));
  }
}
