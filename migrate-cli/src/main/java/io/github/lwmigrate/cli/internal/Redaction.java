package io.github.lwmigrate.cli.internal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;

/** Takes out of a message what may be a key, for messages that others composed. */
final class Redaction {

  private static final Pattern KEY =
      Pattern.compile(
          "(?i)\\b(NNSXS|MFRWG|OJSWM|MF2XI|ONZW4)\\.[^\\s'\"]*|\\bttn-account-[^\\s'\"]*|\\b[0-9a-f]{32,}\\b");

  private Redaction() {}

  static void printStackTrace(Throwable thrown, PrintStream to) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    to.print(of(text.toString()));
  }

  static String of(String text) {
    return KEY.matcher(text).replaceAll("(key, not shown)");
  }
}
