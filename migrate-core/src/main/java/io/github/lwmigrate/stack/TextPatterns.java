package io.github.lwmigrate.stack;

import java.util.function.Predicate;

/** The few forms of text that rules ask for; linear in time, whatever the length. */
final class TextPatterns {
  private TextPatterns() {}

  /** Lower-case letters and digits, single hyphens between them. */
  static Predicate<String> id(int leastLettersAndDigits) {
    return text -> {
      int count = 0;
      boolean afterLetter = false;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (isLower(c) || isDigit(c)) {
          count++;
          afterLetter = true;
        } else if (c == '-' && afterLetter) {
          afterLetter = false;
        } else {
          return false;
        }
      }
      return afterLetter && count >= leastLettersAndDigits;
    };
  }

  static Predicate<String> alphanumeric(int least, int most) {
    return text ->
        text.length() >= least
            && text.length() <= most
            && text.chars().allMatch(c -> isLetterOrDigit((char) c));
  }

  /** Labels joined by dots; a port of up to five digits may follow. */
  static boolean isHostAndPort(String text) {
    int colon = text.indexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    for (String label : host.split("\\.", -1)) {
      if (!isLabel(label)) {
        return false;
      }
    }
    return colon < 0 || isPort(text.substring(colon + 1));
  }

  private static boolean isLabel(String label) {
    return !label.isEmpty()
        && isLetterOrDigit(label.charAt(0))
        && isLetterOrDigit(label.charAt(label.length() - 1))
        && label.chars().allMatch(c -> c == '-' || isLetterOrDigit((char) c));
  }

  private static boolean isPort(String text) {
    return !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> isDigit((char) c));
  }

  /** One or two extensions of up to 16 characters, such as .csv or .tar.gz. */
  static boolean isFileExtension(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length < 2 || parts.length > 3 || !parts[0].isEmpty()) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].isEmpty()
          || parts[i].length() > 16
          || !parts[i].chars().allMatch(c -> isLower((char) c) || isDigit((char) c))) {
        return false;
      }
    }
    return true;
  }

  /** What Go takes for a URI reference: nearly any text without control characters. */
  static boolean isUriReference(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean badEscape =
          c == '%'
              && !(i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2)));
      if (c < ' ' || c == 0x7f || badEscape) {
        return false;
      }
    }
    return !text.startsWith(":");
  }

  private static boolean isLetterOrDigit(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
