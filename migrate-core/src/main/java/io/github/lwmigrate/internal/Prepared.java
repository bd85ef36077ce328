package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal.JournaledStep;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.StepState;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.RetirementStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One device on its way through the engine. Handed from the thread that lists to one that reads, to
 * the coordinator, to one that stores; never used by two at once.
 */
final class Prepared {

  final long index;

  /** Whether an earlier part of the run may have begun what is still to do. */
  final boolean resumed;

  /** Whether the journal tells of a failure that a success must clear. */
  final boolean failedBefore;

  /** Whether it was put back before this part of the run, and begins anew. */
  final boolean putBack;

  /** What is still true of a device that was put back, until it is on its way again. */
  final List<Finding> besideTarget;

  /** Whether a call that changes origin or target has begun in this part of the run. */
  boolean touched;

  Listed listed;

  /** What is being done, for the message of a failure. */
  Stage stage = Stage.READ;

  final List<Finding> findings = new ArrayList<>();
  @Nullable EndDevice original;
  @Nullable EndDevice exported;
  Instant recordedAt = Instant.EPOCH;
  boolean sessionMoves;
  DeviceState state = DeviceState.LISTED;
  @Nullable Receipt receipt;
  final List<JournaledStep> steps = new ArrayList<>();

  /** What happened since the journal was told last. */
  final List<JournalEvent> unsaved = new ArrayList<>();

  /** What the journal knows already, and no outcome repeats. */
  final Set<Finding> told = new HashSet<>();

  private @Nullable Status end;
  private @Nullable MigrationException failure;

  Prepared(long index, Listed listed) {
    this.index = index;
    this.listed = listed;
    this.resumed = false;
    this.failedBefore = false;
    this.putBack = false;
    this.besideTarget = List.of();
    findings.addAll(listed.findings());
  }

  Prepared(JournaledDevice device) {
    this.index = device.index();
    this.state = device.state();
    this.resumed = isRecorded();
    this.failedBefore = device.failure().isPresent();
    this.putBack = state == DeviceState.RESTORED;
    this.besideTarget =
        device.findings().stream()
            .filter(each -> each.code().equals(FindingCodes.ORIGIN_RESTORED_BESIDE_TARGET))
            .toList();
    this.sessionMoves = device.sessionMoves();
    this.receipt = device.receipt().orElse(null);
    Listed entry = Listed.of(device.device()).labelled(device.label());
    if (state == DeviceState.LISTED && device.revisions() == 0) {
      for (Finding finding : device.findings()) {
        entry = entry.with(finding);
      }
    }
    this.listed = entry;
    // What was found about a device that begins anew is found again, or does not count any more.
    boolean anew = putBack || state == DeviceState.LISTED;
    findings.addAll(!anew ? device.findings() : putBack ? besideTarget : listed.findings());
  }

  /** Whether the journal holds the form that is on its way, or has arrived. */
  boolean isRecorded() {
    return isRecorded(state);
  }

  static boolean isRecorded(DeviceState state) {
    return switch (state) {
      case RECORDED, FROZEN, DELIVERED, DESTROYED, DONE -> true;
      case LISTED, RESTORED, REJECTED, SKIPPED -> false;
    };
  }

  /** From here on the outcome tells what is found, not what an earlier part of the run found. */
  void tellOnlyNews() {
    told.addAll(findings);
  }

  boolean hasEnded() {
    return end != null;
  }

  void end(Status status) {
    end = status;
  }

  void fail(MigrationException e) {
    end = Status.FAILED;
    failure = e;
  }

  /** The run stops before the device came to its end. */
  void stop() {
    end =
        hasBegun() || resumed ? Status.UNFINISHED : putBack ? Status.RESTORED : Status.NOT_STARTED;
  }

  /** Whether origin or target were changed, or may have been by this part of the run. */
  boolean hasBegun() {
    return touched
        || receipt != null
        || state == DeviceState.FROZEN
        || steps.stream().anyMatch(step -> step.state() == StepState.APPLIED);
  }

  EndDevice exportedForm() {
    return known(exported);
  }

  EndDevice originalForm() {
    return known(original);
  }

  private EndDevice known(@Nullable EndDevice form) {
    if (form == null) {
      throw new IllegalStateException("device " + index + " has not been read");
    }
    return form;
  }

  void rejectIfRefused(MigrationPolicy policy) {
    if (findings.stream().anyMatch(finding -> isRefusal(finding, policy))) {
      end = Status.REJECTED;
    }
  }

  private static boolean isRefusal(Finding finding, MigrationPolicy policy) {
    return finding.severity() == Severity.ERROR
        || (finding.severity() == Severity.CONFIRM
            && !policy.acknowledged().contains(finding.code()));
  }

  /** Plans steps: those that are done stay, the others give way. */
  void plan(List<RetirementStep> planned) {
    steps.removeIf(step -> step.state() == StepState.PLANNED);
    for (RetirementStep step : planned) {
      if (steps.stream().noneMatch(known -> known.step().name().equals(step.name()))) {
        steps.add(new JournaledStep(step, StepState.PLANNED));
      }
    }
  }

  void mark(RetirementStep step, StepState state) {
    steps.replaceAll(
        known ->
            known.step().name().equals(step.name())
                ? new JournaledStep(known.step(), state)
                : known);
  }

  List<RetirementStep> steps(StepState state) {
    return steps.stream().filter(step -> step.state() == state).map(JournaledStep::step).toList();
  }

  List<RetirementStep> steps(StepState state, boolean freezing) {
    return steps(state).stream().filter(step -> step.retirement().isFreeze() == freezing).toList();
  }

  /** Whether the origin is known not to answer the device any more. */
  boolean isRetired() {
    return OriginSilence.isKnown(steps, findings, sessionMoves);
  }

  Outcome outcome() {
    if (end == null) {
      throw new IllegalStateException("device " + index + " has no outcome");
    }
    return new Outcome(
        index,
        listed.ref(),
        listed.label(),
        end,
        isRetired(),
        findings.stream().filter(finding -> !told.contains(finding)).toList(),
        Optional.ofNullable(exported),
        Optional.ofNullable(receipt),
        Optional.ofNullable(failure));
  }
}
