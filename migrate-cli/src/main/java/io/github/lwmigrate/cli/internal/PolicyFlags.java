package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.OnFailure;
import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.rule.OriginField;
import io.github.lwmigrate.rule.Rx1Delay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags that change devices on their way, and what stops a run. */
final class PolicyFlags {

  private static final String PREFIX = "--dev-id-prefix";
  private static final String EUI_AS_ID = "--set-eui-as-id";
  private static final String ID_MAP = "--id-map";
  private static final String WITHOUT_OLD_ID = "--without-old-id";
  private static final String RESET = "--reset-f-cnt";
  private static final String ABP_SESSION = "--abp-session";
  private static final String RX1_DELAY = "--rx1-delay";
  private static final String FREQUENCY_PLAN = "--frequency-plan";
  private static final String TARGET_APPLICATION = "--target-app-id";
  private static final String MARGIN = "--downlink-counter-margin";
  private static final String KEEP = "--keep";
  private static final String ACKNOWLEDGE = "--acknowledge";
  private static final String ON_FAILURE = "--on-failure";

  private static final List<OptionSpec> OPTIONS =
      List.of(
          Flags.value(PREFIX, "PREFIX", "Device ids at the target begin with PREFIX and a hyphen."),
          Flags.flag(
              EUI_AS_ID,
              "The DevEUI, in lower case, becomes the device id; devices without one keep theirs."),
          Flags.value(
              ID_MAP,
              "FILE",
              "Device ids at the target by those at the origin: a line \"old,new\" for each"
                  + " device."),
          Flags.flag(
              WITHOUT_OLD_ID,
              "A renamed device does not get the attribute old-id with its old id."),
          Flags.flag(
              RESET,
              "ABP devices of LoRaWAN 1.0.x may set their frame counters back to zero, and counters"
                  + " start at zero."),
          Flags.value(
              ABP_SESSION,
              "restart|keep",
              "Without sessions, ABP devices start from zero and have to be reset (restart), or"
                  + " keep counters and MAC state (keep)."),
          Flags.value(
              RX1_DELAY,
              "keep|raise|declare",
              "The RX1 delay stays (keep, the default), the target asks devices to change to 5 s"
                  + " (raise), or devices are already programmed with 5 s (declare)."),
          Flags.values(
              FREQUENCY_PLAN,
              "PLAN|OLD=NEW",
              "The frequency plan of every device, or plans by the ones that devices have. Repeat"
                  + " or join with commas."),
          Flags.value(
              MARGIN,
              "N",
              "Added to downlink counters of sessions that move: a device accepts a jump forward,"
                  + " never back."),
          Flags.value(
              TARGET_APPLICATION, "APP", "The application that the devices are written for."),
          Flags.values(
              KEEP,
              "FIELD",
              "Fields of the origin that otherwise stay behind: %s.".formatted(keepable())),
          Flags.values(
              ACKNOWLEDGE,
              "CODE",
              "Accepts what a finding of this code says; without it the devices are rejected."),
          Flags.value(
              ON_FAILURE,
              "stop|continue",
              "After a device that failed, stop (the default) or go on with the next one."));

  private PolicyFlags() {}

  static void addTo(CommandSpec spec) {
    OPTIONS.forEach(
        option -> spec.addOption(Flags.inSection("What happens to devices on their way", option)));
  }

  static Set<String> names() {
    return OPTIONS.stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Adds what the user gave to the policy that the source asks for. */
  static void apply(Shell shell, ParseResult given, MigrationPolicy.Builder policy) {
    String prefix = given.matchedOptionValue(PREFIX, null);
    if (prefix != null) {
      policy.deviceIdPrefix(prefix);
    }
    if (Flags.isOn(given, EUI_AS_ID)) {
      policy.devEuiAsDeviceId();
    }
    String idMap = given.matchedOptionValue(ID_MAP, null);
    if (idMap != null) {
      policy.deviceIds(IdMap.read(ID_MAP, shell.directory().resolve(idMap)));
    }
    if (Flags.isOn(given, WITHOUT_OLD_ID)) {
      policy.withoutOldId();
    }
    if (Flags.isOn(given, RESET)) {
      policy.resetFrameCounters();
    }
    AbpSession abpSession = oneOf(given, ABP_SESSION, AbpSession.values());
    if (abpSession != null) {
      policy.abpSession(abpSession);
    }
    Rx1Delay rx1Delay = oneOf(given, RX1_DELAY, Rx1Delay.values());
    if (rx1Delay != null) {
      policy.rx1Delay(rx1Delay);
    }
    frequencyPlans(given, policy);
    String margin = given.matchedOptionValue(MARGIN, null);
    if (margin != null) {
      policy.downlinkCounterMargin(number(MARGIN, margin));
    }
    String application = given.matchedOptionValue(TARGET_APPLICATION, null);
    if (application != null) {
      policy.applicationId(application);
    }
    policy.keep(kept(given));
    policy.acknowledge(Flags.list(given, ACKNOWLEDGE).toArray(String[]::new));
    OnFailure onFailure = oneOf(given, ON_FAILURE, OnFailure.values());
    if (onFailure != null) {
      policy.onFailure(onFailure);
    }
  }

  private static void frequencyPlans(ParseResult given, MigrationPolicy.Builder policy) {
    Map<String, String> plans = new LinkedHashMap<>();
    for (String plan : Flags.list(given, FREQUENCY_PLAN)) {
      int separator = plan.indexOf('=');
      if (separator < 0) {
        policy.frequencyPlan(plan);
      } else {
        plans.put(plan.substring(0, separator), plan.substring(separator + 1));
      }
    }
    if (!plans.isEmpty()) {
      policy.frequencyPlans(plans);
    }
  }

  private static OriginField[] kept(ParseResult given) {
    List<OriginField> fields = new ArrayList<>();
    for (String path : Flags.list(given, KEEP)) {
      fields.add(
          Arrays.stream(OriginField.values())
              .filter(field -> field.path().equals(path))
              .findFirst()
              .orElseThrow(() -> new UsageException(KEEP + " takes one of " + keepable() + ".")));
    }
    return fields.toArray(OriginField[]::new);
  }

  private static String keepable() {
    return Arrays.stream(OriginField.values())
        .map(OriginField::path)
        .collect(Collectors.joining(", "));
  }

  private static <E extends Enum<E>> @org.jspecify.annotations.Nullable E oneOf(
      ParseResult given, String name, E[] values) {
    String text = given.matchedOptionValue(name, null);
    if (text == null) {
      return null;
    }
    for (E value : values) {
      if (word(value).equals(text.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw new UsageException(
        name
            + " takes one of "
            + Arrays.stream(values).map(PolicyFlags::word).collect(Collectors.joining(", "))
            + ".");
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UsageException(name + " takes a whole number.");
    }
  }
}
