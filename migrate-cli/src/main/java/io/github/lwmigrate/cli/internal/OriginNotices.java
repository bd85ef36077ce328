package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Source;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what the chosen flags mean for the devices at their origin. */
final class OriginNotices {

  private static final int MANY = 1000;

  private static final Map<String, String> WAYS = new LinkedHashMap<>();

  static {
    WAYS.put("invalidate-app-key", "they cannot join there any more");
    WAYS.put("clear-keys", "they lose their keys there");
    WAYS.put("delete-source-device", "they are deleted there, ABP devices too");
  }

  private OriginNotices() {}

  static void print(Shell shell, MigrationPolicy policy, boolean dryRun) {
    Set<Retirement> retirements = policy.retirements();
    if (policy.movesSession() && policy.leavesOriginLive() && retirements.isEmpty()) {
      shell.notice(
          "devices are exported with their sessions, and the origin can still answer them. Once"
              + " they are imported, two networks hold the same session and counters: switch the"
              + " devices off at the origin before the import, or export without sessions.");
    }
    if (dryRun) {
      shell.notice("this is a dry run: no server, no file and no journal is changed.");
    } else if (retirements.contains(Retirement.DELETE)) {
      shell.notice("devices are deleted at the origin once they are safe.");
    } else if (!retirements.isEmpty()) {
      shell.notice(
          "devices that are safe are switched off at the origin: "
              + words(retirements)
              + ". This can be undone.");
    } else {
      shell.notice("the origin stays as it is.");
    }
  }

  /** Says how long it takes where the origin sets the pace. */
  static void printDuration(Shell shell, Source source, MigrationPolicy policy, boolean plan) {
    Duration each =
        source.timePerDevice(policy.movesSession(), plan ? Set.of() : policy.retirements());
    if (!each.isZero()) {
      shell.notice(
          "the origin sets the pace: a device takes about "
              + Texts.time(each)
              + ", so that "
              + MANY
              + " devices take "
              + Texts.time(each.multipliedBy(MANY))
              + ".");
    }
  }

  /**
   * Says how devices that were exported can be switched off at an origin that was left as it is.
   *
   * @param prefix what stands before the names of the source's flags
   */
  static void printWaysOn(Shell shell, Origin origin, String prefix, MigrationReport report) {
    List<String> ways =
        WAYS.entrySet().stream()
            .filter(way -> origin.declares(way.getKey()))
            .map(way -> prefix + way.getKey() + " (" + way.getValue() + ")")
            .toList();
    if (report.count(Status.DONE) > 0 && !ways.isEmpty()) {
      shell.notice(
          "the origin can still answer the exported devices. Once they are imported, repeat"
              + " the command with one of "
              + String.join(", ", ways)
              + ".");
    }
  }

  private static String words(Set<Retirement> retirements) {
    return String.join(
        ", ",
        retirements.stream()
            .map(
                retirement ->
                    switch (retirement) {
                      case DISABLE_DOWNLINKS -> "no downlinks";
                      case CLEAR_KEYS -> "keys cleared";
                      case INVALIDATE_APP_KEY -> "root keys replaced";
                      case DELETE -> "deleted";
                    })
            .toList());
  }
}
