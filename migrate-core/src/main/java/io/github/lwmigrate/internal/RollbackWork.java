package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.RetirementStep;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Puts devices back at the origin as far as it allows. */
final class RollbackWork implements DeviceWork {

  private final EngineConfig config;
  private final boolean whole;
  private final RunLog log;
  private final BooleanSupplier stopped;
  private final Function<EndDevice, Optional<EndDevice>> latest;
  private final OriginSteps origin;

  RollbackWork(
      EngineConfig config,
      Selection selection,
      RunCall call,
      RunLog log,
      BooleanSupplier stopped,
      Function<EndDevice, Optional<EndDevice>> latest) {
    this.config = config;
    this.whole = selection.devices().isEmpty();
    this.log = log;
    this.stopped = stopped;
    this.latest = latest;
    this.origin = new OriginSteps(config.source(), log, call);
  }

  @Override
  public void prepare(Prepared device) {
    device.tellOnlyNews();
    if (device.index < 0) {
      device.findings.add(
          Finding.of(
                  Severity.ERROR, FindingCodes.DEVICE_NOT_FOUND, "", "The run has no such device.")
              .withRemedy("Check the device id and the run."));
      device.end(Status.REJECTED);
    } else if (!device.isRecorded()) {
      device.end(Status.SKIPPED);
    } else {
      log.load(device);
    }
  }

  @Override
  public void afterDelivery(Prepared device) {
    if (stopped.getAsBoolean()) {
      device.stop();
      return;
    }
    List<RetirementStep> done = origin.done(device);
    if (done.isEmpty()) {
      device.end(Status.SKIPPED);
      return;
    }
    OriginSteps.forgetOriginState(device);
    Receipt receipt = device.receipt;
    if (receipt != null) {
      log.found(device, besideTarget(receipt));
    }
    origin.restore(device, done, latest.apply(device.exportedForm()));
    device.end(Status.RESTORED);
  }

  /** To be put back is what devices are here for. */
  @Override
  public long missing(Tally tally) {
    return tally.missing() - tally.count(Status.RESTORED);
  }

  /** A run of which nothing is left at the origin has come to its end. */
  @Override
  public void finish(Tally tally, boolean complete) {
    if (complete && whole) {
      log.runEnded(config.clock().instant());
    }
  }

  private static Finding besideTarget(Receipt receipt) {
    return Finding.of(
            Severity.WARNING,
            FindingCodes.ORIGIN_RESTORED_BESIDE_TARGET,
            "",
            "The origin was put back, and the target has the device too ("
                + receipt.location()
                + "): both can answer it.")
        .withRemedy("Delete the device at the target, or resume the run to move it again.");
  }
}
