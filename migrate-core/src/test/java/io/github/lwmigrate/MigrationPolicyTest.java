package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.rule.DeviceRule;
import io.github.lwmigrate.rule.OriginField;
import io.github.lwmigrate.rule.Rx1Delay;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationPolicyTest {

  @Test
  void withSession_nothingSaidAboutTheOrigin_isRefused() {
    assertProblems(MigrationPolicy.withSession(), "leaveOriginLive()");
    MigrationPolicy policy = MigrationPolicy.withSession().leaveOriginLive().build();
    assertThat(policy.movesSession()).isTrue();
    assertThat(policy.leavesOriginLive()).isTrue();
    assertThat(policy.onFailure()).isEqualTo(OnFailure.STOP);
  }

  @Test
  void keptAbpSessions_moveToo_soTheOriginMustBeSpokenOf() {
    assertProblems(
        MigrationPolicy.withoutSession().abpSession(AbpSession.KEEP), "leaveOriginLive()");
  }

  @Test
  void movesSession_isToldByKindOfDevice() {
    MigrationPolicy restart = MigrationPolicy.withoutSession().build();
    assertThat(restart.movesSession(Activation.OTAA)).isFalse();
    assertThat(restart.movesSession(Activation.ABP)).isFalse();
    assertThat(restart.movesSession(Activation.MULTICAST)).isTrue();
    MigrationPolicy keep =
        MigrationPolicy.withoutSession().abpSession(AbpSession.KEEP).leaveOriginLive().build();
    assertThat(keep.movesSession(Activation.OTAA)).isFalse();
    assertThat(keep.movesSession(Activation.ABP)).isTrue();
    MigrationPolicy all = MigrationPolicy.withSession().leaveOriginLive().build();
    assertThat(all.movesSession(Activation.OTAA)).isTrue();
  }

  @Test
  void contradictions_areToldAllAtOnce() {
    assertProblems(
        MigrationPolicy.withSession()
            .abpSession(AbpSession.RESTART)
            .resetFrameCounters()
            .downlinkCounterMargin(20_000)
            .devEuiAsDeviceId()
            .deviceIds(Map.of("dev-1", "Bad_Id"))
            .deviceIdPrefix("PRE-")
            .frequencyPlan(" ")
            .frequencyPlans(Map.of("EU_863_870", "p".repeat(65)))
            .applicationId("a")
            .applicationIds(Map.of("app-1", "app--2"))
            .acknowledge("Not A Code"),
        "leaveOriginLive()",
        "abpSession(RESTART)",
        "resetFrameCounters()",
        "from 0 to 16383, not 20000",
        "devEuiAsDeviceId()",
        "frequencyPlan()",
        "applicationId()",
        "prefix is \"PRE-\"",
        "\"Bad_Id\"",
        "\"app--2\"",
        "id \"a\"",
        "\" \"",
        "p".repeat(65),
        "\"Not A Code\"");
  }

  @Test
  void pendingStateAndAddress_cannotBeKeptWithoutSession() {
    assertProblems(
        MigrationPolicy.withoutSession()
            .keep(OriginField.PENDING_SESSION, OriginField.PENDING_MAC_STATE, OriginField.DEV_ADDR),
        "ids.dev_addr",
        "pending_session",
        "pending_mac_state");
    MigrationPolicy.withSession().leaveOriginLive().keep(OriginField.PENDING_SESSION).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "a--b", "a-", "A", "ä", "a_b", "1234567890123456789012345678901234x"})
  void prefixThatMakesNoId_isRefused(String prefix) {
    assertProblems(MigrationPolicy.withoutSession().deviceIdPrefix(prefix), "device id prefix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "a-b", "1234567890123456789012345678901234"})
  void prefix_isTaken(String prefix) {
    MigrationPolicy.withoutSession().deviceIdPrefix(prefix).build();
  }

  @Test
  void idOfFewerThanThreeLettersAndDigits_isRefused() {
    assertProblems(
        MigrationPolicy.withoutSession().deviceIds(Map.of("dev-1", "a-b")),
        "\"a-b\" is none that The Things Stack takes: 3 to 36");
  }

  @Test
  void negativeMargin_isRefused() {
    assertProblems(MigrationPolicy.withoutSession().downlinkCounterMargin(-1), "not -1");
  }

  @Test
  void order_ofTheRules_doesNotDependOnTheOrderOfTheCalls() {
    DeviceRule own = (device, findings) -> device;
    MigrationPolicy first =
        MigrationPolicy.withoutSession()
            .rule(own)
            .applicationId("app-2")
            .deviceIdPrefix("eu")
            .frequencyPlan("EU_863_870_TTN")
            .rx1Delay(Rx1Delay.RAISE)
            .downlinkCounterMargin(3)
            .build();
    assertThat(first.rules().stream().limit(first.rules().size() - 1).map(Object::getClass))
        .extracting(Class::getSimpleName)
        .containsExactly(
            "SetRx1Delay",
            "DownlinkCounterMargin",
            "DropOtaaSession",
            "RestartAbpSession",
            "DropMulticastMacState",
            "DropOriginFields",
            "ClearSessionKeyId",
            "SetFrequencyPlan",
            "AssignDeviceId",
            "SetApplicationId");
    assertThat(first.rules().get(first.rules().size() - 1)).isSameAs(own);
    assertThat(MigrationPolicy.withSession().leaveOriginLive().resetFrameCounters().build().rules())
        .extracting(rule -> rule.getClass().getSimpleName())
        .containsExactly(
            "SetRx1Delay",
            "ResetFrameCounters",
            "DropOriginFields",
            "ClearSessionKeyId",
            "AssignDeviceId",
            "SetApplicationId");
  }

  @Test
  void anyDevice_withoutSession_hasNothingLeftThatBelongsToTheOrigin() {
    RandomDevices devices = new RandomDevices(5);
    MigrationPolicy policy = MigrationPolicy.withoutSession().downlinkCounterMargin(9).build();
    for (int i = 0; i < 300; i++) {
      EndDevice before = devices.next();
      EndDevice after = apply(policy, before);
      var message = after.toProto();
      assertThat(message.hasMacState() || message.hasPendingSession()).isFalse();
      assertThat(message.getNetworkServerAddress()).isEmpty();
      assertThat(message.hasClaimAuthenticationCode()).isFalse();
      assertThat(message.getIds().getDevAddr().isEmpty()).isTrue();
      assertThat(message.getRootKeys().equals(before.toProto().getRootKeys())).isTrue();
      assertThat(message.getLastDevNonce()).isEqualTo(before.toProto().getLastDevNonce());
      switch (before.activation()) {
        case OTAA -> assertThat(message.hasSession()).isFalse();
        case ABP -> assertThat(message.getSession().getLastNFCntDown()).isZero();
        case MULTICAST ->
            assertThat(message.getSession().getLastFCntUp())
                .isEqualTo(before.toProto().getSession().getLastFCntUp());
      }
    }
  }

  @Test
  void anyDevice_takenTwice_isTheSameAsTakenOnce() {
    RandomDevices devices = new RandomDevices(6);
    for (MigrationPolicy policy :
        List.of(
            MigrationPolicy.withoutSession().build(),
            MigrationPolicy.withSession().leaveOriginLive().rx1Delay(Rx1Delay.RAISE).build())) {
      for (int i = 0; i < 200; i++) {
        EndDevice once = apply(policy, devices.next());
        assertThat(apply(policy, once).equals(once)).isTrue();
      }
    }
  }

  private static EndDevice apply(MigrationPolicy policy, EndDevice device) {
    EndDevice result = device;
    for (DeviceRule rule : policy.rules()) {
      result = rule.apply(result, finding -> {});
    }
    return result;
  }

  private static void assertProblems(MigrationPolicy.Builder builder, String... parts) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(builder::build)
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSize(parts.length);
              for (String part : parts) {
                assertThat(e.problems()).anySatisfy(p -> assertThat(p).contains(part));
              }
            });
  }
}
