package io.github.lwmigrate.internal;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal.JournaledStep;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.StepState;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the planned steps of devices at the origin, and puts them back. Steps that are done are
 * written down with the next milestone: until then a resumed run finds out by comparing.
 */
final class OriginSteps {

  private static final Set<String> STATES_OF_ORIGIN =
      Set.of(
          FindingCodes.ORIGIN_CHANGED,
          FindingCodes.ORIGIN_NOT_RESTORED,
          FindingCodes.ORIGIN_RESTORED_BESIDE_TARGET);

  private final Source source;
  private final RunLog log;
  private final RunCall call;

  OriginSteps(Source source, RunLog log, RunCall call) {
    this.source = source;
    this.log = log;
    this.call = call;
  }

  Retirer retirer() {
    return source
        .retirer()
        .orElseThrow(() -> new IllegalStateException("the source changes no devices"));
  }

  /** Takes the freezing steps that are not done yet. */
  void freeze(Prepared device) {
    List<RetirementStep> planned = device.steps(StepState.PLANNED, true);
    if (planned.isEmpty()) {
      return;
    }
    device.stage = Stage.RETIRE;
    log.save(device);
    for (RetirementStep step : planned) {
      if (!device.resumed || isToDo(device, step)) {
        apply(device, step);
      }
    }
    log.noteReached(device, DeviceState.FROZEN);
    log.save(device);
  }

  /**
   * Takes the freezing steps of a device that nothing but its origin and the journal holds. If one
   * fails because the device is not as it was recorded any more, all is put back: it can be read
   * anew. Not where a run that goes on finds it changed: then it is not known what happened.
   *
   * @return whether the device is frozen
   */
  boolean freezeUnlessChanged(Prepared device) {
    try {
      freeze(device);
      return true;
    } catch (JournalException | CancelledException e) {
      throw e;
    } catch (MigrationException e) {
      Optional<RetirementStep> failed = device.steps(StepState.PLANNED, true).stream().findFirst();
      boolean foundSo =
          device.findings.stream()
              .anyMatch(finding -> finding.code().equals(FindingCodes.ORIGIN_CHANGED));
      if (foundSo || failed.isEmpty() || !isChanged(failed.get(), e)) {
        throw e;
      }
      List<RetirementStep> begun = new ArrayList<>(done(device));
      begun.add(failed.get());
      restore(device, begun, Optional.empty());
      device.steps.clear();
      return false;
    }
  }

  private boolean isChanged(RetirementStep step, MigrationException failure) {
    try {
      return retirer().compare(step, call) == Comparison.NEITHER;
    } catch (MigrationException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  /**
   * Takes the destroying steps that are not done yet: only if the journal still holds what the
   * target was given, and the origin looks as it was recorded in every part that is still there.
   */
  void destroy(Prepared device) {
    List<RetirementStep> planned = device.steps(StepState.PLANNED, false);
    if (planned.isEmpty()) {
      return;
    }
    device.stage = Stage.RETIRE;
    log.save(device);
    if (!log.holds(device)) {
      throw new JournalException(
          JournalException.tried("find the device in the journal before it is deleted")
              .device(device.listed.ref())
              .because("the journal holds another form than the one that was delivered")
              .remedy("The device was not deleted. Export it again, with another journal."));
    }
    List<RetirementStep> toDo = new ArrayList<>();
    for (RetirementStep step : planned) {
      if (isToDo(device, step)) {
        toDo.add(step);
      }
    }
    toDo.forEach(step -> apply(device, step));
    log.noteReached(device, DeviceState.DESTROYED);
  }

  /**
   * The steps that are done, or were being put back. After a crash, one that is not known to be
   * done may be all the same.
   */
  List<RetirementStep> done(Prepared device) {
    device.stage = Stage.RETIRE;
    if (device.resumed) {
      for (RetirementStep step : device.steps(StepState.PLANNED)) {
        if (retirer().compare(step, call) == Comparison.AFTER) {
          log.noteStep(device, step, StepState.APPLIED);
        }
      }
    }
    return device.steps.stream()
        .filter(step -> step.state() != StepState.PLANNED)
        .map(JournaledStep::step)
        .toList();
  }

  /**
   * Puts steps back, the last one first. From before the first one on, none is known to be done: a
   * run that goes on after a crash asks the origin.
   */
  void restore(Prepared device, List<RetirementStep> done, Optional<EndDevice> latest) {
    device.stage = Stage.RETIRE;
    List<RetirementStep> backwards = new ArrayList<>(done);
    Collections.reverse(backwards);
    backwards.forEach(step -> log.noteStep(device, step, StepState.RESTORED));
    log.save(device);
    for (RetirementStep step : backwards) {
      log.requireUnbroken();
      device.touched = true;
      for (Finding finding : retirer().restore(step, latest, call)) {
        log.found(device, finding);
      }
    }
    log.noteReached(device, DeviceState.RESTORED);
    log.save(device);
  }

  /**
   * Takes up a device forward whose putting back had begun. That goes backwards: whatever comes
   * before a step that is still done is done too, and the others are to be taken again. Not where
   * the target has the device: its origin may have gone on with the session since.
   */
  void goForward(Prepared device) {
    List<RetirementStep> backwards = new ArrayList<>(device.steps(StepState.RESTORED));
    Collections.reverse(backwards);
    boolean done = false;
    for (RetirementStep step : backwards) {
      device.stage = Stage.RETIRE;
      done = done || retirer().compare(step, call) == Comparison.AFTER;
      if (done) {
        log.noteStep(device, step, StepState.APPLIED);
      } else {
        device.mark(step, StepState.PLANNED);
        requireUndelivered(device);
      }
    }
  }

  private static void requireUndelivered(Prepared device) {
    if (device.receipt != null) {
      throw MigrationException.builder(Stage.RETIRE, "go on with the device")
          .device(device.listed.ref())
          .because("its origin was being put back, and that was interrupted")
          .remedy("Roll it back to the end; if it is to move after all, resume the run then.")
          .build();
    }
  }

  private void apply(Prepared device, RetirementStep step) {
    log.requireUnbroken();
    device.touched = true;
    retirer().apply(step, call);
    log.noteStep(device, step, StepState.APPLIED);
  }

  private boolean isToDo(Prepared device, RetirementStep step) {
    switch (retirer().compare(step, call)) {
      case BEFORE -> {
        return true;
      }
      case AFTER -> {
        log.noteStep(device, step, StepState.APPLIED);
        return false;
      }
      default -> throw changed(device, step);
    }
  }

  /** Forgets what was found about the state of the origin: it is looked at again. */
  static boolean forgetOriginState(Prepared device) {
    return device.findings.removeIf(finding -> STATES_OF_ORIGIN.contains(finding.code()));
  }

  private MigrationException changed(Prepared device, RetirementStep step) {
    Finding finding =
        Finding.of(
                Severity.ERROR,
                FindingCodes.ORIGIN_CHANGED,
                "",
                "The device was changed at the origin since it was recorded, so the step "
                    + step.name()
                    + " was not taken.")
            .withRemedy(
                device.steps(StepState.APPLIED).isEmpty()
                    ? "Look at the device at the origin. If it is to move as it is now, export it"
                        + " again; else put it back as it was and resume the run."
                    : "Look at the device at the origin. If it is to move as it is now, roll it"
                        + " back first, so that it gets back what the run took of it, then export"
                        + " it again; else put it back as it was and resume the run.");
    log.found(device, finding);
    return MigrationException.builder(Stage.RETIRE, "take the step " + step.name())
        .device(device.listed.ref())
        .because("the device was changed at the origin since it was recorded")
        .remedy(finding.remedy())
        .build();
  }
}
