package io.github.lwmigrate.source.ttnv2;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.testkit.TestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A simulated network with one application, and a source for it. */
final class Network implements AutoCloseable {

  static final String APP = "my-app";
  static final String PLAN = "EU_863_870_TTN";

  final SimulatedTtnV2 simulated;
  final ApiKey key;
  final TtnV2Source source;
  final Retirer retirer;

  private Network(SimulatedTtnV2 simulated, Consumer<TtnV2Source.Builder> settings) {
    this.simulated = simulated;
    this.key = simulated.accessKey(APP);
    TtnV2Source.Builder builder = builder(simulated).application(APP, key::token);
    settings.accept(builder);
    this.source = builder.build();
    this.retirer = source.retirer().orElseThrow();
  }

  static Network of(Device... devices) {
    return of(SimulatedTtnV2.builder(), settings -> {}, devices);
  }

  static Network of(
      SimulatedTtnV2.Builder simulated, Consumer<TtnV2Source.Builder> settings, Device... devices) {
    Network network = new Network(simulated.application(APP).start(), settings);
    for (Device device : devices) {
      network.simulated.put(device);
    }
    return network;
  }

  static TtnV2Source.Builder builder(SimulatedTtnV2 simulated) {
    return TtnV2Source.builder()
        .discoveryServerAddress(simulated.discoveryAddress())
        .insecureDiscovery()
        .frequencyPlan(PLAN);
  }

  List<Listed> list() {
    return list(source, Selection.all(), TestCall.create());
  }

  static List<Listed> list(TtnV2Source source, Selection selection, Call call) {
    List<Listed> entries = new ArrayList<>();
    source.list(selection, entries::add, call);
    return entries;
  }

  Listed listed(String deviceId) {
    return list(source, Selection.devices(new DeviceRef(APP, deviceId)), TestCall.create()).get(0);
  }

  Reading read(String deviceId) {
    return source.read(listed(deviceId), TestCall.create());
  }

  Device registered(String deviceId) {
    return simulated.registered(APP, deviceId).orElseThrow();
  }

  /** What was called at the handler, without the beginning of a listing. */
  List<String> calls() {
    return simulated.operations().stream()
        .map(Operation::method)
        .filter(method -> method.startsWith("ApplicationManager/"))
        .map(method -> method.substring("ApplicationManager/".length()))
        .filter(method -> !method.equals("GetApplication"))
        .toList();
  }

  static EndDevice device(Reading reading) {
    return reading.device().orElseThrow(() -> new AssertionError(reading.reason()));
  }

  static List<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }

  @Override
  public void close() {
    source.close();
    simulated.close();
  }
}
