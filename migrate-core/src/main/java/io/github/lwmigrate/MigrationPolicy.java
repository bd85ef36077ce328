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
import io.github.lwmigrate.rule.OriginField;
import io.github.lwmigrate.rule.ResetFrameCounters;
import io.github.lwmigrate.rule.RestartAbpSession;
import io.github.lwmigrate.rule.Rx1Delay;
import io.github.lwmigrate.rule.SetApplicationId;
import io.github.lwmigrate.rule.SetFrequencyPlan;
import io.github.lwmigrate.rule.SetRx1Delay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants: whether sessions move, how devices are changed, what stops a run. Immutable
 * and thread-safe. Begins with {@link #withSession()} or {@link #withoutSession()}: there is no
 * default for the one choice that matters.
 *
 * <p>The rules are always applied in this order, whatever the order of the calls to the builder:
 *
 * <ol>
 *   <li>the delay of the first receive window ({@link SetRx1Delay}), while the MAC state is there;
 *   <li>the downlink counter margin ({@link DownlinkCounterMargin});
 *   <li>without session: {@link DropOtaaSession}, {@link RestartAbpSession} unless ABP sessions are
 *       kept, {@link DropMulticastMacState};
 *   <li>{@link ResetFrameCounters}, if wanted;
 *   <li>what belongs to the origin: {@link DropOriginFields}, {@link ClearSessionKeyId};
 *   <li>the frequency plan ({@link SetFrequencyPlan}), if wanted;
 *   <li>the device id ({@link AssignDeviceId}): DevEUI or map, then the DevEUI for a device without
 *       id, then the prefix, then hyphens for underscores;
 *   <li>the application id ({@link SetApplicationId});
 *   <li>rules of one's own, in the order of the calls.
 * </ol>
 */
public final class MigrationPolicy {

  private final boolean movesSession;
  private final Set<Activation> movingSessions;
  private final boolean leavesOriginLive;
  private final OnFailure onFailure;
  private final Set<String> acknowledged;
  private final List<DeviceRule> rules;

  private MigrationPolicy(Builder builder) {
    this.movesSession = builder.movesSession;
    this.movingSessions = Set.copyOf(builder.movingSessions());
    this.leavesOriginLive = builder.leavesOriginLive;
    this.onFailure = builder.onFailure;
    this.acknowledged = Set.copyOf(builder.acknowledged);
    this.rules = List.copyOf(builder.allRules());
  }

  /**
   * Devices move with their session, counters and MAC state, and go on without joining again.
   *
   * @return a builder
   */
  public static Builder withSession() {
    return new Builder(true);
  }

  /**
   * Devices start anew at the target.
   *
   * @return a builder
   */
  public static Builder withoutSession() {
    return new Builder(false);
  }

  /**
   * Devices stay exactly as they are read, but for the rules of one's own: for judging devices that
   * were exported before. A builder that also says how to change them is refused.
   *
   * @return a builder that accepts whatever the origin does
   */
  public static Builder unchanged() {
    Builder builder = new Builder(true).leaveOriginLive();
    builder.unchanged = true;
    return builder;
  }

  /**
   * Whether sessions move.
   *
   * @return true for {@link #withSession()}
   */
  public boolean movesSession() {
    return movesSession;
  }

  /**
   * Whether the live session of devices of this kind moves. Multicast groups always move with
   * theirs, and ABP devices also without sessions if {@link AbpSession#KEEP} was chosen.
   *
   * @param activation a kind of device
   * @return true if counters go on at the target where they were at the origin
   */
  public boolean movesSession(Activation activation) {
    return movingSessions.contains(activation);
  }

  /**
   * Whether the user accepts that a moved session stays usable at the origin.
   *
   * @return true after {@link Builder#leaveOriginLive()}
   */
  public boolean leavesOriginLive() {
    return leavesOriginLive;
  }

  /**
   * What a run does after a device failed.
   *
   * @return STOP by default
   */
  public OnFailure onFailure() {
    return onFailure;
  }

  /**
   * Codes of findings that the user has acknowledged.
   *
   * @return codes of {@link FindingCodes}
   */
  public Set<String> acknowledged() {
    return acknowledged;
  }

  /**
   * The rules, in the order in which they are applied.
   *
   * @return the rules
   */
  public List<DeviceRule> rules() {
    return rules;
  }

  /** Builds a {@link MigrationPolicy}. Not thread-safe. Of a repeated call the last one counts. */
  public static final class Builder {
    private final boolean movesSession;
    private boolean unchanged;
    private boolean leavesOriginLive;
    private @Nullable AbpSession abpSession;
    private boolean resetsFrameCounters;
    private long downlinkCounterMargin;
    private Rx1Delay rx1Delay = Rx1Delay.KEEP;
    private final Set<OriginField> kept = EnumSet.noneOf(OriginField.class);
    private @Nullable String frequencyPlan;
    private @Nullable Map<String, String> frequencyPlans;
    private boolean devEuiAsDeviceId;
    private @Nullable Map<String, String> deviceIds;
    private @Nullable String deviceIdPrefix;
    private boolean keepsOldId = true;
    private @Nullable String applicationId;
    private @Nullable Map<String, String> applicationIds;
    private OnFailure onFailure = OnFailure.STOP;
    private final Set<String> acknowledged = new TreeSet<>();
    private final List<DeviceRule> rules = new ArrayList<>();

    private Builder(boolean movesSession) {
      this.movesSession = movesSession;
    }

    /**
     * Accepts that the origin stays able to answer a device whose session moves: both networks may
     * then send downlinks with the same counters. For dry runs, and where the origin is switched
     * off by other means.
     *
     * @return this builder
     */
    public Builder leaveOriginLive() {
      this.leavesOriginLive = true;
      return this;
    }

    /**
     * Says what becomes of ABP devices when sessions do not move.
     *
     * @param abpSession {@link AbpSession#RESTART} by default
     * @return this builder
     */
    public Builder abpSession(AbpSession abpSession) {
      this.abpSession = abpSession;
      return this;
    }

    /**
     * Lets ABP devices set their frame counters back; see {@link ResetFrameCounters}.
     *
     * @return this builder
     */
    public Builder resetFrameCounters() {
      this.resetsFrameCounters = true;
      return this;
    }

    /**
     * Adds a margin to the downlink counters of the sessions that move; see {@link
     * DownlinkCounterMargin}.
     *
     * @param margin from 0, the default, to {@link DownlinkCounterMargin#MOST}
     * @return this builder
     */
    public Builder downlinkCounterMargin(long margin) {
      this.downlinkCounterMargin = margin;
      return this;
    }

    /**
     * Sees to the delay of the first receive window; see {@link SetRx1Delay}.
     *
     * @param rx1Delay {@link Rx1Delay#KEEP} by default
     * @return this builder
     */
    public Builder rx1Delay(Rx1Delay rx1Delay) {
      this.rx1Delay = rx1Delay;
      return this;
    }

    /**
     * Lets fields travel that otherwise stay behind with the origin.
     *
     * @param fields what travels all the same
     * @return this builder
     */
    public Builder keep(OriginField... fields) {
      kept.addAll(Arrays.asList(fields));
      return this;
    }

    /**
     * Gives every device the same frequency plan.
     *
     * @param frequencyPlanId the id of a plan that the target has
     * @return this builder
     */
    public Builder frequencyPlan(String frequencyPlanId) {
      this.frequencyPlan = frequencyPlanId;
      return this;
    }

    /**
     * Gives devices a frequency plan by the one they have; others stay as they are.
     *
     * @param frequencyPlanIds ids at the target by ids at the origin
     * @return this builder
     */
    public Builder frequencyPlans(Map<String, String> frequencyPlanIds) {
      this.frequencyPlans = Map.copyOf(frequencyPlanIds);
      return this;
    }

    /**
     * Makes the DevEUI, in lower case, the device id. Devices without DevEUI keep their id.
     *
     * @return this builder
     */
    public Builder devEuiAsDeviceId() {
      this.devEuiAsDeviceId = true;
      return this;
    }

    /**
     * Gives devices other ids; see {@link DeviceNaming#map}.
     *
     * @param ids ids at the target by {@code device} or {@code application/device}
     * @return this builder
     */
    public Builder deviceIds(Map<String, String> ids) {
      this.deviceIds = Map.copyOf(ids);
      return this;
    }

    /**
     * Puts a prefix and a hyphen in front of every device id, mapped ones too.
     *
     * @param prefix lower-case letters, digits and single hyphens between them
     * @return this builder
     */
    public Builder deviceIdPrefix(String prefix) {
      this.deviceIdPrefix = prefix;
      return this;
    }

    /**
     * Does not write the attribute {@value AssignDeviceId#OLD_ID}.
     *
     * @return this builder
     */
    public Builder withoutOldId() {
      this.keepsOldId = false;
      return this;
    }

    /**
     * Moves every device to one application.
     *
     * @param applicationId an application of the target
     * @return this builder
     */
    public Builder applicationId(String applicationId) {
      this.applicationId = applicationId;
      return this;
    }

    /**
     * Moves devices to an application by the one they are in; others stay in theirs.
     *
     * @param applicationIds ids at the target by ids at the origin
     * @return this builder
     */
    public Builder applicationIds(Map<String, String> applicationIds) {
      this.applicationIds = Map.copyOf(applicationIds);
      return this;
    }

    /**
     * Says what a run does after a device failed.
     *
     * @param onFailure STOP by default
     * @return this builder
     */
    public Builder onFailure(OnFailure onFailure) {
      this.onFailure = onFailure;
      return this;
    }

    /**
     * Acknowledges findings of severity {@link Severity#CONFIRM}, so that they do not reject
     * devices.
     *
     * @param codes codes of {@link FindingCodes}
     * @return this builder
     */
    public Builder acknowledge(String... codes) {
      acknowledged.addAll(List.of(codes));
      return this;
    }

    /**
     * Adds a rule of one's own, applied after those of this SDK, in the order of the calls.
     *
     * @param rule the rule
     * @return this builder
     */
    public Builder rule(DeviceRule rule) {
      rules.add(rule);
      return this;
    }

    /**
     * Makes the policy.
     *
     * @return the policy
     * @throws ConfigurationException with every mistake and contradiction at once
     */
    public MigrationPolicy build() {
      PolicyProblems problems = new PolicyProblems();
      problems.refuse(
          !leavesOriginLive && (movesSession || abpSession == AbpSession.KEEP),
          "sessions move, but the origin stays able to answer the devices; say leaveOriginLive() if"
              + " that is wanted, or use withoutSession()");
      problems.refuse(
          unchanged && changesDevices(),
          "unchanged() devices take no other option that changes them; use withSession() or"
              + " withoutSession()");
      problems.refuse(
          movesSession && abpSession != null,
          "abpSession(" + abpSession + ") has no meaning with sessions; use withoutSession()");
      problems.refuse(
          resetsFrameCounters && downlinkCounterMargin > 0,
          "counters that are set to zero take no margin; leave out resetFrameCounters() or"
              + " downlinkCounterMargin()");
      problems.refuse(
          downlinkCounterMargin < 0 || downlinkCounterMargin > DownlinkCounterMargin.MOST,
          "a downlink counter margin is from 0 to "
              + DownlinkCounterMargin.MOST
              + ", not "
              + downlinkCounterMargin);
      if (!movesSession) {
        for (OriginField field :
            List.of(
                OriginField.DEV_ADDR, OriginField.PENDING_SESSION, OriginField.PENDING_MAC_STATE)) {
          problems.refuse(
              kept.contains(field),
              field.path() + " cannot be kept without sessions; use withSession()");
        }
      }
      problems.refuse(
          devEuiAsDeviceId && deviceIds != null,
          "a device id is either the DevEUI or taken from a map; leave out devEuiAsDeviceId() or"
              + " deviceIds()");
      problems.refuse(
          frequencyPlan != null && frequencyPlans != null,
          "the frequency plan is either fixed or taken from a map; leave out frequencyPlan() or"
              + " frequencyPlans()");
      problems.refuse(
          applicationId != null && applicationIds != null,
          "the application is either fixed or taken from a map; leave out applicationId() or"
              + " applicationIds()");
      problems.checkPrefix(deviceIdPrefix);
      problems.checkIds("device", deviceIds);
      problems.checkIds("application", applicationIds);
      problems.checkId("application", applicationId);
      problems.checkFrequencyPlan(frequencyPlan);
      if (frequencyPlans != null) {
        frequencyPlans.values().forEach(problems::checkFrequencyPlan);
      }
      acknowledged.forEach(problems::checkCode);
      problems.throwIfAny();
      return new MigrationPolicy(this);
    }

    private boolean changesDevices() {
      return resetsFrameCounters
          || downlinkCounterMargin != 0
          || rx1Delay != Rx1Delay.KEEP
          || !kept.isEmpty()
          || frequencyPlan != null
          || frequencyPlans != null
          || devEuiAsDeviceId
          || deviceIds != null
          || deviceIdPrefix != null
          || !keepsOldId
          || applicationId != null
          || applicationIds != null;
    }

    private Set<Activation> movingSessions() {
      if (movesSession) {
        return EnumSet.allOf(Activation.class);
      }
      return abpSession == AbpSession.KEEP
          ? EnumSet.of(Activation.ABP, Activation.MULTICAST)
          : EnumSet.of(Activation.MULTICAST);
    }

    private List<DeviceRule> allRules() {
      if (unchanged) {
        return rules;
      }
      List<DeviceRule> all = new ArrayList<>();
      all.add(new SetRx1Delay(rx1Delay, withoutMacState()));
      if (downlinkCounterMargin > 0) {
        all.add(new DownlinkCounterMargin(downlinkCounterMargin, movingSessions()));
      }
      if (!movesSession) {
        all.add(new DropOtaaSession());
        if (abpSession != AbpSession.KEEP) {
          all.add(new RestartAbpSession());
        }
        all.add(new DropMulticastMacState());
      }
      if (resetsFrameCounters) {
        all.add(new ResetFrameCounters());
      }
      all.add(DropOriginFields.allBut(kept));
      all.add(new ClearSessionKeyId());
      if (frequencyPlan != null) {
        all.add(SetFrequencyPlan.fixed(frequencyPlan));
      } else if (frequencyPlans != null) {
        all.add(SetFrequencyPlan.map(frequencyPlans));
      }
      all.add(new AssignDeviceId(namingSteps(), keepsOldId));
      all.add(
          applicationId != null
              ? SetApplicationId.fixed(applicationId)
              : SetApplicationId.map(applicationIds == null ? Map.of() : applicationIds));
      all.addAll(rules);
      return all;
    }

    private Set<Activation> withoutMacState() {
      if (movesSession) {
        return Set.of();
      }
      return abpSession == AbpSession.KEEP
          ? EnumSet.of(Activation.OTAA, Activation.MULTICAST)
          : EnumSet.allOf(Activation.class);
    }

    private List<DeviceNaming> namingSteps() {
      List<DeviceNaming> steps = new ArrayList<>();
      if (devEuiAsDeviceId) {
        steps.add(DeviceNaming.devEui());
      }
      if (deviceIds != null) {
        steps.add(DeviceNaming.map(deviceIds));
      }
      steps.add(DeviceNaming.devEuiIfUnnamed());
      if (deviceIdPrefix != null) {
        steps.add(DeviceNaming.prefix(deviceIdPrefix));
      }
      steps.add(DeviceNaming.hyphens());
      return steps;
    }
  }
}
