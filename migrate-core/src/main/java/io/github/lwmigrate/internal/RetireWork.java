package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.StepState;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.RetirementStep;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Retires devices later that a run has delivered, if the origin still has the session that was
 * recorded.
 */
final class RetireWork implements DeviceWork {

  private static final byte[] NOTHING = {};

  private final EngineConfig config;
  private final RunCall call;
  private final RunLog log;
  private final BooleanSupplier stopped;
  private final Preparation preparation;
  private final OriginSteps origin;

  RetireWork(EngineConfig config, RunCall call, RunLog log, BooleanSupplier stopped) {
    this.config = config;
    this.call = call;
    this.log = log;
    this.stopped = stopped;
    this.preparation = new Preparation(config, call);
    this.origin = new OriginSteps(config.source(), log, call);
  }

  @Override
  public void prepare(Prepared device) {
    device.tellOnlyNews();
    if (device.index < 0) {
      refuse(
          device,
          FindingCodes.DEVICE_NOT_FOUND,
          "The run has no such device.",
          "Check the device id and the run.");
    } else if (device.receipt == null) {
      refuse(
          device,
          FindingCodes.NOT_DELIVERED,
          "The run has not delivered the device.",
          "Resume the run, then retire it.");
    } else if (stopped.getAsBoolean()) {
      device.stop();
    } else {
      log.load(device);
      origin.goForward(device);
      OriginSteps.forgetOriginState(device);
      // What an earlier attempt did counts; what it only planned gives way.
      if (origin.done(device).stream().allMatch(step -> step.retirement().isFreeze())) {
        assess(device);
      } else {
        goOn(device);
      }
    }
  }

  /** A deletion that has begun is brought to its end: there is no whole device to read any more. */
  private void goOn(Prepared device) {
    boolean wanted =
        device.steps.stream()
            .map(each -> each.step().retirement())
            .allMatch(each -> each.isFreeze() || config.policy().retirements().contains(each));
    if (wanted) {
      device.steps(StepState.APPLIED, false).forEach(step -> device.mark(step, StepState.PLANNED));
    } else if (!device.steps(StepState.PLANNED, false).isEmpty()) {
      refuse(
          device,
          FindingCodes.ORIGIN_CHANGED,
          "The device is deleted at the origin in part.",
          "Retire it by deletion, resume the run, or roll it back.");
    }
  }

  private void assess(Prepared device) {
    Reading reading = read(device);
    if (reading.device().isEmpty()) {
      log.found(
          device, Finding.of(Severity.NOTICE, FindingCodes.DEVICE_GONE, "", reading.reason()));
      log.save(device);
      device.end(Status.SKIPPED);
      return;
    }
    EndDevice recorded = device.originalForm();
    EndDevice now = reading.device().get();
    boolean same =
        device.sessionMoves
            ? SessionDrift.isUnmoved(recorded, now)
            : SessionDrift.isSameSession(recorded, now);
    if (!same) {
      refuse(
          device,
          FindingCodes.ORIGIN_CHANGED,
          "The session went on at the origin since the device was recorded: it is still in use"
              + " there.",
          "Export the device again.");
      return;
    }
    List<RetirementStep> steps = preparation.assess(device, reading);
    if (device.findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      device.end(Status.REJECTED);
      return;
    }
    device.findings.removeIf(finding -> finding.code().equals(FindingCodes.DEVICE_GONE));
    device.plan(steps);
    device.original = now;
    device.recordedAt = config.clock().instant();
    log.recorded(device);
    // Somebody may have undone what the run did: it is compared, and done again.
    steps.forEach(step -> device.mark(step, StepState.PLANNED));
  }

  private Reading read(Prepared device) {
    List<RetirementStep> frozen = device.steps(StepState.APPLIED, true);
    // What the listing told is as old as the run.
    return frozen.isEmpty()
        ? config.source().read(device.listed.carrying(NOTHING), call)
        : origin.retirer().readFrozen(device.listed, device.originalForm(), frozen, call);
  }

  private static void refuse(Prepared device, String code, String message, String remedy) {
    device.findings.add(Finding.of(Severity.ERROR, code, "", message).withRemedy(remedy));
    device.end(Status.REJECTED);
  }

  @Override
  public void afterDelivery(Prepared device) {
    if (stopped.getAsBoolean()) {
      device.stop();
      return;
    }
    origin.freeze(device);
    origin.destroy(device);
    log.noteReached(device, DeviceState.DONE);
    log.save(device);
    device.end(Status.DONE);
  }
}
