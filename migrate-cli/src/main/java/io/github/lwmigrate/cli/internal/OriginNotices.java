package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.MigrationPolicy;

/** Says what the chosen flags mean for the devices at their origin. */
final class OriginNotices {

  private static final String NO_SESSION = "no-session";
  private static final String DELETE = "delete-source-device";

  private OriginNotices() {}

  /**
   * Whether devices are to be deleted rather than exported: the guides do that by a second command
   * after the import, whose output goes nowhere.
   */
  static boolean deletes(Origin origin) {
    return origin.isOn(DELETE);
  }

  static void print(Shell shell, Origin origin, MigrationPolicy policy, String flagPrefix) {
    if (origin.declares(NO_SESSION) && policy.movesSession() && policy.leavesOriginLive()) {
      shell.notice(
          "devices are exported with their sessions, and the origin can still answer them. Once"
              + " they are imported, two networks hold the same session and counters: switch the"
              + " devices off at the origin before the import, or export without sessions ("
              + flagPrefix
              + NO_SESSION
              + ").");
    }
    if (deletes(origin)) {
      shell.notice(
          flagPrefix
              + DELETE
              + " has no effect in this version: NOTHING IS DELETED, the origin stays as it is."
              + " Delete the devices there by its Console once they work at the target.");
    } else if (origin.declares(DELETE)) {
      shell.notice(
          "the origin stays as it is: this version neither disables downlinks there nor deletes"
              + " devices.");
    }
  }
}
