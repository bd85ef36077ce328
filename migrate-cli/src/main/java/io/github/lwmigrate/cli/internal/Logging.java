package io.github.lwmigrate.cli.internal;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps libraries quiet unless the user wants to know more. */
final class Logging {

  private Logging() {}

  /** Must come before the first logger of slf4j is made. */
  static void configure(boolean verbose) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "warn");
    // It logs with a stack trace what the journal tells with a remedy.
    System.setProperty("org.slf4j.simpleLogger.log.org.sqlite", verbose ? "info" : "off");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showShortLogName", "true");
  }

  /** Must come before the transport is used; loads much, so that other commands do without. */
  static void configureTransport(boolean verbose) {
    Transport.ROOT.setLevel(verbose ? Level.WARNING : Level.OFF);
  }

  /** Holds the logger: one that nobody holds forgets its level. */
  private static final class Transport {
    static final Logger ROOT = Logger.getLogger("");
  }
}
