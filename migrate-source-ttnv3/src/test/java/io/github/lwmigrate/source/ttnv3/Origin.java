package io.github.lwmigrate.source.ttnv3;

import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A simulated network and a source that reads from it. */
final class Origin implements AutoCloseable {

  static final String APP = "my-app";

  final SimulatedThingsStack stack;
  final VirtualCall call = new VirtualCall();
  final TtnV3Source source;

  private Origin(SimulatedThingsStack stack, TtnV3Source source) {
    this.stack = stack;
    this.source = source;
  }

  static Origin of(UnaryOperator<SimulatedThingsStack.Builder> network) {
    return of(network, builder -> builder);
  }

  static Origin of(
      UnaryOperator<SimulatedThingsStack.Builder> network,
      UnaryOperator<TtnV3Source.Builder> settings) {
    return of(
        network,
        settings,
        Right.RIGHT_APPLICATION_DEVICES_READ,
        Right.RIGHT_APPLICATION_DEVICES_READ_KEYS);
  }

  /** A network whose devices may be changed. */
  static Origin changeable(UnaryOperator<SimulatedThingsStack.Builder> network) {
    return of(network, builder -> builder, Right.RIGHT_APPLICATION_ALL);
  }

  static Origin of(
      UnaryOperator<SimulatedThingsStack.Builder> network,
      UnaryOperator<TtnV3Source.Builder> settings,
      Right... rights) {
    SimulatedThingsStack stack =
        network.apply(SimulatedThingsStack.builder().application(APP)).start();
    ApiKey key = stack.apiKey(APP, rights);
    return new Origin(
        stack,
        settings
            .apply(
                TtnV3Source.builder()
                    .address(stack.address())
                    .plaintext()
                    .application(APP, key::token))
            .build());
  }

  List<Listed> list(Selection selection) {
    List<Listed> listed = new ArrayList<>();
    source.list(selection, listed::add, call);
    return listed;
  }

  Reading read(String device) {
    return source.read(list(Selection.devices(new DeviceRef(APP, device))).get(0), call);
  }

  EndDevice device(String device) {
    return read(device).device().orElseThrow().toProto();
  }

  List<String> codes(String device) {
    return read(device).findings().stream().map(finding -> finding.code()).toList();
  }

  List<String> methods() {
    return stack.operations().stream().map(Operation::method).toList();
  }

  /** Registers the parts of one device, each server its own. */
  void put(EndDevice device, StackServer... servers) {
    for (StackServer server : servers) {
      stack.putRegistry(server, device);
    }
  }

  @Override
  public void close() {
    source.close();
    stack.close();
  }
}
