package io.github.lwmigrate.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.stack.StackServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A simulated origin whose every registry a test can compare. Time stands still there, so that two
 * origins of one seed to which the same was done are equal.
 */
final class KnownOrigin implements AutoCloseable {

  static final String APPLICATION = "my-app";

  /** What stands for every tombstone, since each has random bytes. */
  private static final ByteString TOMBSTONE = ByteString.copyFromUtf8("tombstone");

  private final SimulatedThingsStack stack;
  private final int devices;
  private final String token;

  private KnownOrigin(SimulatedThingsStack stack, int devices) {
    this.stack = stack;
    this.devices = devices;
    this.token = stack.apiKey(APPLICATION).token();
  }

  static KnownOrigin start(long seed, int devices) {
    return new KnownOrigin(settings(seed, devices).start(), devices);
  }

  static KnownOrigin startWithTls(long seed, int devices) {
    return new KnownOrigin(settings(seed, devices).tls().start(), devices);
  }

  private static SimulatedThingsStack.Builder settings(long seed, int devices) {
    return SimulatedThingsStack.builder()
        .application(APPLICATION, Fleet.seeded(seed, devices))
        .clock(() -> Instant.parse("2026-11-01T08:00:00Z"));
  }

  static String id(int device) {
    return "device-%08d".formatted(device);
  }

  List<String> ids() {
    return IntStream.range(0, devices).mapToObj(KnownOrigin::id).toList();
  }

  SimulatedThingsStack stack() {
    return stack;
  }

  String token() {
    return token;
  }

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("TTS_APP_ID", APPLICATION);
    environment.put("TTS_APP_API_KEY", token);
    environment.put("TTNV3_DEFAULT_GRPC_ADDRESS", stack.address());
    if (stack.caPem().isEmpty()) {
      environment.put("TTS_INSECURE", "true");
    }
    return environment;
  }

  /** Lets a device look as if its AppKey had been replaced, so that every export rejects it. */
  KnownOrigin invalidated(int device) {
    EndDevice.Builder held =
        stack
            .registered(StackServer.JOIN_SERVER, APPLICATION, id(device))
            .orElseThrow()
            .toBuilder();
    AesKey key =
        Tombstone.create(new Random(1), DevEui.of(held.getIds().getDevEui().toByteArray()));
    held.getRootKeysBuilder()
        .setAppKey(KeyEnvelope.newBuilder().setKey(ByteString.copyFrom(key.toBytes())));
    stack.putRegistry(StackServer.JOIN_SERVER, held.build());
    return this;
  }

  /** Somebody switches downlinks of a device on again, and it joins. */
  void wakeAndJoin(String device) {
    stack
        .registered(StackServer.NETWORK_SERVER, APPLICATION, device)
        .map(held -> held.toBuilder().clearMacSettings().build())
        .ifPresent(held -> stack.putRegistry(StackServer.NETWORK_SERVER, held));
    ByteString rootKey =
        stack
            .registered(StackServer.JOIN_SERVER, APPLICATION, device)
            .orElseThrow()
            .getRootKeys()
            .getAppKey()
            .getKey();
    if (!stack.radio().join(APPLICATION, device, rootKey)) {
      throw new IllegalStateException("the origin did not let " + device + " join");
    }
  }

  /** What each server has of a device; servers that have nothing are missing. */
  Map<StackServer, EndDevice> registered(String device) {
    Map<StackServer, EndDevice> held = new EnumMap<>(StackServer.class);
    for (StackServer server : StackServer.values()) {
      stack
          .registered(server, APPLICATION, device)
          .ifPresent(each -> held.put(server, comparable(each)));
    }
    return held;
  }

  /** What the servers have, by device; devices that no server has are missing. */
  Map<String, Map<StackServer, EndDevice>> registered() {
    Map<String, Map<StackServer, EndDevice>> all = new TreeMap<>();
    for (String device : ids()) {
      Map<StackServer, EndDevice> held = registered(device);
      if (!held.isEmpty()) {
        all.put(device, held);
      }
    }
    return all;
  }

  /**
   * In what two origins differ, without the keys: device, server, field.
   *
   * @param expected what is wanted
   * @param actual what is there
   */
  static List<String> differences(
      Map<String, Map<StackServer, EndDevice>> expected,
      Map<String, Map<StackServer, EndDevice>> actual) {
    List<String> differences = new ArrayList<>();
    Set<String> devices = new TreeSet<>(expected.keySet());
    devices.addAll(actual.keySet());
    for (String device : devices) {
      for (StackServer server : StackServer.values()) {
        EndDevice one = expected.getOrDefault(device, Map.of()).get(server);
        EndDevice other = actual.getOrDefault(device, Map.of()).get(server);
        if (one == null && other == null) {
          continue;
        }
        if (one == null || other == null) {
          differences.add(device + " " + server + (one == null ? " is there" : " is missing"));
          continue;
        }
        for (FieldDescriptor field : EndDevice.getDescriptor().getFields()) {
          boolean there = !field.isRepeated() && one.hasField(field) != other.hasField(field);
          if (there || !one.getField(field).equals(other.getField(field))) {
            differences.add(device + " " + server + " " + field.getName());
          }
        }
      }
    }
    return differences;
  }

  private static EndDevice comparable(EndDevice device) {
    EndDevice.Builder compared = device.toBuilder();
    if (device.getMacSettings().equals(MACSettings.getDefaultInstance())) {
      compared.clearMacSettings();
    }
    if (device.getRootKeys().hasAppKey() && isTombstone(device, device.getRootKeys().getAppKey())) {
      compared.getRootKeysBuilder().getAppKeyBuilder().setKey(TOMBSTONE);
    }
    if (device.getRootKeys().hasNwkKey() && isTombstone(device, device.getRootKeys().getNwkKey())) {
      compared.getRootKeysBuilder().getNwkKeyBuilder().setKey(TOMBSTONE);
    }
    return compared.build();
  }

  private static boolean isTombstone(EndDevice device, KeyEnvelope key) {
    return key.getKey().size() == AesKey.LENGTH
        && Tombstone.isTombstone(
            AesKey.of(key.getKey().toByteArray()),
            DevEui.of(device.getIds().getDevEui().toByteArray()));
  }

  /** Calls that changed something, in their order. */
  List<Operation> changes() {
    return stack.operations().stream().filter(KnownOrigin::isChange).toList();
  }

  static boolean isChange(Operation operation) {
    String method = operation.method();
    return method.endsWith("/Set")
        || method.endsWith("/Update")
        || method.endsWith("/Create")
        || method.endsWith("/Delete");
  }

  /** Calls for a device, in their order. */
  List<Operation> calls(String device) {
    return stack.operations().stream()
        .filter(operation -> operation.deviceId().equals(device))
        .toList();
  }

  @Override
  public void close() {
    stack.close();
  }
}
