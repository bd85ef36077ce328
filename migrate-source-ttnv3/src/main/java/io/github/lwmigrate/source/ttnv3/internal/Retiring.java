package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.RetirementStep;
import java.util.List;
import java.util.Optional;

/** One way of retiring devices of The Things Stack, and its undoing. Thread-safe. */
interface Retiring {

  /**
   * A device to be retired.
   *
   * @param application its application
   * @param ref the device
   * @param joins whether it is activated over the air
   * @param parts what each server answered; changed by nobody
   * @param sessionMoves whether its live session moves
   */
  record Subject(
      Application application, DeviceRef ref, boolean joins, Parts parts, boolean sessionMoves) {}

  Assessment assess(Subject subject, Call call);

  void apply(RetirementStep step, Application application, Call call);

  Comparison compare(RetirementStep step, Application application, Call call);

  List<Finding> restore(
      RetirementStep step, Application application, Optional<EndDevice> latest, Call call);

  /** Makes what was read after a step what it would be without it. */
  void putBack(EndDevice recorded, Parts parts);
}
