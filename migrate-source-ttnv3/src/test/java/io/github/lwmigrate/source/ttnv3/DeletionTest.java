package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Location;
import io.github.lwmigrate.proto.ttn.lorawan.v3.LocationSource;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Picture;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeletionTest {

  private static final String ID = "dev-1";
  private static final Retirement DELETE = Retirement.DELETE;
  private static final StackServer IS = StackServer.IDENTITY_SERVER;
  private static final StackServer JS = StackServer.JOIN_SERVER;
  private static final StackServer AS = StackServer.APPLICATION_SERVER;
  private static final StackServer NS = StackServer.NETWORK_SERVER;

  private final Origin origin = Origin.changeable(network -> network);
  private final Retiring retiring = new Retiring(origin);

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void device_isDeletedRegistryByRegistry_theIdentityServerLast() {
    origin.stack.put(Devices.otaa(ID));

    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    assertThat(retiring.changes()).isEmpty();
    assertThat(retiring.compare(steps)).containsOnly(Comparison.BEFORE);
    retiring.apply(steps);
    retiring.apply(steps);

    assertThat(steps)
        .extracting(RetirementStep::name)
        .containsExactly(
            "application-server-delete",
            "network-server-delete",
            "join-server-delete",
            "identity-server-delete");
    assertThat(retiring.changes())
        .startsWith(
            "AsEndDeviceRegistry/Delete",
            "NsEndDeviceRegistry/Delete",
            "JsEndDeviceRegistry/Delete",
            "EndDeviceRegistry/Delete");
    assertThat(retiring.registered(ID)).isEmpty();
    assertThat(retiring.compare(steps)).containsOnly(Comparison.AFTER);
  }

  @Test
  void assessing_saysWhatCannotBeReadAndIsLost() {
    origin.stack.put(Devices.otaa(ID));

    assertThat(retiring.assess(ID, DELETE, false).findings())
        .extracting(Finding::code, Finding::severity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("lost-by-deletion", Severity.ADVICE));
  }

  @Test
  void keyThatMayNotWrite_isAnError() {
    try (Origin reading = Origin.of(network -> network)) {
      reading.stack.put(Devices.otaa(ID));

      DisableDownlinksTest.assertOnly(
          new Retiring(reading).assess(ID, DELETE, true),
          "device-cannot-be-deleted",
          Severity.ERROR);
    }
  }

  @Test
  void keyThatMayDelete_butNotPutBack_isSaid() {
    try (Origin deleting =
        Origin.of(
            network -> network,
            builder -> builder,
            Right.RIGHT_APPLICATION_DEVICES_READ,
            Right.RIGHT_APPLICATION_DEVICES_READ_KEYS,
            Right.RIGHT_APPLICATION_DEVICES_WRITE)) {
      deleting.stack.put(Devices.otaa(ID));

      Assessment assessment = new Retiring(deleting).assess(ID, DELETE, true);

      assertThat(assessment.steps()).hasSize(4);
      assertThat(assessment.findings())
          .filteredOn(finding -> finding.code().equals("deletion-not-reversible"))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                assertThat(finding.message()).contains("RIGHT_APPLICATION_DEVICES_WRITE_KEYS");
              });
    }
  }

  @ParameterizedTest
  @EnumSource(value = StackServer.class, names = "IDENTITY_SERVER", mode = EnumSource.Mode.EXCLUDE)
  void halfRegisteredDevice_isDeletedWhereItIs(StackServer absent) {
    origin.stack.put(Devices.otaa(ID));
    origin.stack.remove(absent, Origin.APP, ID);
    Map<StackServer, EndDevice> before = retiring.registered(ID);

    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    retiring.apply(steps);
    assertThat(steps).hasSize(3);
    assertThat(retiring.registered(ID)).isEmpty();

    retiring.restore(steps);
    assertThat(retiring.registered(ID)).containsOnlyKeys(before.keySet());
  }

  @Test
  void identityAlone_isDeletedAndMadeAgain() {
    origin.put(Devices.otaa(ID).toBuilder().clearRootKeys().clearSession().build(), IS);

    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    retiring.apply(steps);
    assertThat(retiring.changes()).containsExactly("EndDeviceRegistry/Delete");

    retiring.restore(steps);
    assertThat(retiring.registered(ID)).containsOnlyKeys(IS);
  }

  @Test
  void deviceInUse_isStillTheSame() {
    origin.stack.put(Devices.otaa(ID));
    List<RetirementStep> steps = retiring.steps(ID, DELETE);

    origin.stack.radio().uplink(Origin.APP, ID);
    retiring.change(NS, ID, d -> d.setBatteryPercentage(com.google.protobuf.FloatValue.of(0.5f)));
    retiring.change(
        IS,
        ID,
        d ->
            d.putLocations(
                "frm-payload", Location.newBuilder().setSource(LocationSource.SOURCE_GPS).build()));

    assertThat(retiring.compare(steps)).containsOnly(Comparison.BEFORE);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("another name", IS, d -> d.setName("other")),
        change("another attribute", IS, d -> d.putAttributes("more", "x")),
        change(
            "another entered location",
            IS,
            d ->
                d.putLocations(
                    "user",
                    Location.newBuilder().setSource(LocationSource.SOURCE_REGISTRY).build())),
        change(
            "another root key",
            JS,
            d -> d.getRootKeysBuilder().getAppKeyBuilder().setKey(other(16))),
        change("a join nonce", JS, d -> d.setLastJoinNonce(3)),
        change("a DevNonce", JS, d -> d.addUsedDevNonces(3)),
        change(
            "another AppSKey",
            AS,
            d -> d.getSessionBuilder().getKeysBuilder().getAppSKeyBuilder().setKey(other(16))),
        change("a downlink of the application", AS, d -> d.getSessionBuilder().setLastAFCntDown(1)),
        change(
            "a formatter", AS, d -> d.getFormattersBuilder().setUpFormatterParameter("function")),
        change("another DevAddr", NS, d -> d.getSessionBuilder().setDevAddr(other(4))),
        change(
            "another session",
            NS,
            d -> d.getSessionBuilder().getKeysBuilder().setSessionKeyId(other(3))),
        change("a downlink", NS, d -> d.getSessionBuilder().setLastNFCntDown(1)),
        change(
            "a setting",
            NS,
            d ->
                d.getMacSettingsBuilder()
                    .setStatusTimePeriodicity(
                        com.google.protobuf.Duration.newBuilder().setSeconds(5))),
        change("a join under way", NS, d -> d.getPendingSessionBuilder().setDevAddr(other(4))),
        change(
            "downlinks switched on",
            NS,
            d ->
                d.getMacSettingsBuilder()
                    .setScheduleDownlinks(BoolValue.newBuilder().setValue(true))));
  }

  private static Arguments change(
      String name, StackServer server, Consumer<EndDevice.Builder> change) {
    return Arguments.of(name, server, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void whatIsNotRecorded_isNeither(
      String name, StackServer server, Consumer<EndDevice.Builder> change) {
    origin.stack.put(Devices.otaa(ID));
    List<RetirementStep> steps = retiring.steps(ID, DELETE);

    retiring.change(server, ID, change);

    for (RetirementStep step : steps) {
      boolean changed =
          step.name()
              .equals(
                  server.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-delete");
      assertThat(retiring.compare(step))
          .as(name)
          .isEqualTo(changed ? Comparison.NEITHER : Comparison.BEFORE);
    }
  }

  @Test
  void downlinksOfASessionThatDoesNotMove_doNotCount_butAnotherSessionDoes() {
    origin.stack.put(Devices.otaa(ID));
    List<RetirementStep> steps = retiring.assess(ID, DELETE, false).steps();

    origin.stack.radio().downlink(Origin.APP, ID);
    assertThat(retiring.compare(steps)).containsOnly(Comparison.BEFORE);

    origin.stack.radio().join(Origin.APP, ID, Devices.key());
    assertThat(retiring.compare(steps))
        .containsExactly(
            Comparison.NEITHER, Comparison.NEITHER, Comparison.NEITHER, Comparison.BEFORE);
  }

  @Test
  void devicesThatARunFroze_areStillAsRecorded_whetherAssessedBeforeOrAfter() {
    origin.stack.put(Devices.otaa(ID));
    EndDevice recorded = origin.device(ID);
    List<RetirementStep> early = retiring.steps(ID, DELETE);
    List<RetirementStep> freezes =
        List.of(
            retiring.step(ID, Retirement.DISABLE_DOWNLINKS),
            retiring.step(ID, Retirement.INVALIDATE_APP_KEY));
    retiring.apply(freezes);
    Assessment late =
        retiring.retirer.assess(
            new io.github.lwmigrate.spi.RetirementRequest(
                retiring.readFrozen(ID, recorded, freezes), DELETE, true),
            origin.call);

    assertThat(retiring.compare(early)).containsOnly(Comparison.BEFORE);
    assertThat(retiring.compare(late.steps())).containsOnly(Comparison.BEFORE);

    retiring.apply(late.steps());
    retiring.restore(late.steps());
    assertThat(retiring.restore(freezes)).isEmpty();
    assertThat(retiring.compare(freezes)).containsOnly(Comparison.BEFORE);
    assertThat(origin.device(ID).getRootKeys().equals(recorded.getRootKeys())).isTrue();
  }

  @Test
  void deletedDevice_isMadeAgainByExactCalls() {
    origin.stack.put(Devices.otaa(ID).toBuilder().setLastJoinNonce(2).addUsedDevNonces(7).build());
    schedule(true);
    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    retiring.apply(steps);
    origin.stack.clearOperations();

    List<Finding> findings = retiring.restore(steps);

    assertThat(retiring.changes())
        .containsExactly(
            "EndDeviceRegistry/Create",
            "JsEndDeviceRegistry/Set root_keys.app_key.key,used_dev_nonces,last_join_nonce",
            "NsEndDeviceRegistry/Set lorawan_version,lorawan_phy_version,frequency_plan_id,"
                + "supports_join,mac_settings,session.dev_addr,session.keys.session_key_id,"
                + "session.keys.f_nwk_s_int_key.key,session.last_f_cnt_up",
            "AsEndDeviceRegistry/Set session.dev_addr,session.keys.session_key_id,"
                + "session.keys.app_s_key.key");
    assertThat(findings)
        .extracting(Finding::field)
        .containsExactly("created_at", "session.started_at");
    assertThat(findings).extracting(Finding::code).containsOnly("not-restored");
    assertThat(findings).extracting(Finding::severity).containsOnly(Severity.NOTICE);
    assertThat(origin.stack.radio().downlink(Origin.APP, ID)).isTrue();
  }

  @Test
  void restoringTwice_changesNothingMore_alsoAfterUplinks() {
    origin.stack.put(Devices.otaa(ID));
    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    retiring.apply(steps);
    retiring.restore(steps);
    origin.stack.radio().uplink(Origin.APP, ID);
    origin.stack.radio().downlink(Origin.APP, ID);
    origin.stack.clearOperations();

    assertThat(retiring.restore(steps))
        .extracting(Finding::field)
        .containsExactly("created_at", "session.started_at");
    assertThat(retiring.changes()).isEmpty();
  }

  @Test
  void deviceThatWasNeverDeleted_isLeftAlone() {
    origin.stack.put(Devices.otaa(ID));
    List<RetirementStep> steps = retiring.steps(ID, DELETE);

    assertThat(retiring.restore(steps)).isEmpty();
    assertThat(retiring.changes()).isEmpty();
  }

  @Test
  void deviceThatSomebodyMadeMeanwhile_isNeverOverwritten() {
    origin.stack.put(Devices.otaa(ID));
    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    retiring.apply(steps);
    EndDevice.Builder other = Devices.otaa(ID).toBuilder().setName("somebody else's");
    other.getRootKeysBuilder().getAppKeyBuilder().setKey(other(16));
    other.getSessionBuilder().setDevAddr(other(4));
    origin.stack.put(other.build());
    Map<StackServer, EndDevice> before = retiring.registered(ID);
    origin.stack.clearOperations();

    for (RetirementStep step : steps) {
      assertThatThrownBy(() -> retiring.restore(List.of(step)))
          .as(step.name())
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("another device with this id or these EUIs");
    }
    assertThat(retiring.changes()).isEmpty();
    assertThat(retiring.registered(ID).equals(before)).isTrue();
  }

  @Test
  void euisThatSomebodyTookMeanwhile_areLeftToThem() {
    origin.stack.put(Devices.otaa(ID));
    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    retiring.apply(steps);
    EndDevice.Builder other = Devices.otaa("dev-2").toBuilder();
    other.getIdsBuilder().setDevEui(Devices.otaa(ID).getIds().getDevEui());
    origin.stack.put(other.build());

    assertThatThrownBy(() -> retiring.restore(steps))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("another device with this id or these EUIs");
    assertThat(retiring.registered(ID)).isEmpty();
  }

  @Test
  void deviceThatWentOnAtTheTarget_comesBackWithItsCountersAndNonces() {
    origin.stack.put(Devices.otaa(ID).toBuilder().setLastJoinNonce(9).addUsedDevNonces(7).build());
    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    EndDevice.Builder latest = origin.device(ID).toBuilder();
    retiring.apply(steps);
    latest.setLastJoinNonce(4).addUsedDevNonces(8).setName("renamed at the target");
    latest.getSessionBuilder().setLastFCntUp(100).setLastNFCntDown(50).setLastAFCntDown(60);

    retiring.restore(steps, Optional.of(latest.build()));

    EndDevice restored = origin.device(ID);
    assertThat(restored.getName()).isEqualTo("Device dev-1");
    assertThat(restored.getLastJoinNonce()).isEqualTo(9);
    assertThat(restored.getUsedDevNoncesList()).containsExactly(7, 8);
    assertThat(restored.getSession().getLastFCntUp()).isEqualTo(100);
    assertThat(restored.getSession().getLastNFCntDown()).isEqualTo(50);
    assertThat(restored.getSession().getLastAFCntDown()).isEqualTo(60);

    latest.getSessionBuilder().setLastNFCntDown(70);
    retiring.restore(steps, Optional.of(latest.build()));
    assertThat(origin.device(ID).getSession().getLastNFCntDown()).isEqualTo(70);
  }

  @Test
  void deviceThatJoinedAtTheTarget_hasToJoinAgain() {
    origin.stack.put(Devices.otaa(ID));
    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    EndDevice.Builder latest = origin.device(ID).toBuilder().setLastJoinNonce(1);
    latest.getSessionBuilder().setDevAddr(other(4)).setLastNFCntDown(50);
    retiring.apply(steps);

    List<Finding> findings = retiring.restore(steps, Optional.of(latest.build()));

    assertThat(findings)
        .filteredOn(finding -> finding.severity() == Severity.ADVICE)
        .extracting(Finding::field)
        .containsExactly("session");
    assertThat(origin.device(ID).getSession().getLastNFCntDown()).isZero();
    assertThat(origin.device(ID).getLastJoinNonce()).isEqualTo(1);
  }

  @Test
  void whatCannotBeSent_isToldAndNotInTheWay() {
    EndDevice.Builder device = Devices.otaa(ID).toBuilder();
    device.getPendingSessionBuilder().setDevAddr(other(4)).getKeysBuilder();
    origin.stack.put(device.build());
    retiring.change(
        IS,
        ID,
        d -> d.setPicture(Picture.newBuilder().putSizes(0, "https://pictures.example.org/1")));
    List<RetirementStep> steps = retiring.steps(ID, DELETE);
    retiring.apply(steps);

    assertThat(retiring.restore(steps))
        .extracting(Finding::field)
        .containsExactly("created_at", "picture", "pending_session", "session.started_at");
    assertThat(origin.device(ID).hasSession()).isTrue();
    assertThat(origin.device(ID).hasPendingSession()).isFalse();
  }

  @Test
  void deviceWithAProfile_isMadeAgainWithIt() {
    try (Origin newest = Origin.changeable(network -> network.version(StackVersion.of("3.34.1")))) {
      Retiring there = new Retiring(newest);
      newest.stack.put(Devices.otaa(ID));
      there.change(NS, ID, DisableDownlinksTest::addProfile);
      EndDevice before = there.on(NS, ID);
      List<RetirementStep> steps = there.steps(ID, DELETE);
      there.apply(steps);

      there.restore(steps);

      assertThat(there.on(NS, ID).getUnknownFields()).isEqualTo(before.getUnknownFields());
    }
  }

  @Test
  void serverThatNoLongerTakesAField_getsTheRest() {
    try (Origin old = Origin.changeable(network -> network.version(StackVersion.of("3.20.0")));
        Origin newer = Origin.changeable(network -> network)) {
      newer.stack.put(Devices.otaa(ID).toBuilder().setSerialNumber("serial").build());
      List<RetirementStep> steps = new Retiring(newer).steps(ID, DELETE);
      Retiring there = new Retiring(old);

      there.restore(steps);

      assertThat(there.registered(ID)).hasSize(4);
    }
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

  private static ByteString other(int length) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) 0x5A);
    return ByteString.copyFrom(bytes);
  }
}
