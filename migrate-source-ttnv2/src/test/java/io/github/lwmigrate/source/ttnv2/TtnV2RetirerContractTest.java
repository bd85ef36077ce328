package io.github.lwmigrate.source.ttnv2;

import static io.github.lwmigrate.source.ttnv2.Network.APP;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.testkit.RetirerContract;
import io.github.lwmigrate.testkit.RetirerFixture;
import java.util.List;
import java.util.OptionalLong;

class TtnV2RetirerContractTest extends RetirerContract {

  private static final String ID = "dev_1";

  @Override
  protected RetirerFixture fixture() {
    return new Fixture();
  }

  private static final class Fixture implements RetirerFixture {
    private final SimulatedTtnV2 network = SimulatedTtnV2.builder().application(APP).start();
    private final ApiKey key = network.accessKey(APP);
    private int counter = 10;

    Fixture() {
      network.put(TestDevices.withAttribute(TestDevices.otaa(APP, ID), "place", "roof"));
    }

    @Override
    public Source open() {
      return Network.builder(network).application(APP, key::token).build();
    }

    @Override
    public DeviceRef device() {
      return new DeviceRef(APP, ID);
    }

    @Override
    public Object state() {
      return network.registered(APP, ID).map(device -> List.of(lasting(device))).orElse(List.of());
    }

    private static Device lasting(Device device) {
      return TestDevices.with(device, lorawan -> lorawan.clearLastSeen());
    }

    @Override
    public boolean use() {
      return network.registered(APP, ID).isPresent() && network.radio().uplink(APP, ID, ++counter);
    }

    @Override
    public boolean change() {
      network.put(
          TestDevices.withAttribute(network.registered(APP, ID).orElseThrow(), "somebody", "else"));
      return true;
    }

    @Override
    public boolean replace() {
      network.put(
          TestDevices.with(
              TestDevices.otaa(APP, ID), lorawan -> lorawan.setDevEui(TestDevices.devEui(7))));
      return true;
    }

    @Override
    public boolean loseNextAnswer() {
      network.faults().on("ApplicationManager/SetDevice").answerLost();
      network.faults().on("ApplicationManager/DeleteDevice").answerLost();
      return true;
    }

    @Override
    public boolean forgets() {
      return true;
    }

    @Override
    public List<String> secrets() {
      return List.of(key.token());
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
