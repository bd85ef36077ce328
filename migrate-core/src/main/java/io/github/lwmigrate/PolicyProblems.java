package io.github.lwmigrate;

import io.github.lwmigrate.rule.AssignDeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a policy, so that it can be said at once. */
final class PolicyProblems {

  private static final int LONGEST_PLAN_ID = 64;
  private static final int SHORTEST_ID = 3;
  private static final Pattern ID = Pattern.compile("[a-z0-9](-?[a-z0-9])*");
  private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String ID_FORM =
      "lower-case letters, digits and single hyphens between them are";

  private final List<String> problems = new ArrayList<>();

  void refuse(boolean condition, String problem) {
    if (condition) {
      problems.add(problem);
    }
  }

  void checkPrefix(@Nullable String prefix) {
    // At least a hyphen and one character follow.
    int longest = AssignDeviceId.LONGEST_ID - 2;
    refuse(
        prefix != null && (!ID.matcher(prefix).matches() || prefix.length() > longest),
        "the device id prefix is \""
            + prefix
            + "\", but 1 to "
            + longest
            + " "
            + ID_FORM
            + " expected; the hyphen after it is added");
  }

  void checkIds(String kind, @Nullable Map<String, String> ids) {
    if (ids != null) {
      new TreeMap<>(ids).values().forEach(id -> checkId(kind, id));
    }
  }

  void checkId(String kind, @Nullable String id) {
    refuse(
        id != null
            && (!ID.matcher(id).matches()
                || id.length() < SHORTEST_ID
                || id.length() > AssignDeviceId.LONGEST_ID),
        "the "
            + kind
            + " id \""
            + id
            + "\" is none that The Things Stack takes: "
            + SHORTEST_ID
            + " to "
            + AssignDeviceId.LONGEST_ID
            + " "
            + ID_FORM
            + " expected");
  }

  void checkFrequencyPlan(@Nullable String plan) {
    refuse(
        plan != null && (plan.isBlank() || plan.length() > LONGEST_PLAN_ID),
        "the frequency plan id \""
            + plan
            + "\" has not the 1 to "
            + LONGEST_PLAN_ID
            + " characters that are expected");
  }

  void checkCode(String code) {
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
