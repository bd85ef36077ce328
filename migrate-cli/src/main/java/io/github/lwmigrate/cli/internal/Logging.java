package io.github.lwmigrate.cli.internal;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps libraries quiet unless the user wants to know more. */
final class Logging {

  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger ROOT = Logger.getLogger("");

  private Logging() {}

  /** Must come before the first logger of slf4j is made. */
  static void configure(boolean verbose) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "error");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showShortLogName", "true");
    ROOT.setLevel(verbose ? Level.WARNING : Level.OFF);
  }
}
