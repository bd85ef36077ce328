package io.github.lwmigrate.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MigrationProfileTest {
  private static final String FORMATTERS = "formatters { up_formatter: FORMATTER_CAYENNELPP }";

  @Test
  void otaaWithoutSession_hasToJoin_andOriginCanStillAnswer() {
    assertThat(of("otaa", FORMATTERS))
        .extracting(Finding::code)
        .containsExactly("join-needed", "origin-accepts-joins");
  }

  @Test
  void otaaWithoutSession_keysElsewhere_onlyHasToJoin() {
    EndDevice exported =
        TestDevices.changed(
            TestDevices.good("otaa"),
            "-root_keys ; root_keys { root_key_id: \"x\" } ; " + FORMATTERS);
    assertThat(named(exported, exported, Severity.ADVICE)).containsExactly("join-needed@");
  }

  @Test
  void otaaWithoutRootKeys_needsAWordFromTheUser() {
    EndDevice device = TestDevices.changed(TestDevices.good("otaa"), "-root_keys");
    assertThat(named(device, device, Severity.CONFIRM))
        .containsExactly("root-keys-missing@root_keys");
    assertThat(
            TestDevices.named(
                TestDevices.findings(DeviceChecks.importProfile(), device), Severity.WARNING))
        .containsExactly("root-keys-missing@root_keys");
  }

  @Test
  void sessionWithoutKeyId_isAcceptedBecauseItIsWrittenAsEmpty() {
    EndDevice device =
        TestDevices.changed(TestDevices.good("otaa-session"), "-session.keys.session_key_id");
    assertThat(named(device, device, Severity.ERROR)).isEmpty();
  }

  @Test
  void lorawan11WithoutNwkKey_isWarnedOf() {
    EndDevice device = TestDevices.changed(TestDevices.good("otaa"), "lorawan_version: MAC_V1_1");
    assertThat(named(device, device, Severity.WARNING))
        .containsExactly("nwk-key-missing@root_keys.nwk_key.key");
  }

  @Test
  void joinEuiMissingOrZero_isWarnedOf() {
    EndDevice missing = TestDevices.changed(TestDevices.good("otaa"), "-ids.join_eui");
    assertThat(named(missing, missing, Severity.WARNING))
        .containsExactly("join-eui-missing@ids.join_eui");
    EndDevice zero =
        missing.toBuilder()
            .setIds(missing.getIds().toBuilder().setJoinEui(ByteString.copyFrom(new byte[8])))
            .build();
    assertThat(named(zero, zero, Severity.WARNING)).containsExactly("join-eui-zero@ids.join_eui");
  }

  @Test
  void sessionThatStaysAtTheOrigin_isWarnedOf() {
    EndDevice device =
        TestDevices.changed(
            TestDevices.good("otaa-session"),
            FORMATTERS + " mac_settings { rx1_delay { value: RX_DELAY_5 } }");
    assertThat(named(device, device, Severity.WARNING))
        .containsExactly("session-on-both-networks@session");
    assertThat(named(TestDevices.good("otaa"), device, Severity.WARNING)).isEmpty();
  }

  @Test
  void rx1Delay_isTakenFromTheMacStateWhereThereIsOne() {
    String inSettings = "rx1-delay-too-short@mac_settings.rx1_delay";
    String inState = "rx1-delay-too-short@mac_state.current_parameters.rx1_delay";
    assertThat(warnings("")).contains(inSettings);
    assertThat(warnings("mac_settings { rx1_delay { value: RX_DELAY_4 } }")).contains(inSettings);
    assertThat(warnings("mac_settings { rx1_delay { value: RX_DELAY_5 } }"))
        .doesNotContain(inSettings);
    assertThat(
            warnings(
                "mac_settings { rx1_delay { value: RX_DELAY_5 } }"
                    + " mac_state { current_parameters { rx1_delay: RX_DELAY_1 } }"))
        .contains(inState);
    assertThat(warnings("mac_state { current_parameters { rx1_delay: RX_DELAY_5 } }"))
        .doesNotContain(inState, inSettings);
  }

  private static List<String> warnings(String changes) {
    EndDevice device = TestDevices.changed(TestDevices.good("abp"), changes);
    return named(device, device, Severity.WARNING);
  }

  @Test
  void devAddr_blocksDecideWhoHearsTheDevice() {
    assertThat(devAddr(0x26, 0x0B, 1, 2).message()).contains("Sandbox, eu1");
    assertThat(devAddr(0x26, 0x01, 1, 2).message()).contains("Stack V2, eu");
    assertThat(devAddr(0x26, 0x00, 0x0F, 2).message()).contains("Stack V2.");
    assertThat(devAddr(0x26, 0x00, 0x10, 2).message()).contains("000013");
    assertThat(devAddr(0x27, 0xFF, 0xFF, 0xFF).message()).contains("Cloud");
    assertThat(devAddr(0x27, 0, 0, 0).severity()).isEqualTo(Severity.ADVICE);
    assertThat(devAddr(0x01, 0xFF, 1, 2).message()).contains("000000");
    assertThat(devAddr(0x02, 0, 0, 0).message()).contains("000001");
    assertThat(devAddr(0x02, 0, 0, 0).severity()).isEqualTo(Severity.WARNING);
    assertThat(devAddr(0x04, 0, 0, 0).code()).isEqualTo("dev-addr-not-routed");
    assertThat(devAddr(0xFC, 1, 0x4C, 0).message()).contains("delegated");
  }

  private static Finding devAddr(int... bytes) {
    byte[] address = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      address[i] = (byte) bytes[i];
    }
    EndDevice.Builder device = TestDevices.good("abp").toBuilder();
    device.getSessionBuilder().setDevAddr(ByteString.copyFrom(address));
    return TestDevices.findings(DeviceChecks.migrationProfile(), device.build()).stream()
        .filter(finding -> finding.field().equals("session.dev_addr"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void multicast_isNotRoutedByDevAddr() {
    assertThat(of("multicast", FORMATTERS))
        .extracting(Finding::code)
        .containsExactly("session-on-both-networks");
  }

  @Test
  void classB_isWarnedOf() {
    assertThat(of("otaa", "supports_class_b: true"))
        .extracting(Finding::code)
        .contains("class-b-not-routed");
  }

  @Test
  void formatter_ofApplicationOrService_isAdvice() {
    assertThat(of("otaa", "")).extracting(Finding::code).contains("formatter-of-application");
    assertThat(of("otaa", "formatters { down_formatter: FORMATTER_GRPC_SERVICE }"))
        .extracting(Finding::code)
        .contains("formatter-service")
        .doesNotContain("formatter-of-application");
    assertThat(of("otaa", FORMATTERS))
        .extracting(Finding::code)
        .doesNotContain("formatter-of-application", "formatter-service");
  }

  @Test
  void settingsThatTheOwnerWouldRegret_areNamed() {
    assertThat(
            of(
                "otaa",
                "net_id: \"\\000\\000\\023\""
                    + " mac_settings { schedule_downlinks {} resets_f_cnt { value: true } }"
                    + " claim_authentication_code { value: \"A1\" }"))
        .extracting(Finding::code)
        .contains(
            "net-id-kept",
            "downlinks-disabled",
            "frame-counter-reset-allowed",
            "claim-code-claims");
    assertThat(of("otaa", "mac_settings { schedule_downlinks { value: true } resets_f_cnt {} }"))
        .extracting(Finding::code)
        .doesNotContain("downlinks-disabled", "frame-counter-reset-allowed");
  }

  @Test
  void europeanPlan_withTheOtherSecondReceiveWindow_isWarnedOf() {
    String state = "mac_state { current_parameters { rx2_data_rate_index: DATA_RATE_3 } } ";
    String code = "eu-frequency-plan-variant";
    assertThat(of("abp", state + "frequency_plan_id: \"EU_863_870\""))
        .extracting(Finding::code)
        .contains(code);
    assertThat(of("abp", state)).extracting(Finding::code).doesNotContain(code);
    assertThat(
            of(
                "abp",
                state
                    + "frequency_plan_id: \"EU_863_870\""
                    + " mac_settings { rx2_data_rate_index { value: DATA_RATE_3 } }"))
        .extracting(Finding::code)
        .doesNotContain(code);
  }

  @Test
  void tombstone_atTheOrigin_isRefused() {
    EndDevice device = TestDevices.good("otaa");
    ByteString devEui = device.getIds().getDevEui();
    ByteString tombstone = tombstone(devEui);
    EndDevice.Builder migrated = device.toBuilder();
    migrated.getRootKeysBuilder().setAppKey(KeyEnvelope.newBuilder().setKey(tombstone));
    migrated.getRootKeysBuilder().setNwkKey(KeyEnvelope.newBuilder().setKey(tombstone));
    assertThat(tombstone.size()).isEqualTo(16);
    assertThat(named(migrated.build(), device, Severity.ERROR))
        .containsExactly(
            "origin-already-migrated@root_keys.app_key.key",
            "origin-already-migrated@root_keys.nwk_key.key");
  }

  @Test
  void tombstone_ofAnotherDevice_isAnOrdinaryKey() {
    EndDevice device = TestDevices.good("otaa");
    ByteString other = tombstone(ByteString.copyFromUtf8("pump--18"));
    EndDevice.Builder origin = device.toBuilder();
    origin.getRootKeysBuilder().setAppKey(KeyEnvelope.newBuilder().setKey(other));
    assertThat(named(origin.build(), device, Severity.ERROR)).isEmpty();
    assertThat(named(device, device, Severity.ERROR)).isEmpty();
  }

  private static ByteString tombstone(ByteString devEui) {
    AesKey key = Tombstone.create(new Random(1), DevEui.of(devEui.toByteArray()));
    return ByteString.copyFrom(key.toBytes());
  }

  private static List<Finding> of(String kind, String changes) {
    return TestDevices.findings(
            DeviceChecks.migrationProfile(), TestDevices.changed(TestDevices.good(kind), changes))
        .stream()
        .filter(finding -> finding.severity() != Severity.ERROR)
        .toList();
  }

  private static List<String> named(EndDevice original, EndDevice exported, Severity severity) {
    return TestDevices.named(
        TestDevices.findings(DeviceChecks.migrationProfile(), original, exported), severity);
  }
}
