package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.simulator.Hold;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.StackServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lost answers, passing faults and refusals at every call that changes something. */
class RetirementFaultsTest {

  private static final String ID = "dev-1";

  private final Origin origin = Origin.changeable(network -> network);
  private final Retiring retiring = new Retiring(origin);

  @AfterEach
  void close() {
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NsEndDeviceRegistry/Set",
        "JsEndDeviceRegistry/Set",
        "AsEndDeviceRegistry/Delete",
        "NsEndDeviceRegistry/Delete",
        "JsEndDeviceRegistry/Delete",
        "EndDeviceRegistry/Delete"
      })
  void lostAnswerOfARetirement_isMadeUpFor(String method) {
    List<RetirementStep> steps = steps();
    origin.stack.faults().on(method).times(2).answerLost();
    origin.stack.faults().on(method).fromCall(3).unavailable();

    retiring.apply(steps);

    assertThat(retiring.registered(ID)).isEmpty();
    assertThat(origin.stack.operations())
        .filteredOn(o -> o.method().equals(method) && o.lost())
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EndDeviceRegistry/Create",
        "JsEndDeviceRegistry/Set",
        "NsEndDeviceRegistry/Set",
        "AsEndDeviceRegistry/Set"
      })
  void lostAnswerOfARestoration_isMadeUpFor(String method) {
    List<RetirementStep> steps = steps();
    EndDevice before = origin.device(ID);
    retiring.apply(steps);
    origin.stack.faults().on(method).answerLost();

    retiring.restore(steps);

    EndDevice after = origin.device(ID);
    assertThat(after.getRootKeys().equals(before.getRootKeys())).isTrue();
    assertThat(after.getSession().getKeys().equals(before.getSession().getKeys())).isTrue();
    assertThat(after.getName()).isEqualTo(before.getName());
    assertThat(origin.stack.operations()).filteredOn(o -> o.lost()).hasSize(1);
  }

  /** The run ends in the middle of any call; the next one looks, and goes on. */
  @Test
  void retirementThatBreaksOffAnywhere_isFinishedByRepeatingIt() {
    List<RetirementStep> steps = steps();
    for (RetirementStep step : steps) {
      origin.stack.faults().onEveryMethod().always().unavailable();
      assertThatThrownBy(() -> retiring.apply(step)).isInstanceOf(RemoteException.class);
      origin.stack.faults().clear();
      assertThat(retiring.compare(step)).isEqualTo(Comparison.BEFORE);
      retiring.apply(step);
      assertThat(retiring.compare(step)).isEqualTo(Comparison.AFTER);
    }
    assertThat(retiring.registered(ID)).isEmpty();
  }

  @Test
  void restorationThatBreaksOffAnywhere_isFinishedByRepeatingIt() {
    List<RetirementStep> steps = steps();
    Map<StackServer, EndDevice> before = retiring.registered(ID);
    retiring.apply(steps);
    for (String method :
        List.of(
            "EndDeviceRegistry/Create",
            "JsEndDeviceRegistry/Set",
            "NsEndDeviceRegistry/Set",
            "AsEndDeviceRegistry/Set")) {
      origin.stack.faults().on(method).always().unavailable();
      assertThatThrownBy(() -> retiring.restore(steps)).isInstanceOf(RemoteException.class);
      origin.stack.faults().clear();
    }

    retiring.restore(steps);

    assertThat(retiring.registered(ID)).containsOnlyKeys(before.keySet());
    assertThat(retiring.compare(steps.subList(0, 2))).containsOnly(Comparison.BEFORE);
  }

  @Test
  void uplinkAndJoinWhileTheCallIsUnderWay_changeNothingOfIt() throws Exception {
    RetirementStep step = steps().get(0);
    EndDevice recorded = origin.device(ID);
    Hold hold = origin.stack.faults().on("NsEndDeviceRegistry/Set").held();
    CompletableFuture<Void> applying = CompletableFuture.runAsync(() -> retiring.apply(step));
    assertThat(hold.awaitReached(Duration.ofSeconds(30))).isTrue();

    origin.stack.radio().uplink(Origin.APP, ID);
    assertThat(origin.stack.radio().join(Origin.APP, ID, Devices.key())).isTrue();
    hold.release();
    applying.join();

    assertThat(origin.stack.radio().downlink(Origin.APP, ID)).isFalse();
    assertThat(retiring.compare(step)).as("in another session").isEqualTo(Comparison.NEITHER);
    assertThat(
            retiring
                .readFrozen(ID, recorded, List.of(step))
                .device()
                .orElseThrow()
                .devAddr()
                .orElseThrow()
                .toBytes())
        .as("what is read again has the new session")
        .isEqualTo(
            retiring.on(StackServer.NETWORK_SERVER, ID).getSession().getDevAddr().toByteArray());
    retiring.restore(List.of(step));
    assertThat(origin.stack.radio().downlink(Origin.APP, ID)).isTrue();
  }

  @Test
  void missingKeyEncryptionKey_isNoAbsence() {
    List<RetirementStep> steps = steps();
    RetirementStep ofJoinServer = named(steps, "join-server-delete");
    origin.stack.faults().on("JsEndDeviceRegistry/Get").always().keyEncryptionKeyMissing();

    assertThatThrownBy(() -> retiring.compare(ofJoinServer))
        .isInstanceOf(RemoteException.class)
        .hasMessageContaining("key_not_found");
    assertThatThrownBy(() -> retiring.restore(List.of(ofJoinServer)))
        .isInstanceOf(RemoteException.class);

    origin
        .stack
        .faults()
        .on("JsEndDeviceRegistry/Delete")
        .always()
        .refused("NOT_FOUND", "pkg/crypto/cryptoutil", "key_not_found", "no such key");
    assertThatThrownBy(() -> retiring.apply(ofJoinServer))
        .as("not found, but not the device")
        .isInstanceOf(RemoteException.class);
  }

  @Test
  void rightThatIsTakenAway_failsTheStep_withoutKeysInTheError() {
    List<RetirementStep> steps = steps();
    origin
        .stack
        .faults()
        .on("NsEndDeviceRegistry/Set")
        .always()
        .permissionDenied(Right.RIGHT_APPLICATION_DEVICES_WRITE);

    assertThatThrownBy(() -> retiring.apply(steps.get(0)))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.retryable()).isFalse();
              assertThat(e.toString()).contains(ID).doesNotContainIgnoringCase(Devices.KEY_TEXT);
            });
  }

  @Test
  void imageOfAnotherVersion_isRefused_withoutItsContent() {
    RetirementStep step = steps().get(0);
    RetirementStep damaged =
        new RetirementStep(
            step.device(), step.retirement(), step.name(), new byte[] {9, 8, 7}, step.after());

    assertThatThrownBy(() -> retiring.compare(damaged))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("recorded by another version")
        .hasNoCause();
  }

  @Test
  void cancelledRun_startsNoCall() {
    List<RetirementStep> steps = steps();
    origin.stack.clearOperations();
    origin.call.cancelled = true;

    for (RetirementStep step : steps) {
      assertThatThrownBy(() -> retiring.apply(step)).isInstanceOf(CancelledException.class);
      assertThatThrownBy(() -> retiring.compare(step)).isInstanceOf(CancelledException.class);
      assertThatThrownBy(() -> retiring.restore(List.of(step)))
          .isInstanceOf(CancelledException.class);
    }
    assertThat(origin.stack.operations()).isEmpty();
  }

  private List<RetirementStep> steps() {
    origin.stack.put(Devices.otaa(ID));
    List<RetirementStep> steps = new ArrayList<>();
    for (Retirement wanted :
        List.of(Retirement.DISABLE_DOWNLINKS, Retirement.INVALIDATE_APP_KEY, Retirement.DELETE)) {
      steps.addAll(retiring.steps(ID, wanted));
    }
    return steps;
  }

  private static RetirementStep named(List<RetirementStep> steps, String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst().orElseThrow();
  }
}
