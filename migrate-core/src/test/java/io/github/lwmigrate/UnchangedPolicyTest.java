package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.rule.DeviceRule;
import io.github.lwmigrate.rule.OriginField;
import io.github.lwmigrate.rule.Rx1Delay;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnchangedPolicyTest {

  @Test
  void unchanged_hasNoRuleButThoseOfTheCaller() {
    DeviceRule own = (device, findings) -> device;

    assertThat(MigrationPolicy.unchanged().build().rules()).isEmpty();
    assertThat(MigrationPolicy.unchanged().rule(own).build().rules()).containsExactly(own);
  }

  @Test
  void unchanged_andAWishToChange_isAContradiction() {
    for (MigrationPolicy.Builder builder :
        List.of(
            MigrationPolicy.unchanged().deviceIdPrefix("north"),
            MigrationPolicy.unchanged().resetFrameCounters(),
            MigrationPolicy.unchanged().keep(OriginField.NET_ID),
            MigrationPolicy.unchanged().rx1Delay(Rx1Delay.RAISE),
            MigrationPolicy.unchanged().frequencyPlan("EU_863_870_TTN"))) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(builder::build)
          .withMessageContaining("unchanged()");
    }
  }

  @Test
  void unchanged_movesSessionsAndLeavesTheOrigin() {
    MigrationPolicy policy = MigrationPolicy.unchanged().onFailure(OnFailure.CONTINUE).build();

    assertThat(policy.movesSession()).isTrue();
    assertThat(policy.leavesOriginLive()).isTrue();
    assertThat(policy.onFailure()).isEqualTo(OnFailure.CONTINUE);
  }
}
