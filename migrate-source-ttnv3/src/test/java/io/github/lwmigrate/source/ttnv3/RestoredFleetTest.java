package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.Radio;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All kinds of devices, frozen, deleted, and put back. */
class RestoredFleetTest {

  private static final int SIZE = 100;
  private static final int THREADS = 16;

  @ParameterizedTest
  @ValueSource(strings = {"3.21.0", "3.32.1", "3.34.1"})
  void everyDevice_isAsBefore_butForWhatCannotBePutBack(String version) {
    try (Origin origin =
        Origin.changeable(
            network ->
                network
                    .version(StackVersion.of(version))
                    .application(Origin.APP, Fleet.seeded(11, SIZE).withAwkwardDevices()))) {
      Retiring retiring = new Retiring(origin);
      for (Listed listed : origin.list(Selection.all())) {
        String id = listed.ref().deviceId();
        Map<StackServer, EndDevice> before = retiring.registered(id);
        EndDevice read = origin.device(id);

        List<RetirementStep> steps = retire(retiring, origin, listed);
        assertThat(retiring.registered(id)).as("%s at the origin", id).isEmpty();
        retiring.restore(steps);

        Map<StackServer, EndDevice> after = retiring.registered(id);
        assertThat(after).as(id).containsOnlyKeys(before.keySet());
        before.forEach(
            (server, device) ->
                assertThat(restorable(retiring.on(server, id)).equals(restorable(device)))
                    .as("%s on %s is as before", id, server)
                    .isTrue());
        assertThat(restorable(origin.device(id)).equals(restorable(read)))
            .as("%s is read as before", id)
            .isTrue();
      }
    }
  }

  @Test
  void manyDevicesAtOnce_inUseMeanwhile_areFrozenAndAwakeAgain() throws Exception {
    try (Origin origin =
        Origin.changeable(network -> network.application(Origin.APP, Fleet.seeded(12, 64)))) {
      Retiring retiring = new Retiring(origin);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<?>> running = new ArrayList<>();
        for (Listed listed : origin.list(Selection.all())) {
          running.add(threads.submit(() -> freezeInUse(retiring, listed)));
        }
        for (Future<?> one : running) {
          one.get();
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static void freezeInUse(Retiring retiring, Listed listed) {
    String id = listed.ref().deviceId();
    Radio radio = retiring.origin.stack.radio();
    boolean hears = radio.uplink(Origin.APP, id);
    EndDevice before = retiring.on(StackServer.NETWORK_SERVER, id);
    List<RetirementStep> steps = new ArrayList<>();
    for (Retirement wanted : List.of(Retirement.DISABLE_DOWNLINKS, Retirement.INVALIDATE_APP_KEY)) {
      steps.addAll(retiring.steps(id, wanted));
    }
    for (RetirementStep step : steps) {
      radio.uplink(Origin.APP, id);
      retiring.apply(step);
    }
    radio.uplink(Origin.APP, id);
    assertThat(radio.downlink(Origin.APP, id)).as("downlink to frozen %s", id).isFalse();
    assertThat(retiring.compare(steps)).as(id).containsOnly(Comparison.AFTER);
    assertThat(retiring.restore(steps)).as(id).isEmpty();
    assertThat(retiring.compare(steps)).as(id).containsOnly(Comparison.BEFORE);
    EndDevice after = retiring.on(StackServer.NETWORK_SERVER, id);
    assertThat(after.getSession().getLastFCntUp() - before.getSession().getLastFCntUp())
        .as("uplinks of %s that were counted", id)
        .isEqualTo(hears ? steps.size() + 1 : 0);
    assertThat(after.getSession().getKeys().equals(before.getSession().getKeys())).isTrue();
  }

  private static List<RetirementStep> retire(Retiring retiring, Origin origin, Listed listed) {
    List<RetirementStep> all = new ArrayList<>();
    Reading reading = origin.source.read(listed, origin.call);
    for (Retirement wanted : List.of(Retirement.DISABLE_DOWNLINKS, Retirement.INVALIDATE_APP_KEY)) {
      all.addAll(
          retiring
              .retirer
              .assess(new RetirementRequest(reading, wanted, true), origin.call)
              .steps());
    }
    retiring.apply(all);
    Reading frozen =
        retiring.readFrozen(listed.ref().deviceId(), reading.device().orElseThrow().toProto(), all);
    List<RetirementStep> deletion =
        retiring
            .retirer
            .assess(new RetirementRequest(frozen, Retirement.DELETE, true), origin.call)
            .steps();
    assertThat(retiring.compare(deletion)).containsOnly(Comparison.BEFORE);
    retiring.apply(deletion);
    all.addAll(deletion);
    assertThat(all)
        .extracting(RetirementStep::device)
        .containsOnly(new DeviceRef(Origin.APP, listed.ref().deviceId()));
    return all;
  }

  /** Without what every restored device has anew, and joins that were not finished. */
  private static EndDevice restorable(EndDevice device) {
    EndDevice.Builder rest =
        device.toBuilder()
            .clearCreatedAt()
            .clearUpdatedAt()
            .clearPendingSession()
            .clearPendingMacState();
    if (device.hasSession()) {
      rest.getSessionBuilder().clearStartedAt();
    }
    if (device.hasMacState() && device.getMacState().equals(MACState.getDefaultInstance())) {
      rest.clearMacState();
    }
    rest.getIdsBuilder().clearDevAddr();
    if (!device.hasMacSettings()
        || device.getMacSettings().equals(device.getMacSettings().getDefaultInstanceForType())) {
      rest.clearMacSettings();
    }
    return rest.build();
  }
}
