package io.github.lwmigrate;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.internal.JournalReport;
import io.github.lwmigrate.journal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a plan or a run came to. Immutable.
 *
 * @param runId names the run; a plan has a name too
 * @param counts devices by outcome; a status that did not occur is missing
 * @param answeredByBoth how many devices the target has while their origin may still answer them
 * @param appeared devices that came into being at the origin during a run that retires, at most 100
 * @param findings one entry for each severity and code that occurred, in falling weight
 * @param outcomes one outcome for each listed device, in listing order; empty after {@link
 *     Migration.Builder#discardOutcomes()}
 * @param listingComplete whether every selected device was listed
 * @param cancelled whether the run was cancelled
 * @param failure what ended the run early: a failed listing, sink or listener, or the first failed
 *     device of a policy that stops; empty if nothing did
 * @param remoteCalls remote calls made
 * @param elapsed how long it took
 */
public record MigrationReport(
    String runId,
    Map<Status, Long> counts,
    long answeredByBoth,
    List<DeviceRef> appeared,
    List<FindingSummary> findings,
    List<Outcome> outcomes,
    boolean listingComplete,
    boolean cancelled,
    Optional<MigrationException> failure,
    long remoteCalls,
    Duration elapsed) {

  /**
   * All findings of one code together.
   *
   * @param severity how much they weigh
   * @param code what kind of finding
   * @param devices in how many devices it occurred
   * @param example the first of them
   * @param exampleLabel the device of the example
   */
  public record FindingSummary(
      Severity severity, String code, long devices, Finding example, String exampleLabel) {}

  /** Copies the collections. */
  public MigrationReport {
    counts = Map.copyOf(counts);
    appeared = List.copyOf(appeared);
    findings = List.copyOf(findings);
    outcomes = List.copyOf(outcomes);
  }

  /**
   * The report of a run as its journal has it, also of one that was interrupted, and with what was
   * retired or put back since. Devices are told one after the other, so that memory does not grow
   * with their number. A device that a call may have changed before the process died is UNFINISHED.
   *
   * <p>What only the process knew is missing: exported forms, {@link #appeared()}, {@link
   * #remoteCalls()}, what ended the run early and whether it was cancelled. Failures are told by
   * their messages. {@link #elapsed()} is the time from the beginning to the last end.
   *
   * @param journal the journal of the run; it may be of a run that is under way
   * @param listener takes each outcome in listing order, on this thread
   * @return the report, without outcomes
   * @throws io.github.lwmigrate.journal.JournalException if the journal cannot be read
   */
  public static MigrationReport of(Journal journal, Consumer<? super Outcome> listener) {
    return JournalReport.of(journal, listener);
  }

  /**
   * How many devices came to this.
   *
   * @param status an outcome
   * @return the count
   */
  public long count(Status status) {
    return counts.getOrDefault(status, 0L);
  }

  /**
   * How many devices have an outcome.
   *
   * @return the sum of all counts
   */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Whether every selected device was listed and none failed, was rejected or not started. Skipped
   * devices do not count against it.
   *
   * @return true if nothing is left to do
   */
  public boolean isComplete() {
    return listingComplete
        && !cancelled
        && failure.isEmpty()
        && count(Status.FAILED) == 0
        && count(Status.REJECTED) == 0
        && count(Status.NOT_STARTED) == 0
        && count(Status.UNFINISHED) == 0;
  }

  /**
   * Turns what ended the run early into an exception.
   *
   * @return this report if nothing did
   * @throws MigrationException the failure
   */
  public MigrationReport orThrow() {
    failure.ifPresent(
        e -> {
          throw e;
        });
    if (cancelled) {
      throw new CancelledException(Stage.REPORT);
    }
    return this;
  }
}
