package io.github.lwmigrate.json.internal;

import java.io.IOException;
import java.io.Reader;
import java.util.BitSet;
import java.util.Optional;

/**
 * Finds the JSON objects in a text: one after the other with white space between, or the elements
 * of one array. Each object is handed out as a reader of its own, so that a broken one does not
 * spoil the next: text that cannot be the inside of an object any more ends it. Memory does not
 * grow with the text.
 */
public final class DocumentSplitter {
  private static final int END = -1;

  private final Reader in;
  private final char[] buffer = new char[8192];
  private int position;
  private int limit;
  private long line = 1;
  private long column = 1;

  private Place place;
  private boolean separated = true;
  private boolean damaged;
  private long documentLine;
  private long documentColumn;

  private boolean open;
  private boolean inString;
  private boolean escaped;
  private boolean onlyBlanksInLine;
  private char last;
  private char previous;
  private boolean noText;
  private int depth;
  private final BitSet arrays = new BitSet();

  private enum Place {
    START,
    STREAM,
    ARRAY,
    BEHIND_ARRAY,
    END
  }

  private DocumentSplitter(Reader in, Place place) {
    this.in = in;
    this.place = place;
  }

  /** Splits a stream of objects or one array of them. */
  public static DocumentSplitter of(Reader text) {
    return new DocumentSplitter(text, Place.START);
  }

  /** Splits a stream of objects. */
  public static DocumentSplitter ofObjects(Reader text) {
    return new DocumentSplitter(text, Place.STREAM);
  }

  /**
   * Goes to the next object.
   *
   * @return false at the end of the text
   * @throws Mismatch when something else follows; the search can be continued
   */
  public boolean next() throws IOException {
    while (open) {
      step(new char[256], 0, 256);
    }
    while (true) {
      int c = peekSignificant();
      documentLine = line;
      documentColumn = column;
      switch (place) {
        case START -> {
          if (c == '[') {
            take();
            place = Place.ARRAY;
            separated = true;
            continue;
          }
          place = Place.STREAM;
          continue;
        }
        case STREAM -> {
          if (c == END) {
            place = Place.END;
            return false;
          }
          if (c != '{') {
            skip("an object");
            continue;
          }
        }
        case ARRAY -> {
          if (c == ']') {
            take();
            place = Place.BEHIND_ARRAY;
            continue;
          }
          if (c == ',' && !separated) {
            take();
            separated = true;
            continue;
          }
          if (c == END) {
            place = Place.END;
            if (damaged) {
              return false;
            }
            throw mismatch("the array to be closed");
          }
          if (c != '{' || !separated) {
            skip(separated ? "an object" : "a comma or the end of the array");
            continue;
          }
        }
        case BEHIND_ARRAY -> {
          place = Place.END;
          if (c != END) {
            throw mismatch("nothing after the array");
          }
          return false;
        }
        case END -> {
          return false;
        }
      }
      separated = false;
      damaged = false;
      noText = false;
      open = true;
      onlyBlanksInLine = false;
      return true;
    }
  }

  /**
   * Says that the object handed out last was no JSON: what is left of it is passed over without
   * another word.
   */
  public void damaged() {
    damaged = true;
  }

  /** The line in which the object starts, or in which one was expected, from 1. */
  public long line() {
    return documentLine;
  }

  /** The column at which the object starts, or at which one was expected, from 1. */
  public long column() {
    return documentColumn;
  }

  /** Where the bytes of the object turned out to be no text, if they did. */
  public Optional<Mismatch> noText() {
    return noText
        ? Optional.of(new Mismatch("text in UTF-8 or UTF-16", line, column, false))
        : Optional.empty();
  }

  /** The text of the object. Never reads beyond the line that its user needs. */
  public Reader document() {
    return new Reader() {
      @Override
      public int read(char[] target, int offset, int length) throws IOException {
        int count = open ? step(target, offset, length) : 0;
        return count == 0 ? END : count;
      }

      @Override
      public void close() {}
    };
  }

  private Mismatch mismatch(String expected) {
    return new Mismatch(expected, documentLine, documentColumn, false);
  }

  /** Passes over what is no object, up to a line that starts with one. */
  private void skip(String expected) throws IOException {
    boolean known = damaged;
    separated = true;
    Mismatch mismatch = mismatch(expected);
    int c = peek();
    boolean lineStart = known || c == '{';
    while (c != END && !(lineStart && c == '{')) {
      lineStart = c == '\n' || (lineStart && isBlank(c));
      take();
      c = peek();
    }
    if (!known) {
      throw mismatch;
    }
  }

  private int peekSignificant() throws IOException {
    int c = peek();
    while (isBlank(c)) {
      take();
      c = peek();
    }
    return c;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private int peek() throws IOException {
    return position < limit || fill() ? buffer[position] : END;
  }

  private void take() {
    if (buffer[position++] == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  /**
   * Copies text of the open object, at most to the end of a line; closes it at its last brace, at
   * the end of the text, or where it cannot go on.
   */
  private int step(char[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int next = peek();
      if (next == END || isBeyond((char) next)) {
        close();
        break;
      }
      char c = (char) next;
      take();
      previous = c;
      target[offset + count++] = c;
      if (inString) {
        inString = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else if (structure(c)) {
        close();
        break;
      }
      if (c == '\n') {
        onlyBlanksInLine = true;
        break;
      }
      onlyBlanksInLine = onlyBlanksInLine && isBlank(c);
    }
    return count;
  }

  /**
   * Whether the text cannot go on with this character: it shows that the object was cut off, or it
   * is something that JSON does not have but JsonReader lets through.
   */
  private boolean isBeyond(char c) {
    if (c == Texts.NO_TEXT && !Character.isHighSurrogate(previous)) {
      noText = true;
      return true;
    }
    if (inString) {
      return c < ' ' || (escaped && c == '\'');
    }
    if (c >= 'A' && c <= 'Z') {
      return c != 'E' || last < '0' || last > '9';
    }
    return c == '{' && onlyBlanksInLine && last != (arrays.get(depth) ? '[' : ':') && !isElement();
  }

  private boolean isElement() {
    return arrays.get(depth) && last == ',';
  }

  /** Follows the structure; true when the object ends with this character. */
  private boolean structure(char c) {
    switch (c) {
      case '"' -> inString = true;
      case '{', '[' -> arrays.set(++depth, c == '[');
      case '}', ']' -> depth--;
      default -> {}
    }
    if (!isBlank(c)) {
      last = c;
    }
    return depth == 0;
  }

  private void close() {
    open = false;
    inString = false;
    escaped = false;
    depth = 0;
    last = 0;
  }
}
