package io.github.lwmigrate.json.internal;

import java.util.Arrays;

/**
 * Follows the text of one JSON object to its end. The end is also where the text cannot go on:
 * where it shows that the object was cut off, where it has something that JSON does not have but
 * JsonReader lets through, and where the bytes were no text.
 */
final class ObjectScanner {
  /** What stands outside of strings and does not change the structure. */
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c : ":,.+-0123456789abcdefghijklmnopqrstuvwxyz".toCharArray()) {
      PLAIN[c] = true;
    }
  }

  private boolean open;
  private boolean inString;
  private boolean escaped;
  private boolean onlyBlanksInLine;
  private boolean damaged;
  private boolean noText;
  private char lastToken;
  private char previous;
  private int depth;
  private boolean[] arrays = new boolean[32];

  /** Starts an object, with its brace as the next character. */
  void open() {
    open = true;
    inString = false;
    escaped = false;
    onlyBlanksInLine = false;
    damaged = false;
    noText = false;
    lastToken = 0;
    depth = 0;
  }

  boolean isOpen() {
    return open;
  }

  void close() {
    open = false;
  }

  /** Says that the object is broken already: a line that starts with a brace is behind it. */
  void damaged() {
    damaged = true;
  }

  /** Whether the object ended because the bytes were no text. */
  boolean endedAtNoText() {
    return noText;
  }

  /**
   * Follows the text up to a limit, the end of the line or the end of the object.
   *
   * @return the index behind the last character that belongs to the object
   */
  int scan(char[] text, int from, int to) {
    int at = from;
    while (at < to && open) {
      at = inString ? scanString(text, at, to) : scanOutside(text, at, to);
      if (at > from && text[at - 1] == '\n') {
        break;
      }
    }
    if (at > from) {
      previous = text[at - 1];
    }
    return at;
  }

  private int scanString(char[] text, int from, int to) {
    int at = from;
    if (escaped) {
      if (text[at] >= ' ' && text[at] != '\'' && text[at] != Texts.NO_TEXT) {
        escaped = false;
        return at + 1;
      }
      noText = text[at] == Texts.NO_TEXT;
      close();
      return at;
    }
    onlyBlanksInLine = false;
    while (at < to) {
      char c = text[at];
      if (c == '"' || c == '\\') {
        inString = c == '\\';
        escaped = c == '\\';
        return at + 1;
      }
      if (c < ' ' || (c == Texts.NO_TEXT && !isPaired(text, from, at))) {
        noText = c == Texts.NO_TEXT;
        close();
        return at;
      }
      at++;
    }
    return at;
  }

  private boolean isPaired(char[] text, int from, int at) {
    return Character.isHighSurrogate(at > from ? text[at - 1] : previous);
  }

  private int scanOutside(char[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      char c = text[at];
      if (c < PLAIN.length && PLAIN[c]) {
        onlyBlanksInLine = false;
        lastToken = c;
        continue;
      }
      if (c == '\n') {
        onlyBlanksInLine = true;
        return at + 1;
      }
      if (c == ' ' || c == '\t' || c == '\r') {
        continue;
      }
      boolean startsLine = at == from && previous == '\n';
      if (!follow(c, startsLine)) {
        close();
        return at;
      }
      onlyBlanksInLine = false;
      lastToken = c;
      if (depth == 0) {
        close();
      }
      if (inString || depth == 0) {
        return at + 1;
      }
    }
    return to;
  }

  /** Takes one character of the structure; false when it cannot stand here. */
  private boolean follow(char c, boolean startsLine) {
    switch (c) {
      case '"' -> inString = true;
      case '{', '[' -> {
        if (c == '{' && onlyBlanksInLine && ((damaged && startsLine) || !mayStartObject())) {
          return false;
        }
        if (++depth == arrays.length) {
          arrays = Arrays.copyOf(arrays, 2 * depth);
        }
        arrays[depth] = c == '[';
      }
      case '}', ']' -> depth--;
      case 'E' -> {
        return lastToken >= '0' && lastToken <= '9';
      }
      case Texts.NO_TEXT -> {
        noText = true;
        return false;
      }
      default -> {
        return c < 'A' || c > 'Z';
      }
    }
    return true;
  }

  private boolean mayStartObject() {
    return arrays[depth] ? lastToken == '[' || lastToken == ',' : lastToken == ':';
  }
}
