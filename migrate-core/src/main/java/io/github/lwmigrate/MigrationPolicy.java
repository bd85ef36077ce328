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
import io.github.lwmigrate.spi.Retirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
  private final Set<Retirement> retirements;
  private final String description;
  private final OnFailure onFailure;
  private final Set<String> acknowledged;
  private final List<DeviceRule> rules;

  private MigrationPolicy(Builder builder) {
    this.movesSession = builder.movesSession;
    PolicyRules all = new PolicyRules(builder);
    this.movingSessions = Set.copyOf(all.movingSessions());
    this.leavesOriginLive = builder.leavesOriginLive;
    this.retirements =
        builder.retirements.isEmpty() ? Set.of() : EnumSet.copyOf(builder.retirements);
    this.description = PolicyText.of(builder);
    this.onFailure = builder.onFailure;
    this.acknowledged = Set.copyOf(builder.acknowledged);
    this.rules = List.copyOf(all.inOrder());
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
   * What becomes of devices at the origin once they are safe.
   *
   * @return the ways of retiring, freezes first; empty if the origin stays as it is
   */
  public Set<Retirement> retirements() {
    return Collections.unmodifiableSet(retirements);
  }

  /**
   * Everything that decides how devices are changed and retired, in one text: two policies that say
   * the same do the same. What stops a run and what is acknowledged is no part of it. Maps are
   * named by a digest, rules of one's own by their class. A run is resumed only with a policy that
   * says the same.
   *
   * @return a text without secrets
   */
  public String describe() {
    return description;
  }

  @Override
  public String toString() {
    return description;
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
    final boolean movesSession;
    boolean unchanged;
    boolean leavesOriginLive;
    @Nullable AbpSession abpSession;
    boolean resetsFrameCounters;
    long downlinkCounterMargin;
    Rx1Delay rx1Delay = Rx1Delay.KEEP;
    final Set<OriginField> kept = EnumSet.noneOf(OriginField.class);
    @Nullable String frequencyPlan;
    @Nullable Map<String, String> frequencyPlans;
    boolean devEuiAsDeviceId;
    @Nullable Map<String, String> deviceIds;
    @Nullable String deviceIdPrefix;
    boolean keepsOldId = true;
    @Nullable String applicationId;
    @Nullable Map<String, String> applicationIds;
    OnFailure onFailure = OnFailure.STOP;
    final Set<Retirement> retirements = EnumSet.noneOf(Retirement.class);
    final Set<String> acknowledged = new TreeSet<>();
    final List<DeviceRule> rules = new ArrayList<>();

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
     * The origin stops scheduling downlinks for devices that are safe: no join-accept, no MAC
     * command. Reversible. See {@link Retirement#DISABLE_DOWNLINKS}.
     *
     * @return this builder
     */
    public Builder disableDownlinks() {
      return retire(Retirement.DISABLE_DOWNLINKS);
    }

    /**
     * The origin loses the keys of devices that are safe. Reversible. See {@link
     * Retirement#CLEAR_KEYS}.
     *
     * @return this builder
     */
    public Builder clearKeys() {
      return retire(Retirement.CLEAR_KEYS);
    }

    /**
     * The origin's root keys are replaced once a device is safe, so that no new join succeeds
     * there. Reversible. See {@link Retirement#INVALIDATE_APP_KEY}.
     *
     * @return this builder
     */
    public Builder invalidateAppKey() {
      return retire(Retirement.INVALIDATE_APP_KEY);
    }

    /**
     * Devices that are safe are deleted at the origin. See {@link Retirement#DELETE}.
     *
     * @return this builder
     */
    public Builder deleteSourceDevice() {
      return retire(Retirement.DELETE);
    }

    /**
     * Retires devices that are safe at their origin.
     *
     * @param retirement how; several ways may be wanted
     * @return this builder
     */
    public Builder retire(Retirement retirement) {
      retirements.add(retirement);
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
      PolicyProblems.of(this).throwIfAny();
      return new MigrationPolicy(this);
    }
  }
}
