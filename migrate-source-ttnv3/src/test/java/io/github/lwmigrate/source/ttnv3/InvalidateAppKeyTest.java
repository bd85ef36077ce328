package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.StackServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidateAppKeyTest {

  private static final String ID = "dev-1";
  private static final Retirement INVALIDATE = Retirement.INVALIDATE_APP_KEY;
  private static final StackServer JS = StackServer.JOIN_SERVER;
  private static final String APP_KEY = "root_keys.app_key.key";

  private final Origin origin = Origin.changeable(network -> network);
  private final Retiring retiring = new Retiring(origin);

  @AfterEach
  void close() {
    origin.close();
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, root_keys.app_key.key",
    "true, true, 'root_keys.app_key.key,root_keys.nwk_key.key'",
    "false, true, root_keys.nwk_key.key"
  })
  void everyRootKey_isReplaced_andPutBack(boolean appKey, boolean nwkKey, String mask) {
    origin.stack.put(device(appKey, nwkKey));
    RootKeys before = retiring.on(JS, ID).getRootKeys();

    RetirementStep step = retiring.step(ID, INVALIDATE);
    assertThat(retiring.changes()).isEmpty();
    assertThat(retiring.compare(step)).isEqualTo(Comparison.BEFORE);
    retiring.apply(step);
    retiring.apply(step);

    assertThat(step.name()).isEqualTo("join-server-invalidate-app-key");
    assertThat(retiring.changes()).containsExactly("JsEndDeviceRegistry/Set " + mask);
    assertThat(retiring.compare(step)).isEqualTo(Comparison.AFTER);
    RootKeys keys = retiring.on(JS, ID).getRootKeys();
    assertThat(keys.hasAppKey()).isEqualTo(appKey);
    assertThat(keys.hasNwkKey()).isEqualTo(nwkKey);
    assertThat(!appKey || isTombstone(keys.getAppKey().getKey())).isTrue();
    assertThat(!nwkKey || isTombstone(keys.getNwkKey().getKey())).isTrue();
    assertThat(keys.getRootKeyId()).isEqualTo("root");

    ByteString own = nwkKey ? before.getNwkKey().getKey() : before.getAppKey().getKey();
    assertThat(origin.stack.radio().join(Origin.APP, ID, own)).isFalse();
    assertThat(origin.stack.radio().uplink(Origin.APP, ID)).isTrue();
    assertThat(retiring.on(JS, ID).getLastJoinNonce()).isZero();

    origin.stack.clearOperations();
    assertThat(retiring.restore(List.of(step))).isEmpty();
    assertThat(retiring.restore(List.of(step))).isEmpty();
    assertThat(retiring.changes()).containsExactly("JsEndDeviceRegistry/Set " + mask);
    assertThat(retiring.on(JS, ID).getRootKeys().equals(before)).isTrue();
    assertThat(origin.stack.radio().join(Origin.APP, ID, own)).isTrue();
  }

  @Test
  void deviceDeletedInTheSameMoment_isSaid() {
    origin.stack.put(Devices.otaa(ID));
    RetirementStep step = retiring.step(ID, INVALIDATE);
    origin
        .stack
        .faults()
        .on("JsEndDeviceRegistry/Set")
        .times(1)
        .before(() -> origin.stack.remove(JS, Origin.APP, ID));

    assertThatThrownBy(() -> retiring.apply(step))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("made a remainder of it");
  }

  @Test
  void images_holdTheOriginalKeyAndTheTombstoneThatWillBeThere() {
    origin.stack.put(device(true, false));
    RetirementStep step = retiring.step(ID, INVALIDATE);
    retiring.apply(step);

    ByteString tombstone = retiring.on(JS, ID).getRootKeys().getAppKey().getKey();
    assertThat(holds(step.before(), Devices.key())).isTrue();
    assertThat(holds(step.after(), tombstone)).isTrue();
    assertThat(holds(step.after(), Devices.key())).isFalse();
    assertThat(step.toString()).doesNotContainIgnoringCase(Devices.KEY_TEXT);
  }

  @Test
  void twoAssessments_makeDifferentTombstones() {
    origin.stack.put(device(true, false));
    assertThat(retiring.step(ID, INVALIDATE).after())
        .isNotEqualTo(retiring.step(ID, INVALIDATE).after());
  }

  @Test
  void devicesThatDoNotJoin_haveNothingToInvalidate() {
    origin.stack.put(Devices.abp(ID));

    Assessment assessment = retiring.assess(ID, INVALIDATE, true);

    assertThat(assessment.steps()).isEmpty();
    assertThat(assessment.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, CONFIRM", "false, WARNING"})
  void deviceOfAnExternalJoinServer_cannotBeInvalidated(boolean sessionMoves, Severity severity) {
    origin.stack.put(device(true, false));
    origin.stack.remove(JS, Origin.APP, ID);

    DisableDownlinksTest.assertOnly(
        retiring.assess(ID, INVALIDATE, sessionMoves), "app-key-cannot-be-invalidated", severity);
    assertThat(retiring.registered(ID)).doesNotContainKey(JS);
  }

  @Test
  void deviceWithoutRootKeys_cannotBeInvalidated() {
    origin.stack.put(device(true, false));
    retiring.change(JS, ID, EndDevice.Builder::clearRootKeys);

    DisableDownlinksTest.assertOnly(
        retiring.assess(ID, INVALIDATE, false), "app-key-cannot-be-invalidated", Severity.WARNING);
  }

  @Test
  void replacedAlready_isANoticeWithoutSteps() {
    origin.stack.put(device(true, true));
    retiring.apply(retiring.step(ID, INVALIDATE));

    DisableDownlinksTest.assertOnly(
        retiring.assess(ID, INVALIDATE, true), "app-key-already-invalidated", Severity.NOTICE);
  }

  @Test
  void keyThatMayNotWriteKeys_isAnError() {
    try (Origin writing =
        Origin.of(
            network -> network,
            settings -> settings,
            Right.RIGHT_APPLICATION_DEVICES_READ,
            Right.RIGHT_APPLICATION_DEVICES_READ_KEYS,
            Right.RIGHT_APPLICATION_DEVICES_WRITE)) {
      writing.stack.put(device(true, false));

      Assessment assessment = new Retiring(writing).assess(ID, INVALIDATE, false);

      DisableDownlinksTest.assertOnly(assessment, "app-key-cannot-be-invalidated", Severity.ERROR);
      assertThat(assessment.findings().get(0).message())
          .contains("RIGHT_APPLICATION_DEVICES_WRITE_KEYS (edit device keys in application)");
    }
  }

  @Test
  void keyThatSomebodyChanged_isNeverOverwritten() {
    origin.stack.put(device(true, false));
    RetirementStep step = retiring.step(ID, INVALIDATE);
    ByteString other =
        ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8});
    retiring.change(JS, ID, d -> d.getRootKeysBuilder().getAppKeyBuilder().setKey(other));

    assertThat(retiring.compare(step)).isEqualTo(Comparison.NEITHER);
    assertThatThrownBy(() -> retiring.apply(step))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("other keys than those that were recorded");
    assertThat(retiring.restore(List.of(step)))
        .extracting(Finding::code, Finding::field)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("not-restored", APP_KEY));
    assertThat(retiring.changes()).isEmpty();
    assertThat(retiring.on(JS, ID).getRootKeys().getAppKey().getKey().equals(other)).isTrue();
  }

  @Test
  void deviceDeletedAfterwards_isNotMadeByFreezingOrRestoring() {
    origin.stack.put(device(true, false));
    RetirementStep step = retiring.step(ID, INVALIDATE);
    origin.stack.remove(JS, Origin.APP, ID);

    assertThatThrownBy(() -> retiring.apply(step)).isInstanceOf(MigrationException.class);
    assertThat(retiring.restore(List.of(step))).hasSize(1);
    assertThat(retiring.registered(ID)).doesNotContainKey(JS);
  }

  @Test
  void frozenDevice_isReadWithItsOwnKeys_unlessSomebodyGaveItOthers() {
    origin.stack.put(device(true, true));
    EndDevice recorded = origin.device(ID);
    RetirementStep step = retiring.step(ID, INVALIDATE);
    retiring.apply(step);

    assertThat(frozen(recorded, step).equals(recorded)).isTrue();

    ByteString other =
        ByteString.copyFrom(new byte[16]).substring(1).concat(ByteString.copyFrom(new byte[] {9}));
    retiring.change(JS, ID, d -> d.getRootKeysBuilder().getNwkKeyBuilder().setKey(other));
    assertThat(frozen(recorded, step).getRootKeys().getNwkKey().getKey().equals(other)).isTrue();
  }

  private EndDevice frozen(EndDevice recorded, RetirementStep step) {
    return retiring.readFrozen(ID, recorded, List.of(step)).device().orElseThrow().toProto();
  }

  @Test
  void deviceThatJoinedAtTheTarget_comesBackWithItsNonces() {
    origin.stack.put(device(true, false));
    EndDevice.Builder latest = origin.device(ID).toBuilder();
    RetirementStep step = retiring.step(ID, INVALIDATE);
    retiring.apply(step);
    latest.setLastJoinNonce(5).addUsedDevNonces(77);
    origin.stack.clearOperations();

    retiring.restore(List.of(step), Optional.of(latest.build()));

    assertThat(retiring.changes())
        .containsExactly("JsEndDeviceRegistry/Set used_dev_nonces,last_join_nonce," + APP_KEY);
    assertThat(retiring.on(JS, ID).getLastJoinNonce()).isEqualTo(5);
  }

  private static EndDevice device(boolean appKey, boolean nwkKey) {
    EndDevice.Builder device = Devices.otaa(ID).toBuilder();
    if (nwkKey) {
      device.setLorawanVersion(MACVersion.MAC_V1_1).setLorawanPhyVersion(PHYVersion.PHY_V1_1_REV_B);
      device
          .getRootKeysBuilder()
          .getNwkKeyBuilder()
          .setKey(Devices.key().substring(1).concat(Devices.key().substring(0, 1)));
    }
    if (!appKey) {
      device.getRootKeysBuilder().clearAppKey();
    }
    device.getRootKeysBuilder().setRootKeyId("root");
    return device.build();
  }

  private boolean isTombstone(ByteString key) {
    ByteString devEui = retiring.on(JS, ID).getIds().getDevEui();
    return Tombstone.isTombstone(AesKey.of(key.toByteArray()), DevEui.of(devEui.toByteArray()));
  }

  private static boolean holds(byte[] image, ByteString key) {
    ByteString bytes = ByteString.copyFrom(image);
    for (int i = 0; i + key.size() <= bytes.size(); i++) {
      if (bytes.substring(i, i + key.size()).equals(key)) {
        return true;
      }
    }
    return false;
  }
}
