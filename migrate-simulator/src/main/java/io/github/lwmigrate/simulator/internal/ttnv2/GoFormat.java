package io.github.lwmigrate.simulator.internal.ttnv2;

/** The servers take their error texts for formats, so that a percent sign does not survive. */
final class GoFormat {
  private static final String FLAGS = "+-# 0123456789.";

  private GoFormat() {}

  static String withoutArguments(String text) {
    StringBuilder formatted = new StringBuilder();
    int from = 0;
    for (int percent = text.indexOf('%'); percent >= 0; percent = text.indexOf('%', from)) {
      formatted.append(text, from, percent);
      int verb = percent + 1;
      while (verb < text.length() && FLAGS.indexOf(text.charAt(verb)) >= 0) {
        verb++;
      }
      if (verb == text.length()) {
        formatted.append("%!(NOVERB)");
        from = verb;
      } else {
        int wanted = text.codePointAt(verb);
        if (wanted == '%') {
          formatted.append('%');
        } else {
          formatted.append("%!").appendCodePoint(wanted).append("(MISSING)");
        }
        from = verb + Character.charCount(wanted);
      }
    }
    return formatted.append(text, from, text.length()).toString();
  }
}
