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
    if (stopped.getAsBoolean()) {
      device.stop();
      return;
    }
    if (device.index < 0) {
      refuse(
          device,
          FindingCodes.DEVICE_NOT_FOUND,
          "The run has no such device.",
          "Check the device id and the run.");
      return;
    }
    if (device.receipt == null) {
      refuse(
          device,
          FindingCodes.NOT_DELIVERED,
          "The run has not delivered the device.",
          "Resume the run, then retire it.");
      return;
    }
    log.load(device);
    log.loadCarried(device);
    Reading reading = read(device);
    if (reading.device().isEmpty()) {
      device.findings.add(
          Finding.of(Severity.NOTICE, FindingCodes.DEVICE_GONE, "", reading.reason()));
      device.end(Status.SKIPPED);
      return;
    }
    assess(device, reading, reading.device().get());
  }

  private Reading read(Prepared device) {
    List<RetirementStep> frozen = device.steps(StepState.APPLIED, true);
    return frozen.isEmpty()
        ? config.source().read(device.listed, call)
        : origin.retirer().readFrozen(device.listed, device.originalForm(), frozen, call);
  }

  private void assess(Prepared device, Reading reading, EndDevice now) {
    EndDevice recorded = device.originalForm();
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
    int known = device.findings.size();
    device.plan(preparation.assess(device, reading));
    if (device.findings.subList(known, device.findings.size()).stream()
        .anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      device.end(Status.REJECTED);
      return;
    }
    device.original = now;
    device.recordedAt = config.clock().instant();
    log.recorded(device);
  }

  private static void refuse(Prepared device, String code, String message, String remedy) {
    device.findings.add(Finding.of(Severity.ERROR, code, "", message).withRemedy(remedy));
    device.end(Status.REJECTED);
  }

  @Override
  public void afterDelivery(Prepared device) {
    origin.freeze(device);
    origin.destroy(device);
    log.noteReached(device, DeviceState.DONE);
    log.save(device);
    device.end(Status.DONE);
  }
}
