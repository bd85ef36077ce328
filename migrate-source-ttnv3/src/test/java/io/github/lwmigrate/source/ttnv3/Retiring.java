package io.github.lwmigrate.source.ttnv3;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Retires devices of an origin the way the engine does. */
final class Retiring {

  final Origin origin;
  final Retirer retirer;

  Retiring(Origin origin) {
    this.origin = origin;
    this.retirer = origin.source.retirer().orElseThrow();
  }

  Assessment assess(String device, Retirement wanted, boolean sessionMoves) {
    return retirer.assess(
        new RetirementRequest(origin.read(device), wanted, sessionMoves), origin.call);
  }

  List<RetirementStep> steps(String device, Retirement wanted) {
    return assess(device, wanted, true).steps();
  }

  RetirementStep step(String device, Retirement wanted) {
    List<RetirementStep> steps = steps(device, wanted);
    if (steps.size() != 1) {
      throw new AssertionError("one step expected, not " + steps);
    }
    return steps.get(0);
  }

  void apply(List<RetirementStep> steps) {
    steps.forEach(this::apply);
  }

  void apply(RetirementStep step) {
    retirer.apply(step, origin.call);
  }

  Comparison compare(RetirementStep step) {
    return retirer.compare(step, origin.call);
  }

  List<Comparison> compare(List<RetirementStep> steps) {
    return steps.stream().map(this::compare).toList();
  }

  List<Finding> restore(List<RetirementStep> steps) {
    return restore(steps, Optional.empty());
  }

  List<Finding> restore(List<RetirementStep> steps, Optional<EndDevice> latest) {
    List<RetirementStep> reversed = new ArrayList<>(steps);
    Collections.reverse(reversed);
    return reversed.stream()
        .flatMap(
            step ->
                retirer
                    .restore(
                        step, latest.map(io.github.lwmigrate.device.EndDevice::of), origin.call)
                    .stream())
        .toList();
  }

  Reading readFrozen(String device, EndDevice recorded, List<RetirementStep> applied) {
    Listed listed = origin.list(Selection.devices(new DeviceRef(Origin.APP, device))).get(0);
    return retirer.readFrozen(
        listed, io.github.lwmigrate.device.EndDevice.of(recorded), applied, origin.call);
  }

  /** What every registry has of a device. */
  Map<StackServer, EndDevice> registered(String device) {
    Map<StackServer, EndDevice> all = new EnumMap<>(StackServer.class);
    for (StackServer server : StackServer.values()) {
      origin.stack.registered(server, Origin.APP, device).ifPresent(d -> all.put(server, d));
    }
    return all;
  }

  EndDevice on(StackServer server, String device) {
    return origin.stack.registered(server, Origin.APP, device).orElseThrow();
  }

  void change(StackServer server, String device, java.util.function.Consumer<EndDevice.Builder> c) {
    EndDevice.Builder changed = on(server, device).toBuilder();
    c.accept(changed);
    origin.stack.putRegistry(server, changed.build());
  }

  /** The calls that change something, with their masks, since the log was emptied. */
  List<String> changes() {
    return origin.stack.operations().stream()
        .filter(o -> o.method().matches(".*/(Set|Create|Update|Delete)"))
        .map(Retiring::text)
        .toList();
  }

  private static String text(Operation operation) {
    return operation.mask().isEmpty()
        ? operation.method()
        : operation.method() + " " + String.join(",", operation.mask());
  }
}
