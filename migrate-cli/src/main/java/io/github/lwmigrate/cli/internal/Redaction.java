package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationReport.FindingSummary;
import io.github.lwmigrate.Outcome;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;

/** Takes out of a text what may be a key, where it was given in the wrong place. */
final class Redaction {

  private static final String SHOWN = "(key, not shown)";

  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?i)\\b(NNSXS|MFRWG|OJSWM|MF2XI|ONZW4)\\.[^\\s'\"]*|\\bttn-account-[^\\s'\"]*");

  private static final Pattern HEX = Pattern.compile("(?i)\\b[0-9a-f]{32,}\\b");

  private Redaction() {}

  static void printStackTrace(Throwable thrown, PrintStream to) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    to.print(ofMessage(text.toString()));
  }

  /** How a device is named, where its id may be a key that was given in the wrong place. */
  static String label(Outcome outcome) {
    return id(outcome, outcome.label());
  }

  static String label(FindingSummary summary) {
    return isInvalid(summary.example()) ? of(summary.exampleLabel()) : summary.exampleLabel();
  }

  static String id(Outcome outcome, String id) {
    return outcome.findings().stream().anyMatch(Redaction::isInvalid) ? of(id) : id;
  }

  private static boolean isInvalid(Finding finding) {
    return finding.code().equals(FindingCodes.DEVICE_ID_INVALID);
  }

  /** A message that may repeat what the user gave. */
  static String of(String text) {
    return HEX.matcher(ofMessage(text)).replaceAll(SHOWN);
  }

  /** A message that may hold ids of 32 digits, such as correlation ids, which say much. */
  static String ofMessage(String text) {
    return CREDENTIAL.matcher(text).replaceAll(SHOWN);
  }
}
