package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Puts devices back at the origin as far as it allows. */
final class RollbackWork implements DeviceWork {

  private final RunLog log;
  private final BooleanSupplier stopped;
  private final Function<EndDevice, Optional<EndDevice>> latest;
  private final OriginSteps origin;

  RollbackWork(
      EngineConfig config,
      RunCall call,
      RunLog log,
      BooleanSupplier stopped,
      Function<EndDevice, Optional<EndDevice>> latest) {
    this.log = log;
    this.stopped = stopped;
    this.latest = latest;
    this.origin = new OriginSteps(config.source(), log, call);
  }

  @Override
  public void prepare(Prepared device) {
    if (stopped.getAsBoolean()) {
      device.stop();
    } else if (device.index < 0) {
      device.findings.add(
          Finding.of(
                  Severity.ERROR, FindingCodes.DEVICE_NOT_FOUND, "", "The run has no such device.")
              .withRemedy("Check the device id and the run."));
      device.end(Status.REJECTED);
    } else if (isUntouched(device.state)) {
      device.end(Status.SKIPPED);
    } else {
      log.load(device);
    }
  }

  private static boolean isUntouched(DeviceState state) {
    return switch (state) {
      case LISTED, REJECTED, SKIPPED, RESTORED -> true;
      case RECORDED, FROZEN, DELIVERED, DESTROYED, DONE -> false;
    };
  }

  @Override
  public void afterDelivery(Prepared device) {
    if (device.steps.isEmpty()) {
      device.end(Status.SKIPPED);
      return;
    }
    origin.restore(device, latest.apply(device.exportedForm()));
    device.end(Status.RESTORED);
  }
}
