package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisableDownlinksTest {

  private static final String ID = "dev-1";
  private static final Retirement DISABLE = Retirement.DISABLE_DOWNLINKS;
  private static final StackServer NS = StackServer.NETWORK_SERVER;
  private static final String SET_VALUE =
      "NsEndDeviceRegistry/Set mac_settings.schedule_downlinks.value";
  private static final String CLEAR = "NsEndDeviceRegistry/Set mac_settings.schedule_downlinks";

  private final Origin origin = Origin.changeable(network -> network);
  private final Retiring retiring = new Retiring(origin);

  @AfterEach
  void close() {
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"otaa", "abp"})
  void downlinks_areSwitchedOffByOneExactCall_andOnAgain(String kind) {
    origin.stack.put(kind.equals("otaa") ? Devices.otaa(ID) : Devices.abp(ID));
    EndDevice before = retiring.on(NS, ID);

    RetirementStep step = retiring.step(ID, DISABLE);
    assertThat(retiring.changes()).isEmpty();
    assertThat(retiring.compare(step)).isEqualTo(Comparison.BEFORE);
    retiring.apply(step);
    retiring.apply(step);

    assertThat(step.name()).isEqualTo("network-server-disable-downlinks");
    assertThat(retiring.changes()).containsExactly(SET_VALUE);
    assertThat(retiring.compare(step)).isEqualTo(Comparison.AFTER);
    assertThat(origin.stack.radio().downlink(Origin.APP, ID)).isFalse();
    assertThat(origin.stack.radio().uplink(Origin.APP, ID)).isTrue();
    assertThat(retiring.compare(step)).isEqualTo(Comparison.AFTER);

    origin.stack.clearOperations();
    assertThat(retiring.restore(List.of(step))).isEmpty();
    assertThat(retiring.restore(List.of(step))).isEmpty();
    assertThat(retiring.changes()).containsExactly(CLEAR);
    assertThat(retiring.compare(step)).isEqualTo(Comparison.BEFORE);
    assertThat(origin.stack.radio().downlink(Origin.APP, ID)).isTrue();
    assertThat(retiring.on(NS, ID).getSession().getKeys().equals(before.getSession().getKeys()))
        .isTrue();
  }

  @Test
  void settingThatWasTrue_isTrueAgain() {
    origin.stack.put(Devices.otaa(ID));
    schedule(true);
    RetirementStep step = retiring.step(ID, DISABLE);
    retiring.apply(step);
    origin.stack.clearOperations();

    retiring.restore(List.of(step));

    assertThat(retiring.changes()).containsExactly(SET_VALUE);
    assertThat(retiring.on(NS, ID).getMacSettings().getScheduleDownlinks().getValue()).isTrue();
  }

  @Test
  void multicastGroup_isFrozen_andMayNotSayTrueAfterwards() {
    origin.stack.put(
        Devices.abp(ID).toBuilder().setMulticast(true).setSupportsClassC(true).build());
    schedule(true);
    RetirementStep step = retiring.step(ID, DISABLE);
    retiring.apply(step);
    assertThat(retiring.compare(step)).isEqualTo(Comparison.AFTER);

    retiring.restore(List.of(step));

    assertThat(retiring.on(NS, ID).getMacSettings().hasScheduleDownlinks()).isFalse();
  }

  @Test
  void deviceUnknownToTheNetworkServer_isNotMadeThere() {
    origin.stack.put(Devices.otaa(ID));
    origin.stack.remove(NS, Origin.APP, ID);

    assertThat(retiring.steps(ID, DISABLE)).isEmpty();
    assertThat(retiring.registered(ID)).doesNotContainKey(NS);
  }

  @Test
  void deviceDeletedAfterwards_isNotMadeByFreezingOrRestoring() {
    origin.stack.put(Devices.otaa(ID));
    RetirementStep step = retiring.step(ID, DISABLE);
    origin.stack.remove(NS, Origin.APP, ID);

    assertThat(retiring.compare(step)).isEqualTo(Comparison.NEITHER);
    assertThatThrownBy(() -> retiring.apply(step))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("does not know the device any more")
        .extracting(e -> ((MigrationException) e).stage())
        .isEqualTo(Stage.RETIRE);
    assertThat(retiring.restore(List.of(step)))
        .extracting(Finding::code, Finding::severity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("not-restored", Severity.WARNING));
    assertThat(retiring.registered(ID)).doesNotContainKey(NS);
  }

  @Test
  void deviceDeletedInTheSameMoment_isNotTakenForFrozen_orForPutBack() {
    origin.stack.put(Devices.otaa(ID));
    RetirementStep step = retiring.step(ID, DISABLE);
    deleteBeforeTheNextSet();

    assertThatThrownBy(() -> retiring.apply(step))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("made a remainder of it");

    origin.stack.put(Devices.otaa(ID));
    retiring.apply(step);
    deleteBeforeTheNextSet();

    assertThatThrownBy(() -> retiring.restore(List.of(step)))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("Delete the device on the Network Server");
  }

  private void deleteBeforeTheNextSet() {
    origin
        .stack
        .faults()
        .on("NsEndDeviceRegistry/Set")
        .times(1)
        .before(() -> origin.stack.remove(NS, Origin.APP, ID));
  }

  @Test
  void alreadyDisabled_isANoticeWithoutSteps() {
    origin.stack.put(Devices.otaa(ID));
    schedule(false);

    assertOnly(retiring.assess(ID, DISABLE, true), "downlinks-already-disabled", Severity.NOTICE);
  }

  @ParameterizedTest
  @CsvSource({"true, CONFIRM", "false, WARNING"})
  void serverBefore3_21_cannot_andIsAskedOnce(boolean sessionMoves, Severity severity) {
    try (Origin old = Origin.changeable(network -> network.version(StackVersion.of("3.20.0")))) {
      Retiring there = new Retiring(old);
      old.stack.put(Devices.otaa(ID));
      old.stack.put(Devices.otaa("dev-2"));

      assertOnly(there.assess(ID, DISABLE, sessionMoves), "downlinks-cannot-be-disabled", severity);
      assertOnly(
          there.assess("dev-2", DISABLE, sessionMoves), "downlinks-cannot-be-disabled", severity);

      assertThat(there.changes()).isEmpty();
      assertThat(old.stack.operations())
          .filteredOn(o -> o.mask().equals(List.of("mac_settings.schedule_downlinks.value")))
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.21.0", "3.24.0", "3.34.1"})
  void everyLaterVersion_can(String version) {
    try (Origin other = Origin.changeable(network -> network.version(StackVersion.of(version)))) {
      Retiring there = new Retiring(other);
      other.stack.put(Devices.otaa(ID));

      RetirementStep step = there.step(ID, DISABLE);
      there.apply(step);
      assertThat(there.compare(step)).isEqualTo(Comparison.AFTER);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, CONFIRM", "false, WARNING"})
  void deviceWithAProfile_cannotBeFrozenAlone(boolean sessionMoves, Severity severity) {
    try (Origin newest = Origin.changeable(network -> network.version(StackVersion.of("3.34.1")))) {
      Retiring there = new Retiring(newest);
      newest.stack.put(Devices.otaa(ID));
      there.change(NS, ID, DisableDownlinksTest::addProfile);

      Assessment assessment = there.assess(ID, DISABLE, sessionMoves);

      assertOnly(assessment, "downlinks-cannot-be-disabled", severity);
      assertThat(assessment.findings().get(0).field()).isEqualTo("mac_settings_profile_ids");
    }
  }

  static void addProfile(EndDevice.Builder device) {
    device.setUnknownFields(
        UnknownFieldSet.newBuilder()
            .addField(
                58,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFrom(new byte[] {0x12, 1, 'p'}))
                    .build())
            .build());
  }

  @Test
  void keyThatMayNotWrite_isAnError() {
    try (Origin reading = Origin.of(network -> network)) {
      reading.stack.put(Devices.otaa(ID));

      Assessment assessment = new Retiring(reading).assess(ID, DISABLE, false);

      assertOnly(assessment, "downlinks-cannot-be-disabled", Severity.ERROR);
      assertThat(assessment.findings().get(0).message())
          .contains("RIGHT_APPLICATION_DEVICES_WRITE (edit devices in application)")
          .doesNotContain("WRITE_KEYS");
      assertThat(reading.stack.operations())
          .filteredOn(o -> o.method().equals("ApplicationAccess/ListRights"))
          .hasSize(1);
    }
  }

  @Test
  void keyThatMayWrite_needsNoRightOnKeys() {
    try (Origin writing =
        Origin.of(
            network -> network,
            settings -> settings,
            Right.RIGHT_APPLICATION_DEVICES_READ,
            Right.RIGHT_APPLICATION_DEVICES_READ_KEYS,
            Right.RIGHT_APPLICATION_DEVICES_WRITE)) {
      writing.stack.put(Devices.abp(ID));
      Retiring there = new Retiring(writing);

      RetirementStep step = there.step(ID, DISABLE);
      there.apply(step);
      there.restore(List.of(step));

      assertThat(there.compare(step)).isEqualTo(Comparison.BEFORE);
    }
  }

  @Test
  void assessing_makesNoCallButTheFirst() {
    origin.stack.put(Devices.otaa(ID));
    Reading reading = origin.read(ID);
    retiring.step(ID, DISABLE);
    origin.stack.clearOperations();

    retiring.retirer.assess(
        new io.github.lwmigrate.spi.RetirementRequest(reading, DISABLE, true), origin.call);

    assertThat(origin.stack.operations()).isEmpty();
  }

  @Test
  void uplinksAndDownlinksMeanwhile_areNoOtherDevice_butAnotherSessionIs() {
    origin.stack.put(Devices.otaa(ID));
    RetirementStep step = retiring.step(ID, DISABLE);

    origin.stack.radio().uplink(Origin.APP, ID);
    origin.stack.radio().downlink(Origin.APP, ID);
    assertThat(retiring.compare(step)).isEqualTo(Comparison.BEFORE);

    assertThat(origin.stack.radio().join(Origin.APP, ID, Devices.key())).isTrue();
    assertThat(retiring.compare(step)).isEqualTo(Comparison.NEITHER);
  }

  @Test
  void downlinkCounterThatWentBack_isNeither() {
    origin.stack.put(Devices.otaa(ID));
    retiring.change(NS, ID, device -> device.getSessionBuilder().setLastNFCntDown(9));
    RetirementStep step = retiring.step(ID, DISABLE);

    retiring.change(NS, ID, device -> device.getSessionBuilder().setLastNFCntDown(8));

    assertThat(retiring.compare(step)).isEqualTo(Comparison.NEITHER);
  }

  @Test
  void settingThatSomebodyChanged_isNeither() {
    origin.stack.put(Devices.otaa(ID));
    RetirementStep step = retiring.step(ID, DISABLE);

    schedule(true);

    assertThat(retiring.compare(step)).isEqualTo(Comparison.NEITHER);
  }

  @Test
  void frozenDevice_isReadAsIfItWereNot_withItsCounters() {
    origin.stack.put(Devices.otaa(ID));
    EndDevice recorded = origin.device(ID);
    RetirementStep step = retiring.step(ID, DISABLE);
    retiring.apply(step);
    EndDevice untouched =
        retiring.readFrozen(ID, recorded, List.of(step)).device().orElseThrow().toProto();
    assertThat(untouched.equals(recorded)).as("the same, its time of change too").isTrue();
    origin.stack.radio().uplink(Origin.APP, ID);

    Reading reading = retiring.readFrozen(ID, recorded, List.of(step));

    EndDevice frozen = reading.device().orElseThrow().toProto();
    assertThat(frozen.hasMacSettings()).isFalse();
    assertThat(frozen.getSession().getLastFCntUp()).isEqualTo(8);
    assertThat(reading.findings()).isEmpty();

    schedule(true);
    assertThat(
            retiring
                .readFrozen(ID, recorded, List.of(step))
                .device()
                .orElseThrow()
                .toProto()
                .getMacSettings()
                .getScheduleDownlinks()
                .getValue())
        .as("what somebody switched on meanwhile")
        .isTrue();
  }

  @Test
  void deviceThatWentOnAtTheTarget_comesBackWithItsCounters() {
    origin.stack.put(Devices.otaa(ID));
    EndDevice.Builder latest = origin.device(ID).toBuilder();
    RetirementStep step = retiring.step(ID, DISABLE);
    retiring.apply(step);
    latest.getSessionBuilder().setLastNFCntDown(40).setLastAFCntDown(41).setLastFCntUp(42);
    origin.stack.clearOperations();

    retiring.restore(List.of(step), Optional.of(latest.build()));

    assertThat(retiring.changes())
        .containsExactly(
            "NsEndDeviceRegistry/Set session.last_f_cnt_up,session.last_n_f_cnt_down,"
                + "mac_settings.schedule_downlinks",
            "AsEndDeviceRegistry/Set session.last_a_f_cnt_down");
    assertThat(retiring.on(NS, ID).getSession().getLastNFCntDown()).isEqualTo(40);
    assertThat(retiring.on(StackServer.APPLICATION_SERVER, ID).getSession().getLastAFCntDown())
        .isEqualTo(41);
    assertThat(origin.device(ID).getMacSettings().hasScheduleDownlinks()).isFalse();
  }

  private void schedule(boolean value) {
    retiring.change(
        NS,
        ID,
        device ->
            device
                .getMacSettingsBuilder()
                .setScheduleDownlinks(BoolValue.newBuilder().setValue(value)));
  }

  static void assertOnly(Assessment assessment, String code, Severity severity) {
    assertThat(assessment.steps()).isEmpty();
    assertThat(assessment.findings()).hasSize(1);
    assertThat(assessment.findings().get(0).code()).isEqualTo(code);
    assertThat(assessment.findings().get(0).severity()).isEqualTo(severity);
  }
}
