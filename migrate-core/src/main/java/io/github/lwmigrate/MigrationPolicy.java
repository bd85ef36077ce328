package io.github.lwmigrate;

import io.github.lwmigrate.rule.DeviceRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the user wants: whether sessions move, how devices are changed, what stops a run. Immutable
 * and thread-safe. Begins with {@link #withSession()} or {@link #withoutSession()}: there is no
 * default for the one choice that matters.
 */
public final class MigrationPolicy {

  private final boolean movesSession;
  private final boolean leavesOriginLive;
  private final OnFailure onFailure;
  private final Set<String> acknowledged;
  private final List<DeviceRule> rules;

  private MigrationPolicy(Builder builder) {
    this.movesSession = builder.movesSession;
    this.leavesOriginLive = builder.leavesOriginLive;
    this.onFailure = builder.onFailure;
    this.acknowledged = Set.copyOf(builder.acknowledged);
    this.rules = List.copyOf(builder.rules);
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
   * Whether sessions move.
   *
   * @return true for {@link #withSession()}
   */
  public boolean movesSession() {
    return movesSession;
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

  /** Builds a {@link MigrationPolicy}. Not thread-safe. */
  public static final class Builder {
    private final boolean movesSession;
    private boolean leavesOriginLive;
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
     * @throws ConfigurationException with every contradiction at once
     */
    public MigrationPolicy build() {
      List<String> problems = new ArrayList<>();
      if (movesSession && !leavesOriginLive) {
        problems.add(
            "sessions move, but the origin stays able to answer the devices; say leaveOriginLive()"
                + " if that is wanted, or use withoutSession()");
      }
      if (!problems.isEmpty()) {
        throw new ConfigurationException("use the policy", problems);
      }
      return new MigrationPolicy(this);
    }
  }
}
