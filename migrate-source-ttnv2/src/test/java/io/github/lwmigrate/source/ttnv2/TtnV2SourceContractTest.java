package io.github.lwmigrate.source.ttnv2;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.testkit.SourceContract;
import io.github.lwmigrate.testkit.SourceFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

class TtnV2SourceContractTest extends SourceContract {

  private static final int SIZE = 12;

  @Override
  protected SourceFixture fixture() {
    return new Fixture();
  }

  private static final class Fixture implements SourceFixture {
    private final SimulatedTtnV2 network =
        SimulatedTtnV2.builder()
            .application("first_app", TtnV2Fleet.seeded(1, SIZE))
            .application("second-app", TtnV2Fleet.seeded(2, SIZE))
            .start();
    private final ApiKey first = network.accessKey("first_app");
    private final ApiKey second = network.accessKey("second-app");

    @Override
    public Source open() {
      return source(first.token());
    }

    private Source source(String firstKey) {
      return TtnV2Source.builder()
          .discoveryServerAddress(network.discoveryAddress())
          .insecureDiscovery()
          .application("first_app", () -> firstKey)
          .application("second-app", second::token)
          .frequencyPlan("EU_863_870_TTN")
          .build();
    }

    @Override
    public List<DeviceRef> devices() {
      List<DeviceRef> devices = new ArrayList<>();
      for (String application : List.of("first_app", "second-app")) {
        for (int i = 0; i < SIZE; i++) {
          devices.add(new DeviceRef(application, String.format("device-%08d", i)));
        }
      }
      return devices;
    }

    @Override
    public boolean remove(DeviceRef device) {
      return network.remove(device.applicationId(), device.deviceId());
    }

    @Override
    public Optional<Source> openFailing() {
      return Optional.of(source(first.token() + "X"));
    }

    @Override
    public List<String> secrets() {
      return List.of(first.token(), second.token());
    }

    @Override
    public OptionalLong originCalls() {
      return OptionalLong.of(network.operations().size());
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
