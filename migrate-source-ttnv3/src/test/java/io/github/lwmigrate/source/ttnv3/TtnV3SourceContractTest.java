package io.github.lwmigrate.source.ttnv3;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.testkit.SourceContract;
import io.github.lwmigrate.testkit.SourceFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

class TtnV3SourceContractTest extends SourceContract {

  private static final int SIZE = 12;

  @Override
  protected SourceFixture fixture() {
    return new Fixture();
  }

  private static final class Fixture implements SourceFixture {
    private final SimulatedThingsStack stack =
        SimulatedThingsStack.builder()
            .application("first-app", Fleet.seeded(1, SIZE))
            .application("second-app", Fleet.seeded(2, SIZE))
            .start();
    private final ApiKey first = stack.apiKey("first-app");
    private final ApiKey second = stack.apiKey("second-app");

    @Override
    public Source open() {
      return source(first.token());
    }

    private Source source(String firstKey) {
      return TtnV3Source.builder()
          .address(stack.address())
          .plaintext()
          .application("first-app", () -> firstKey)
          .application("second-app", second::token)
          .build();
    }

    @Override
    public List<DeviceRef> devices() {
      List<DeviceRef> devices = new ArrayList<>();
      for (String application : List.of("first-app", "second-app")) {
        for (int i = 0; i < SIZE; i++) {
          devices.add(new DeviceRef(application, String.format("device-%08d", i)));
        }
      }
      return devices;
    }

    @Override
    public boolean remove(DeviceRef device) {
      for (StackServer server : StackServer.values()) {
        stack.remove(server, device.applicationId(), device.deviceId());
      }
      return true;
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
      return OptionalLong.of(stack.operations().size());
    }

    @Override
    public void close() {
      stack.close();
    }
  }
}
