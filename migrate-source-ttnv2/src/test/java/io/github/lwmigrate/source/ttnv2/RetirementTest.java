package io.github.lwmigrate.source.ttnv2;

import static io.github.lwmigrate.source.ttnv2.Network.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.testkit.TestCall;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetirementTest {

  private static final String SET = "ApplicationManager/SetDevice";
  private static final String DELETE = "ApplicationManager/DeleteDevice";

  private final Network network =
      Network.of(
          TestDevices.withAttribute(TestDevices.otaa(APP, "otaa"), "place", "roof").toBuilder()
              .setLatitude(52.5f)
              .setAltitude(3)
              .setDescription(com.google.protobuf.ByteString.copyFromUtf8("On the roof"))
              .build(),
          TestDevices.with(TestDevices.abp(APP, "abp"), l -> l.setDevEui(TestDevices.devEui(2))),
          TestDevices.with(
              TestDevices.neverJoined(APP, "new"), l -> l.setDevEui(TestDevices.devEui(3))));

  private final TestCall call = TestCall.create();

  @AfterEach
  void close() {
    network.close();
  }

  private Assessment assess(Reading reading, Retirement retirement, boolean sessionMoves) {
    return network.retirer.assess(new RetirementRequest(reading, retirement, sessionMoves), call);
  }

  private List<RetirementStep> steps(String device, Retirement retirement, boolean sessionMoves) {
    return assess(network.read(device), retirement, sessionMoves).steps();
  }

  private void apply(List<RetirementStep> steps) {
    steps.forEach(step -> network.retirer.apply(step, call));
  }

  private List<Finding> restore(List<RetirementStep> steps, Optional<EndDevice> latest) {
    List<Finding> findings = new java.util.ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      findings.addAll(network.retirer.restore(steps.get(i), latest, call));
    }
    return findings;
  }

  private Comparison compare(RetirementStep step) {
    return network.retirer.compare(step, call);
  }

  private static boolean isZero(com.google.protobuf.ByteString bytes) {
    return bytes.equals(com.google.protobuf.ByteString.copyFrom(new byte[bytes.size()]));
  }

  @Test
  void clearingKeys_whereTheSessionMoves_takesAppKeyFirst_thenSession() {
    Device before = network.registered("otaa");
    Reading reading = network.read("otaa");
    List<RetirementStep> steps = assess(reading, Retirement.CLEAR_KEYS, true).steps();

    assertThat(steps)
        .extracting(RetirementStep::name)
        .containsExactly("app-key-clear", "session-clear");
    assertThat(steps).allMatch(step -> compare(step) == Comparison.BEFORE);
    network.simulated.clearOperations();
    apply(steps);

    assertThat(network.calls()).containsExactly("GetDevice", "SetDevice", "GetDevice", "SetDevice");
    assertThat(steps).allMatch(step -> compare(step) == Comparison.AFTER);
    var lorawan = network.registered("otaa").getLorawanDevice();
    assertThat(isZero(lorawan.getAppKey())).isTrue();
    assertThat(isZero(lorawan.getNwkSKey())).isTrue();
    assertThat(isZero(lorawan.getAppSKey())).isTrue();
    assertThat(isZero(lorawan.getDevAddr())).isTrue();
    assertThat(lorawan.getFCntUp()).isEqualTo(10);
    assertThat(lorawan.getFCntDown()).isEqualTo(5);
    assertThat(lorawan.getDevEui()).isEqualTo(TestDevices.DEV_EUI);
    assertThat(withoutLorawan(network.registered("otaa"))).isEqualTo(withoutLorawan(before));
    assertThat(network.simulated.radio().uplink(APP, "otaa", 11)).isFalse();
    assertThat(network.simulated.radio().join(APP, "otaa", 77)).isFalse();
  }

  private static Device withoutLorawan(Device device) {
    return device.toBuilder().clearLorawanDevice().build();
  }

  @Test
  void clearingKeys_whereTheSessionStays_takesTheAppKeyAlone() {
    Assessment assessment = assess(network.read("otaa"), Retirement.CLEAR_KEYS, false);
    apply(assessment.steps());

    assertThat(assessment.steps())
        .extracting(RetirementStep::name)
        .containsExactly("app-key-clear");
    assertThat(Network.codes(assessment.findings()))
        .containsExactly(FindingCodes.ORIGIN_SESSION_GOES_ON);
    assertThat(network.simulated.radio().uplink(APP, "otaa", 11)).isTrue();
    assertThat(network.simulated.radio().join(APP, "otaa", 77)).isFalse();
  }

  @Test
  void clearingKeys_ofAnAbpDevice_takesTheSession() {
    List<RetirementStep> steps = steps("abp", Retirement.CLEAR_KEYS, true);
    apply(steps);

    assertThat(steps).extracting(RetirementStep::name).containsExactly("session-clear");
    assertThat(network.simulated.radio().uplink(APP, "abp", 11)).isFalse();
  }

  @Test
  void nothingToTake_makesNoStep() {
    assertThat(steps("abp", Retirement.CLEAR_KEYS, false)).isEmpty();
    assertThat(steps("abp", Retirement.INVALIDATE_APP_KEY, true)).isEmpty();
    assertThat(steps("new", Retirement.CLEAR_KEYS, true))
        .extracting(RetirementStep::name)
        .containsExactly("app-key-clear");
  }

  @Test
  void frozenDevice_isReadAsItWouldBe_withTheCountersThatWentOn() {
    Reading reading = network.read("otaa");
    List<RetirementStep> steps = assess(reading, Retirement.CLEAR_KEYS, true).steps();
    network.simulated.radio().uplink(APP, "otaa", 12);
    network.simulated.radio().downlink(APP, "otaa");
    apply(steps);
    EndDevice recorded = Network.device(reading);

    Reading frozen = network.retirer.readFrozen(network.listed("otaa"), recorded, steps, call);

    EndDevice device = Network.device(frozen);
    assertThat(device.session().orElseThrow().lastFCntUp()).isEqualTo(12);
    assertThat(device.session().orElseThrow().lastNFCntDown()).isEqualTo(6);
    EndDevice asRecorded =
        device.with(
            message -> {
              message.getSessionBuilder().setLastFCntUp(10).setLastNFCntDown(5);
            });
    assertThat(asRecorded.equals(recorded)).isTrue();
    assertThat(Network.codes(frozen.findings())).isEqualTo(Network.codes(reading.findings()));
  }

  @Test
  void countersThatTheNetworkLost_neverGoBelowTheRecordedOnes() {
    Reading reading = network.read("otaa");
    List<RetirementStep> steps = assess(reading, Retirement.CLEAR_KEYS, true).steps();
    network.simulated.loseInNetworkServer(APP, "otaa");
    apply(steps);
    network.simulated.loseInNetworkServer(APP, "otaa");

    EndDevice device =
        Network.device(
            network.retirer.readFrozen(
                network.listed("otaa"), Network.device(reading), steps, call));

    assertThat(device.session().orElseThrow().lastNFCntDown()).isEqualTo(5);
    assertThat(device.session().orElseThrow().lastFCntUp()).isEqualTo(10);
  }

  @Test
  void restoredDevice_isAsBefore_andWhatIsLostIsNamed() {
    Device before = network.registered("otaa");
    List<RetirementStep> steps = steps("otaa", Retirement.CLEAR_KEYS, true);
    apply(steps);

    List<Finding> findings = restore(steps, Optional.empty());

    assertThat(network.registered("otaa").equals(before)).isTrue();
    assertThat(Network.codes(findings)).containsOnly(FindingCodes.NOT_RESTORED);
    assertThat(findings).extracting(Finding::field).contains("session", "used_dev_nonces");
    assertThat(network.simulated.radio().uplink(APP, "otaa", 11)).isTrue();
    assertThat(restore(steps, Optional.empty())).isEmpty();
    assertThat(steps).allMatch(step -> compare(step) == Comparison.BEFORE);
  }

  @Test
  void restoredSession_goesOnWhereTheTargetLeftIt() {
    Reading reading = network.read("abp");
    List<RetirementStep> steps = assess(reading, Retirement.CLEAR_KEYS, true).steps();
    apply(steps);
    EndDevice latest =
        Network.device(reading)
            .with(m -> m.getSessionBuilder().setLastFCntUp(500).setLastNFCntDown(40));

    restore(steps, Optional.of(latest));

    assertThat(network.registered("abp").getLorawanDevice().getFCntUp()).isEqualTo(500);
    assertThat(network.registered("abp").getLorawanDevice().getFCntDown()).isEqualTo(41);
  }

  @Test
  void restoredSession_neverGoesBehindTheRecordedCounters() {
    List<RetirementStep> steps = steps("otaa", Retirement.CLEAR_KEYS, true);
    apply(steps);
    network.simulated.loseInNetworkServer(APP, "otaa");

    restore(steps, Optional.empty());

    assertThat(network.registered("otaa").getLorawanDevice().getFCntUp()).isEqualTo(10);
    assertThat(network.registered("otaa").getLorawanDevice().getFCntDown()).isEqualTo(5);
  }

  @Test
  void whatIsLost_isNamed_alsoIfTheAnswerIs() {
    List<RetirementStep> steps = steps("otaa", Retirement.CLEAR_KEYS, true);
    apply(steps);
    network.simulated.faults().on(SET).fromCall(2).times(1).answerLost();

    assertThat(restore(steps, Optional.empty()))
        .extracting(Finding::field)
        .containsExactly("session", "used_dev_nonces", "session");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLEAR_KEYS", "INVALIDATE_APP_KEY"})
  void deviceThatAWriteMadeAgain_isToldToBeDeleted(Retirement retirement) {
    List<RetirementStep> steps = steps("otaa", retirement, false);
    network.simulated.faults().on(SET).times(1).before(() -> network.simulated.remove(APP, "otaa"));

    assertThatThrownBy(() -> apply(steps))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("deleted the device at the same moment");
    assertThat(
            network.registered("otaa").getLorawanDevice().getAppKey().equals(TestDevices.APP_KEY))
        .isFalse();
  }

  @Test
  void deviceThatPuttingBackMadeAgain_isSaid() {
    List<RetirementStep> steps = steps("otaa", Retirement.CLEAR_KEYS, true);
    apply(steps);
    network.simulated.faults().on(SET).times(1).before(() -> network.simulated.remove(APP, "otaa"));

    assertThat(restore(List.of(steps.get(1)), Optional.empty()))
        .extracting(Finding::severity)
        .contains(Severity.WARNING);
  }

  @Test
  void sessionThatChangedAfterTheAppKeyWasTaken_isToBeRolledBackFirst() {
    List<RetirementStep> steps = steps("otaa", Retirement.CLEAR_KEYS, true);
    network
        .simulated
        .faults()
        .on(SET)
        .times(1)
        .before(() -> network.simulated.radio().join(APP, "otaa", 77));

    assertThatThrownBy(() -> apply(steps))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("Roll the device back");
  }

  @Test
  void invalidatedAppKey_isATombstone_andTheSessionGoesOn() {
    Device before = network.registered("otaa");
    List<RetirementStep> steps = steps("otaa", Retirement.INVALIDATE_APP_KEY, false);
    apply(steps);

    var lorawan = network.registered("otaa").getLorawanDevice();
    assertThat(
            Tombstone.isTombstone(
                AesKey.of(lorawan.getAppKey().toByteArray()),
                DevEui.of(lorawan.getDevEui().toByteArray())))
        .isTrue();
    assertThat(network.simulated.radio().uplink(APP, "otaa", 11)).isTrue();
    assertThat(steps("otaa", Retirement.INVALIDATE_APP_KEY, false)).isEmpty();
    restore(steps, Optional.empty());
    assertThat(
            network
                .registered("otaa")
                .getLorawanDevice()
                .getAppKey()
                .equals(before.getLorawanDevice().getAppKey()))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"CLEAR_KEYS", "INVALIDATE_APP_KEY", "DELETE"})
  void lostAnswers_areNotGuessed_andDoNoHarm(Retirement retirement) {
    List<RetirementStep> steps = steps("otaa", retirement, true);
    network.simulated.faults().on(SET).times(2).answerLost();
    network.simulated.faults().on(DELETE).times(2).answerLost();

    apply(steps);
    assertThat(steps).allMatch(step -> compare(step) == Comparison.AFTER);
    network.simulated.faults().clear();
    network.simulated.faults().on(SET).times(2).answerLost();
    restore(steps, Optional.empty());

    assertThat(steps).allMatch(step -> compare(step) == Comparison.BEFORE);
    assertThat(network.registered("otaa").getLorawanDevice().getFCntDown()).isEqualTo(5);
  }

  @Test
  void repeatedStep_changesNothing() {
    List<RetirementStep> steps = steps("otaa", Retirement.CLEAR_KEYS, true);
    apply(steps);
    network.simulated.clearOperations();

    apply(steps);

    assertThat(network.calls()).containsExactly("GetDevice", "GetDevice");
  }

  @Test
  void deviceThatWasDeletedMeanwhile_isNotMadeAgain() {
    List<RetirementStep> steps = steps("otaa", Retirement.CLEAR_KEYS, true);
    network.simulated.remove(APP, "otaa");

    assertThatThrownBy(() -> network.retirer.apply(steps.get(0), call))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("gone");
    assertThat(network.simulated.registered(APP, "otaa")).isEmpty();
    assertThat(compare(steps.get(0))).isEqualTo(Comparison.NEITHER);
    assertThat(Network.codes(restore(steps, Optional.empty())))
        .containsOnly(FindingCodes.NOT_RESTORED);
  }

  @Test
  void deviceThatJoinedMeanwhile_keepsItsKeys() {
    List<RetirementStep> steps = steps("otaa", Retirement.CLEAR_KEYS, true);
    assertThat(network.simulated.radio().join(APP, "otaa", 77)).isTrue();
    Device joined = network.registered("otaa");

    assertThat(compare(steps.get(0))).isEqualTo(Comparison.NEITHER);
    assertThatThrownBy(() -> network.retirer.apply(steps.get(0), call))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("changed");
    assertThat(network.registered("otaa").equals(joined)).isTrue();
    assertThat(Network.codes(restore(List.of(steps.get(1)), Optional.empty())))
        .containsOnly(FindingCodes.NOT_RESTORED);
  }

  @Test
  void attributesBeyondTheLimits_needAWord_beforeAnythingIsWritten() {
    Device device = TestDevices.otaa(APP, "many");
    for (int i = 0; i < 6; i++) {
      device = TestDevices.withAttribute(device, "key-" + i, "value");
    }
    network.simulated.put(TestDevices.with(device, l -> l.setDevEui(TestDevices.devEui(9))));
    Reading reading = network.read("many");

    Finding freeze = assess(reading, Retirement.CLEAR_KEYS, true).findings().get(0);
    Finding destruction = assess(reading, Retirement.DELETE, true).findings().get(1);

    assertThat(freeze.code()).isEqualTo(FindingCodes.ORIGIN_ATTRIBUTE_LIMITS);
    assertThat(freeze.severity()).isEqualTo(Severity.CONFIRM);
    assertThat(destruction.severity()).isEqualTo(Severity.WARNING);
    List<RetirementStep> steps = assess(reading, Retirement.CLEAR_KEYS, true).steps();
    assertThatThrownBy(() -> network.retirer.apply(steps.get(0), call))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("attributes");
  }

  @Test
  void deletedDevice_isMadeAgainWithEverythingThatIsRecorded() {
    Device before = network.registered("otaa");
    List<RetirementStep> steps = steps("otaa", Retirement.DELETE, true);
    assertThat(compare(steps.get(0))).isEqualTo(Comparison.BEFORE);
    apply(steps);
    assertThat(compare(steps.get(0))).isEqualTo(Comparison.AFTER);
    EndDevice latest = EndDevice.create(message -> message.addUsedDevNonces(0x1234));

    List<Finding> findings = restore(steps, Optional.of(latest));

    Device after = network.registered("otaa");
    assertThat(withoutLorawan(after)).isEqualTo(withoutLorawan(before));
    assertThat(
            after.getLorawanDevice().toBuilder()
                .clearLastSeen()
                .clearUsedDevNonces()
                .build()
                .equals(before.getLorawanDevice().toBuilder().clearLastSeen().build()))
        .isTrue();
    assertThat(after.getLorawanDevice().getUsedDevNonces(0).toByteArray())
        .containsExactly(0x12, 0x34);
    assertThat(findings).extracting(Finding::field).containsExactly("session");
  }

  @Test
  void deviceThatSomebodyMadeMeanwhile_isNotOverwritten() {
    List<RetirementStep> steps = steps("otaa", Retirement.DELETE, true);
    apply(steps);
    Device other =
        TestDevices.with(TestDevices.otaa(APP, "otaa"), l -> l.setAppKey(TestDevices.NWK_S_KEY));
    network.simulated.put(other);

    assertThatThrownBy(() -> restore(steps, Optional.empty()))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("another device");
    assertThat(
            network.registered("otaa").getLorawanDevice().getAppKey().equals(TestDevices.NWK_S_KEY))
        .isTrue();
  }

  @Test
  void nothingThatIsNotRecorded_isDeleted() {
    RetirementStep moving = steps("otaa", Retirement.DELETE, true).get(0);
    RetirementStep staying = steps("otaa", Retirement.DELETE, false).get(0);
    network.simulated.radio().uplink(APP, "otaa", 11);
    assertThat(compare(moving)).isEqualTo(Comparison.BEFORE);

    network.simulated.radio().downlink(APP, "otaa");
    assertThat(compare(moving)).isEqualTo(Comparison.NEITHER);
    assertThat(compare(staying)).isEqualTo(Comparison.BEFORE);

    network.simulated.radio().join(APP, "otaa", 77);
    assertThat(compare(staying)).isEqualTo(Comparison.BEFORE);

    network.simulated.put(
        TestDevices.withAttribute(TestDevices.otaa(APP, "otaa"), "other", "value"));
    assertThat(compare(staying)).isEqualTo(Comparison.NEITHER);
  }

  @Test
  void keysThatAFreezeTook_doNotStandInTheWayOfDeletion() {
    Reading reading = network.read("otaa");
    RetirementStep delete = assess(reading, Retirement.DELETE, true).steps().get(0);
    List<RetirementStep> freeze = assess(reading, Retirement.CLEAR_KEYS, true).steps();
    network.simulated.radio().downlink(APP, "otaa");
    apply(freeze);
    assertThat(compare(delete)).isEqualTo(Comparison.BEFORE);

    network.retirer.apply(delete, call);
    restore(List.of(delete), Optional.empty());

    assertThat(freeze).allMatch(step -> compare(step) == Comparison.BEFORE);
  }

  @Test
  void steps_printNoKey() {
    for (RetirementStep step : steps("otaa", Retirement.CLEAR_KEYS, true)) {
      assertThat(step.toString()).isEqualTo("my-app/otaa CLEAR_KEYS " + step.name());
    }
  }
}
