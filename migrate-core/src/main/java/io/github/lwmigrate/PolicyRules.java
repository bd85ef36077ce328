package io.github.lwmigrate;

import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.rule.AssignDeviceId;
import io.github.lwmigrate.rule.ClearSessionKeyId;
import io.github.lwmigrate.rule.DeviceNaming;
import io.github.lwmigrate.rule.DeviceRule;
import io.github.lwmigrate.rule.DownlinkCounterMargin;
import io.github.lwmigrate.rule.DropMulticastMacState;
import io.github.lwmigrate.rule.DropOriginFields;
import io.github.lwmigrate.rule.DropOtaaSession;
import io.github.lwmigrate.rule.ResetFrameCounters;
import io.github.lwmigrate.rule.RestartAbpSession;
import io.github.lwmigrate.rule.SetApplicationId;
import io.github.lwmigrate.rule.SetFrequencyPlan;
import io.github.lwmigrate.rule.SetRx1Delay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the device rules of a policy. */
final class PolicyRules {

  private final MigrationPolicy.Builder policy;

  PolicyRules(MigrationPolicy.Builder policy) {
    this.policy = policy;
  }

  /** Whose live sessions move. */
  Set<Activation> movingSessions() {
    if (policy.movesSession) {
      return EnumSet.allOf(Activation.class);
    }
    return policy.abpSession == AbpSession.KEEP
        ? EnumSet.of(Activation.ABP, Activation.MULTICAST)
        : EnumSet.of(Activation.MULTICAST);
  }

  /** Every rule in the order of {@link MigrationPolicy}. */
  List<DeviceRule> inOrder() {
    if (policy.unchanged) {
      return policy.rules;
    }
    List<DeviceRule> all = new ArrayList<>();
    all.add(new SetRx1Delay(policy.rx1Delay, withoutMacState()));
    if (policy.downlinkCounterMargin > 0) {
      all.add(new DownlinkCounterMargin(policy.downlinkCounterMargin, movingSessions()));
    }
    if (!policy.movesSession) {
      all.add(new DropOtaaSession());
      if (policy.abpSession != AbpSession.KEEP) {
        all.add(new RestartAbpSession());
      }
      all.add(new DropMulticastMacState());
    }
    if (policy.resetsFrameCounters) {
      all.add(new ResetFrameCounters());
    }
    all.add(DropOriginFields.allBut(policy.kept));
    all.add(new ClearSessionKeyId());
    if (policy.frequencyPlan != null) {
      all.add(SetFrequencyPlan.fixed(policy.frequencyPlan));
    } else if (policy.frequencyPlans != null) {
      all.add(SetFrequencyPlan.map(policy.frequencyPlans));
    }
    all.add(new AssignDeviceId(namingSteps(), policy.keepsOldId));
    all.add(
        policy.applicationId != null
            ? SetApplicationId.fixed(policy.applicationId)
            : SetApplicationId.map(
                policy.applicationIds == null ? Map.of() : policy.applicationIds));
    all.addAll(policy.rules);
    return all;
  }

  private Set<Activation> withoutMacState() {
    if (policy.movesSession) {
      return Set.of();
    }
    return policy.abpSession == AbpSession.KEEP
        ? EnumSet.of(Activation.OTAA, Activation.MULTICAST)
        : EnumSet.allOf(Activation.class);
  }

  private List<DeviceNaming> namingSteps() {
    List<DeviceNaming> steps = new ArrayList<>();
    if (policy.devEuiAsDeviceId) {
      steps.add(DeviceNaming.devEui());
    }
    if (policy.deviceIds != null) {
      steps.add(DeviceNaming.map(policy.deviceIds));
    }
    steps.add(DeviceNaming.devEuiIfUnnamed());
    if (policy.deviceIdPrefix != null) {
      steps.add(DeviceNaming.prefix(policy.deviceIdPrefix));
    }
    steps.add(DeviceNaming.hyphens());
    return steps;
  }
}
