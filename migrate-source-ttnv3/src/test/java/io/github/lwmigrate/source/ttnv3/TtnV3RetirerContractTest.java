package io.github.lwmigrate.source.ttnv3;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.testkit.RetirerContract;
import io.github.lwmigrate.testkit.RetirerFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

class TtnV3RetirerContractTest extends RetirerContract {

  private static final String ID = "dev-1";

  @Override
  protected RetirerFixture fixture() {
    return new Fixture();
  }

  private static final class Fixture implements RetirerFixture {
    private final SimulatedThingsStack stack =
        SimulatedThingsStack.builder().application(Origin.APP).start();
    private final ApiKey key = stack.apiKey(Origin.APP);

    Fixture() {
      stack.put(Devices.otaa(ID));
    }

    @Override
    public Source open() {
      return TtnV3Source.builder()
          .address(stack.address())
          .plaintext()
          .application(Origin.APP, key::token)
          .build();
    }

    @Override
    public DeviceRef device() {
      return new DeviceRef(Origin.APP, ID);
    }

    @Override
    public Object state() {
      List<EndDevice> state = new ArrayList<>();
      for (StackServer server : StackServer.values()) {
        stack.registered(server, Origin.APP, ID).ifPresent(device -> state.add(lasting(device)));
      }
      return state;
    }

    private static EndDevice lasting(EndDevice device) {
      // The device comes without a MAC state, and a Network Server makes one when it comes back.
      EndDevice.Builder lasting =
          device.toBuilder().clearCreatedAt().clearUpdatedAt().clearMacState();
      lasting.getIdsBuilder().clearDevAddr();
      if (device.hasSession()) {
        lasting.getSessionBuilder().clearStartedAt();
      }
      if (device.getMacSettings().equals(MACSettings.getDefaultInstance())) {
        lasting.clearMacSettings();
      }
      return lasting.build();
    }

    @Override
    public boolean use() {
      return stack.radio().uplink(Origin.APP, ID);
    }

    @Override
    public boolean change() {
      EndDevice device =
          stack.registered(StackServer.IDENTITY_SERVER, Origin.APP, ID).orElseThrow();
      stack.putRegistry(StackServer.IDENTITY_SERVER, device.toBuilder().setName("changed").build());
      return true;
    }

    @Override
    public boolean replace() {
      stack.put(Devices.otaa(ID).toBuilder().setName("somebody else's").build());
      return true;
    }

    @Override
    public boolean loseNextAnswer() {
      for (String method :
          List.of(
              "NsEndDeviceRegistry/Set",
              "JsEndDeviceRegistry/Set",
              "AsEndDeviceRegistry/Delete",
              "EndDeviceRegistry/Delete")) {
        stack.faults().on(method).answerLost();
      }
      return true;
    }

    @Override
    public List<String> secrets() {
      return List.of(key.token());
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
