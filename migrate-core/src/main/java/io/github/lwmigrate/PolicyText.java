package io.github.lwmigrate;

import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.rule.DeviceRule;
import io.github.lwmigrate.rule.OriginField;
import io.github.lwmigrate.rule.Rx1Delay;
import io.github.lwmigrate.spi.Retirement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says what a policy does to devices, in the names of the documented flags. */
final class PolicyText {

  private static final int DIGEST = 16;

  private final StringJoiner text = new StringJoiner(", ");

  private PolicyText() {}

  static String of(MigrationPolicy.Builder policy) {
    PolicyText words = new PolicyText();
    words.when(true, policy.movesSession ? "session" : "no-session");
    words.when(policy.unchanged, "unchanged");
    words.when(policy.leavesOriginLive, "origin-live");
    AbpSession abpSession = policy.abpSession;
    words.when(abpSession != null, "abp-session=" + word(abpSession));
    words.when(policy.resetsFrameCounters, "reset-f-cnt");
    words.when(
        policy.downlinkCounterMargin > 0,
        "downlink-counter-margin=" + policy.downlinkCounterMargin);
    words.when(policy.rx1Delay != Rx1Delay.KEEP, "rx1-delay=" + word(policy.rx1Delay));
    for (OriginField field : policy.kept) {
      words.when(true, "keep=" + field.path());
    }
    words.value("frequency-plan", policy.frequencyPlan);
    words.map("frequency-plans", policy.frequencyPlans);
    words.when(policy.devEuiAsDeviceId, "set-eui-as-id");
    words.map("id-map", policy.deviceIds);
    words.value("dev-id-prefix", policy.deviceIdPrefix);
    words.when(!policy.keepsOldId, "without-old-id");
    words.value("target-app-id", policy.applicationId);
    words.map("target-app-ids", policy.applicationIds);
    for (Retirement retirement : policy.retirements) {
      words.when(true, word(retirement));
    }
    for (DeviceRule rule : policy.rules) {
      words.when(true, "rule=" + nameOf(rule.getClass()));
    }
    return words.text.toString();
  }

  private void when(boolean condition, String word) {
    if (condition) {
      text.add(word);
    }
  }

  private void value(String name, @Nullable String value) {
    when(value != null, name + "=" + value);
  }

  private void map(String name, @Nullable Map<String, String> map) {
    if (map != null) {
      text.add(name + "=" + map.size() + " entries " + digest(map));
    }
  }

  private static String word(@Nullable Enum<?> value) {
    return value == null ? "" : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  // The name of a lambda changes from one process to the next.
  private static String nameOf(Class<?> type) {
    int lambda = type.getName().indexOf("$$Lambda");
    return lambda < 0 ? type.getName() : type.getName().substring(0, lambda) + " lambda";
  }

  private static String digest(Map<String, String> map) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(map)
        .forEach(
            (from, to) ->
                lines.append(from.length()).append(':').append(from).append(to).append('\n'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(lines.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
