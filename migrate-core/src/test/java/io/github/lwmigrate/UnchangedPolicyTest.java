package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.rule.DeviceRule;
import org.junit.jupiter.api.Test;

class UnchangedPolicyTest {

  @Test
  void unchanged_hasNoRuleButThoseOfTheCaller() {
    DeviceRule own = (device, findings) -> device;

    assertThat(MigrationPolicy.unchanged().build().rules()).isEmpty();
    assertThat(MigrationPolicy.unchanged().deviceIdPrefix("north").rule(own).build().rules())
        .containsExactly(own);
  }

  @Test
  void unchanged_movesSessionsAndLeavesTheOrigin() {
    MigrationPolicy policy = MigrationPolicy.unchanged().onFailure(OnFailure.CONTINUE).build();

    assertThat(policy.movesSession()).isTrue();
    assertThat(policy.leavesOriginLive()).isTrue();
    assertThat(policy.onFailure()).isEqualTo(OnFailure.CONTINUE);
  }
}
