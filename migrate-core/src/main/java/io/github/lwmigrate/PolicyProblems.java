package io.github.lwmigrate;

import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.rule.DownlinkCounterMargin;
import io.github.lwmigrate.rule.OriginField;
import io.github.lwmigrate.rule.Rx1Delay;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.stack.IdForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a policy, so that it can be said at once. */
final class PolicyProblems {

  private static final int LONGEST_PLAN_ID = 64;

  /** Begins an id: a hyphen and at least one more character follow. */
  private static final IdForm PREFIX =
      IdForm.of(
          "(?=.{1," + (IdForm.LONGEST - 2) + "}\\z)[a-z0-9](?:-?[a-z0-9])*",
          "1 to "
              + (IdForm.LONGEST - 2)
              + " lower-case letters, digits and single hyphens between them");

  private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final List<String> problems = new ArrayList<>();

  /** Everything that is wrong with a policy. */
  static PolicyProblems of(MigrationPolicy.Builder policy) {
    PolicyProblems problems = new PolicyProblems();
    problems.refuse(
        !policy.leavesOriginLive
            && (policy.movesSession || policy.abpSession == AbpSession.KEEP)
            && policy.retirements.stream().noneMatch(Retirement::endsSession),
        "sessions move, but the origin stays able to answer the devices; say disableDownlinks(),"
            + " clearKeys() or deleteSourceDevice() as the origin knows it, leaveOriginLive() if"
            + " that is wanted, or use withoutSession()");
    problems.refuse(
        policy.unchanged && changesDevices(policy),
        "unchanged() devices take no other option that changes them; use withSession() or"
            + " withoutSession()");
    problems.refuse(
        policy.movesSession && policy.abpSession != null,
        "abpSession(" + policy.abpSession + ") has no meaning with sessions; use withoutSession()");
    problems.refuse(
        policy.resetsFrameCounters && policy.downlinkCounterMargin > 0,
        "counters that are set to zero take no margin; leave out resetFrameCounters() or"
            + " downlinkCounterMargin()");
    problems.refuse(
        policy.downlinkCounterMargin < 0
            || policy.downlinkCounterMargin > DownlinkCounterMargin.MOST,
        "a downlink counter margin is from 0 to "
            + DownlinkCounterMargin.MOST
            + ", not "
            + policy.downlinkCounterMargin);
    if (!policy.movesSession) {
      for (OriginField field :
          List.of(
              OriginField.DEV_ADDR, OriginField.PENDING_SESSION, OriginField.PENDING_MAC_STATE)) {
        problems.refuse(
            policy.kept.contains(field),
            field.path() + " cannot be kept without sessions; use withSession()");
      }
    }
    problems.refuse(
        policy.devEuiAsDeviceId && policy.deviceIds != null,
        "a device id is either the DevEUI or taken from a map; leave out devEuiAsDeviceId() or"
            + " deviceIds()");
    problems.refuse(
        policy.frequencyPlan != null && policy.frequencyPlans != null,
        "the frequency plan is either fixed or taken from a map; leave out frequencyPlan() or"
            + " frequencyPlans()");
    problems.refuse(
        policy.applicationId != null && policy.applicationIds != null,
        "the application is either fixed or taken from a map; leave out applicationId() or"
            + " applicationIds()");
    problems.checkPrefix(policy.deviceIdPrefix);
    problems.checkIds("device", policy.deviceIds);
    problems.checkIds("application", policy.applicationIds);
    problems.checkId("application", policy.applicationId);
    problems.checkFrequencyPlan(policy.frequencyPlan);
    if (policy.frequencyPlans != null) {
      policy.frequencyPlans.values().forEach(problems::checkFrequencyPlan);
    }
    policy.acknowledged.forEach(problems::checkCode);
    return problems;
  }

  private static boolean changesDevices(MigrationPolicy.Builder policy) {
    return policy.resetsFrameCounters
        || policy.downlinkCounterMargin != 0
        || policy.rx1Delay != Rx1Delay.KEEP
        || !policy.kept.isEmpty()
        || policy.frequencyPlan != null
        || policy.frequencyPlans != null
        || policy.devEuiAsDeviceId
        || policy.deviceIds != null
        || policy.deviceIdPrefix != null
        || !policy.keepsOldId
        || policy.applicationId != null
        || policy.applicationIds != null;
  }

  private void refuse(boolean condition, String problem) {
    if (condition) {
      problems.add(problem);
    }
  }

  private void checkPrefix(@Nullable String prefix) {
    refuse(
        prefix != null && !PREFIX.matches(prefix),
        "the device id prefix is \""
            + prefix
            + "\", but "
            + PREFIX.expected()
            + "; the hyphen after it is added");
  }

  private void checkIds(String kind, @Nullable Map<String, String> ids) {
    if (ids != null) {
      new TreeMap<>(ids).values().forEach(id -> checkId(kind, id));
    }
  }

  private void checkId(String kind, @Nullable String id) {
    refuse(
        id != null && !IdForm.THE_THINGS_STACK.matches(id),
        "the "
            + kind
            + " id \""
            + id
            + "\" is none that The Things Stack takes: "
            + IdForm.THE_THINGS_STACK.expected());
  }

  private void checkFrequencyPlan(@Nullable String plan) {
    refuse(
        plan != null && (plan.isBlank() || plan.length() > LONGEST_PLAN_ID),
        "the frequency plan id \""
            + plan
            + "\" has not the 1 to "
            + LONGEST_PLAN_ID
            + " characters that are expected");
  }

  private void checkCode(String code) {
    refuse(
        !CODE.matcher(code).matches(),
        "\""
            + code
            + "\" is no code of a finding: lower-case words joined by hyphens are expected");
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException("use the policy", problems);
    }
  }
}
