package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.rule.OriginField;
import io.github.lwmigrate.rule.Rx1Delay;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two policies that do the same say the same, and no others. */
class PolicyTextTest {

  @Test
  void text_namesTheChoicesAsTheirFlags() {
    assertThat(
            MigrationPolicy.withoutSession()
                .abpSession(AbpSession.RESTART)
                .resetFrameCounters()
                .rx1Delay(Rx1Delay.RAISE)
                .frequencyPlan("EU_863_870_TTN")
                .deviceIdPrefix("old")
                .withoutOldId()
                .applicationId("new-app")
                .deleteSourceDevice()
                .disableDownlinks()
                .build()
                .describe())
        .isEqualTo(
            "no-session, abp-session=restart, reset-f-cnt, rx1-delay=raise,"
                + " frequency-plan=EU_863_870_TTN, dev-id-prefix=old, without-old-id,"
                + " target-app-id=new-app, disable-downlinks, delete");
    assertThat(
            MigrationPolicy.withSession()
                .leaveOriginLive()
                .downlinkCounterMargin(5)
                .keep(OriginField.DEV_ADDR)
                .build()
                .describe())
        .isEqualTo("session, origin-live, downlink-counter-margin=5, keep=ids.dev_addr");
    assertThat(MigrationPolicy.unchanged().build().describe())
        .isEqualTo("session, unchanged, origin-live");
  }

  @Test
  void everyChoiceThatChangesDevicesOrOrigin_changesTheText() {
    List<Consumer<MigrationPolicy.Builder>> choices =
        List.of(
            policy -> {},
            MigrationPolicy.Builder::leaveOriginLive,
            policy -> policy.abpSession(AbpSession.RESTART),
            MigrationPolicy.Builder::resetFrameCounters,
            policy -> policy.downlinkCounterMargin(3),
            policy -> policy.downlinkCounterMargin(4),
            policy -> policy.rx1Delay(Rx1Delay.RAISE),
            policy -> policy.rx1Delay(Rx1Delay.DECLARE),
            policy -> policy.keep(OriginField.NET_ID),
            policy -> policy.keep(OriginField.NET_ID, OriginField.PICTURE),
            policy -> policy.frequencyPlan("EU_863_870"),
            policy -> policy.frequencyPlans(Map.of("a", "b")),
            policy -> policy.frequencyPlans(Map.of("a", "c")),
            MigrationPolicy.Builder::devEuiAsDeviceId,
            policy -> policy.deviceIds(Map.of("dev-1", "new-1")),
            policy -> policy.deviceIds(Map.of("dev-1", "new-2")),
            policy -> policy.deviceIds(Map.of("dev-1", "new-1", "dev-2", "new-2")),
            policy -> policy.deviceIdPrefix("old"),
            MigrationPolicy.Builder::withoutOldId,
            policy -> policy.applicationId("app-1"),
            policy -> policy.applicationIds(Map.of("app-1", "app-2")),
            MigrationPolicy.Builder::disableDownlinks,
            MigrationPolicy.Builder::clearKeys,
            MigrationPolicy.Builder::invalidateAppKey,
            MigrationPolicy.Builder::deleteSourceDevice,
            policy -> policy.disableDownlinks().deleteSourceDevice(),
            policy -> policy.rule((device, findings) -> device));
    Set<String> texts = new HashSet<>();
    for (Consumer<MigrationPolicy.Builder> choice : choices) {
      MigrationPolicy.Builder policy = MigrationPolicy.withoutSession();
      choice.accept(policy);
      assertThat(texts.add(policy.build().describe())).as(policy.build().describe()).isTrue();
    }
  }

  @Test
  void whatStopsARunAndWhatIsAcknowledged_isNoPartOfIt() {
    assertThat(
            MigrationPolicy.withoutSession()
                .onFailure(OnFailure.CONTINUE)
                .acknowledge("some-code")
                .build()
                .describe())
        .isEqualTo(MigrationPolicy.withoutSession().build().describe());
  }

  @Test
  void orderOfCallsAndOfMaps_doesNotMatter() {
    Map<String, String> forwards = new LinkedHashMap<>();
    Map<String, String> backwards = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      forwards.put("dev-" + i, "new-" + i);
      backwards.put("dev-" + (49 - i), "new-" + (49 - i));
    }
    assertThat(
            MigrationPolicy.withoutSession()
                .deleteSourceDevice()
                .deviceIds(forwards)
                .disableDownlinks()
                .build()
                .describe())
        .isEqualTo(
            MigrationPolicy.withoutSession()
                .disableDownlinks()
                .deleteSourceDevice()
                .deviceIds(backwards)
                .build()
                .describe())
        .contains("id-map=50 entries ");
  }

  @Test
  void lambda_hasANameThatAnotherProcessGivesItToo() {
    assertThat(
            MigrationPolicy.withoutSession().rule((device, findings) -> device).build().describe())
        .isEqualTo("no-session, rule=" + PolicyTextTest.class.getName() + " lambda");
  }
}
