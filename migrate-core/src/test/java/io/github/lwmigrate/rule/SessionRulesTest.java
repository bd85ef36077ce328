package io.github.lwmigrate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.FloatValue;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationDownlink;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PowerState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import io.github.lwmigrate.stack.FieldPath;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionRulesTest {

  private static final int LAST = -1;

  private final List<Finding> findings = new ArrayList<>();

  @Test
  void dropOtaaSession_keepsRootKeysAndNonces_andNothingOfTheSession() {
    EndDevice device = new DropOtaaSession().apply(active(Activation.OTAA), findings::add);
    assertThat(FieldPath.setLeaves(device.toProto()))
        .containsExactlyInAnyOrder(
            "ids.device_id",
            "lorawan_version",
            "supports_join",
            "root_keys.app_key.key",
            "last_dev_nonce",
            "used_dev_nonces",
            "last_join_nonce");
    assertThat(findings).isEmpty();
  }

  @Test
  void restartAbpSession_keepsAddressAndKeys_andStartsCountersAnew() {
    EndDevice device = new RestartAbpSession().apply(active(Activation.ABP), findings::add);
    assertThat(FieldPath.setLeaves(device.toProto()))
        .containsExactlyInAnyOrder(
            "ids.device_id",
            "lorawan_version",
            "root_keys.app_key.key",
            "last_dev_nonce",
            "used_dev_nonces",
            "last_join_nonce",
            "mac_settings.resets_f_cnt",
            "session.dev_addr",
            "session.keys.f_nwk_s_int_key.key",
            "session.keys.app_s_key.key",
            "session.keys.session_key_id");
    assertThat(device.toProto().getMacSettings().getResetsFCnt().getValue()).isTrue();
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(FindingCodes.DEVICE_RESET_NEEDED);
              assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
              assertThat(finding.remedy()).contains("Reset the device").contains("session");
            });
  }

  @Test
  void restartAbpSession_lorawan11_hasNoSettingForIt_andWarns() {
    EndDevice device =
        active(Activation.ABP).with(message -> message.setLorawanVersion(MACVersion.MAC_V1_1));
    EndDevice restarted = new RestartAbpSession().apply(device, findings::add);
    assertThat(restarted.toProto().getMacSettings().hasResetsFCnt()).isFalse();
    assertThat(restarted.toProto().getSession().getLastFCntUp()).isZero();
    assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARNING);
  }

  @Test
  void dropMulticastMacState_keepsTheWholeSession() {
    EndDevice group = active(Activation.MULTICAST);
    EndDevice device = new DropMulticastMacState().apply(group, findings::add);
    assertThat(device.toProto().getSession().equals(group.toProto().getSession())).isTrue();
    assertThat(device.toProto().hasMacState()).isFalse();
    assertThat(device.toProto().hasLastSeenAt()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void sessionRules_leaveOtherKindsOfDevicesAlone(Activation activation) {
    EndDevice device = active(activation);
    if (activation != Activation.OTAA) {
      assertThat(new DropOtaaSession().apply(device, findings::add).equals(device)).isTrue();
    }
    if (activation != Activation.ABP) {
      assertThat(new RestartAbpSession().apply(device, findings::add).equals(device)).isTrue();
    }
    if (activation != Activation.MULTICAST) {
      assertThat(new DropMulticastMacState().apply(device, findings::add).equals(device)).isTrue();
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void resetFrameCounters_abp_setsCountersAndTheirCopiesToZero() {
    EndDevice device = new ResetFrameCounters().apply(active(Activation.ABP), findings::add);
    var message = device.toProto();
    assertThat(message.getMacSettings().getResetsFCnt().getValue()).isTrue();
    assertThat(message.getSession().getLastFCntUp()).isZero();
    assertThat(message.getSession().getLastNFCntDown()).isZero();
    assertThat(message.getSession().getLastAFCntDown()).isZero();
    assertThat(message.getSession().getLastConfFCntDown()).isZero();
    assertThat(message.getMacState().getLastDevStatusFCntUp()).isZero();
    assertThat(message.getMacState().getRxWindowsAvailable()).isTrue();
    assertThat(message.getSession().hasStartedAt()).isTrue();
    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"OTAA,MAC_V1_0_3,join", "MULTICAST,MAC_V1_0_3,multicast", "ABP,MAC_V1_1,1.1"})
  void resetFrameCounters_whereItDoesNotApply_saysSoAndChangesNothing(
      Activation activation, MACVersion version, String reason) {
    EndDevice device = active(activation).with(message -> message.setLorawanVersion(version));
    assertThat(new ResetFrameCounters().apply(device, findings::add).equals(device)).isTrue();
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(FindingCodes.FRAME_COUNTER_RESET_NOT_APPLICABLE);
              assertThat(finding.message()).contains(reason);
            });
  }

  @Test
  void margin_raisesBothDownlinkCounters_butNotTheOneThatAnswersAreComputedWith() {
    var rule = new DownlinkCounterMargin(5, EnumSet.allOf(Activation.class));
    Session session = rule.apply(active(Activation.ABP), findings::add).toProto().getSession();
    assertThat(session.getLastNFCntDown()).isEqualTo(12 + 5);
    assertThat(session.getLastAFCntDown()).isEqualTo(13 + 5);
    assertThat(session.getLastConfFCntDown()).isEqualTo(14);
    assertThat(session.getLastFCntUp()).isEqualTo(11);
    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-10,-5,false", "-6,-1,true", "-3,-1,true", "-1,-1,true", "0,5,false"})
  void margin_endsAtTheLastCounter_withAWarning(int counter, int raised, boolean warned) {
    EndDevice device =
        active(Activation.ABP).with(m -> m.getSessionBuilder().setLastNFCntDown(counter));
    var rule = new DownlinkCounterMargin(5, EnumSet.allOf(Activation.class));
    Session session = rule.apply(device, findings::add).toProto().getSession();
    assertThat(session.getLastNFCntDown()).isEqualTo(raised);
    assertThat(findings.stream().map(Finding::code))
        .isEqualTo(warned ? List.of(FindingCodes.DOWNLINK_COUNTER_EXHAUSTED) : List.of());
  }

  @Test
  void margin_otherKindsAndDevicesWithoutSession_stayAsTheyAre() {
    var rule = new DownlinkCounterMargin(5, Set.of(Activation.MULTICAST));
    EndDevice abp = active(Activation.ABP);
    assertThat(rule.apply(abp, findings::add).equals(abp)).isTrue();
    EndDevice bare = active(Activation.MULTICAST).with(message -> message.clearSession());
    assertThat(rule.apply(bare, findings::add).equals(bare)).isTrue();
  }

  @Test
  void margin_thatADeviceWouldNotFollow_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DownlinkCounterMargin(16384, Set.of()))
        .withMessageContaining("16383");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DownlinkCounterMargin(LAST, Set.of()));
  }

  @Test
  void clearSessionKeyId_onlyOtaaDevicesKeepTheirs() {
    assertThat(keyId(Activation.OTAA)).isNotEmpty();
    assertThat(keyId(Activation.ABP)).isEmpty();
    assertThat(keyId(Activation.MULTICAST)).isEmpty();
  }

  private ByteString keyId(Activation activation) {
    return new ClearSessionKeyId()
        .apply(active(activation), findings::add)
        .toProto()
        .getSession()
        .getKeys()
        .getSessionKeyId();
  }

  private static EndDevice active(Activation activation) {
    var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
    message.getIdsBuilder().setDeviceId("dev-1").setDevAddr(ByteString.copyFrom(new byte[4]));
    message
        .setSupportsJoin(activation == Activation.OTAA)
        .setMulticast(activation == Activation.MULTICAST)
        .setLorawanVersion(MACVersion.MAC_V1_0_3)
        .setRootKeys(RootKeys.newBuilder().setAppKey(key()))
        .setLastDevNonce(7)
        .addUsedDevNonces(8)
        .setLastJoinNonce(9)
        .setMacState(MACState.newBuilder().setRxWindowsAvailable(true).setLastDevStatusFCntUp(10))
        .setPendingMacState(MACState.newBuilder().setRxWindowsAvailable(true))
        .setPendingSession(Session.newBuilder().setLastFCntUp(1))
        .setSession(
            Session.newBuilder()
                .setDevAddr(ByteString.copyFrom(new byte[] {0x26, 1, 2, 3}))
                .setKeys(
                    SessionKeys.newBuilder()
                        .setSessionKeyId(ByteString.copyFromUtf8("id"))
                        .setFNwkSIntKey(key())
                        .setAppSKey(key()))
                .setLastFCntUp(11)
                .setLastNFCntDown(12)
                .setLastAFCntDown(13)
                .setLastConfFCntDown(14)
                .setStartedAt(Timestamp.newBuilder().setSeconds(15))
                .addQueuedApplicationDownlinks(ApplicationDownlink.newBuilder().setFCnt(16)))
        .addQueuedApplicationDownlinks(ApplicationDownlink.newBuilder().setFCnt(17))
        .setActivatedAt(Timestamp.newBuilder().setSeconds(18))
        .setLastSeenAt(Timestamp.newBuilder().setSeconds(19))
        .setLastDevStatusReceivedAt(Timestamp.newBuilder().setSeconds(20))
        .setPowerState(PowerState.POWER_BATTERY)
        .setBatteryPercentage(FloatValue.of(0.5f))
        .setDownlinkMargin(21);
    if (activation == Activation.MULTICAST) {
      message.getSessionBuilder().clearStartedAt();
    }
    return EndDevice.of(message.build());
  }

  private static KeyEnvelope key() {
    return KeyEnvelope.newBuilder().setKey(ByteString.copyFrom(new byte[16])).build();
  }
}
