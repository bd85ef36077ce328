package io.github.lwmigrate.json.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Optional;

/**
 * Finds the JSON objects in a text: one after the other with white space between, or the elements
 * of one array. Each object is handed out as a reader of its own, so that a broken one does not
 * spoil the next: text that cannot be the inside of an object any more ends it. Memory does not
 * grow with the text.
 */
public final class DocumentSplitter {
  private static final int END = -1;
  private static final int BUFFER_SIZE = 8192;

  private final Reader in;
  private final char[] buffer;
  private int position;
  private int limit;
  private long line = 1;
  private long lineStart;
  private long bufferStart;

  private Place place;
  private boolean separated = true;
  private boolean damaged;
  private long documentLine;
  private long documentColumn;

  private final ObjectScanner object = new ObjectScanner();

  private enum Place {
    START,
    STREAM,
    ARRAY,
    BEHIND_ARRAY,
    END
  }

  private DocumentSplitter(Reader in, int bufferSize, Place place) {
    this.in = in;
    this.buffer = new char[bufferSize];
    this.place = place;
  }

  /** Splits a stream of objects or one array of them. */
  public static DocumentSplitter of(Reader text) {
    return new DocumentSplitter(text, BUFFER_SIZE, Place.START);
  }

  /** Splits a text of objects. */
  public static DocumentSplitter ofObjects(String text) {
    int bufferSize = Math.max(1, Math.min(text.length(), BUFFER_SIZE));
    return new DocumentSplitter(new StringReader(text), bufferSize, Place.STREAM);
  }

  /**
   * Goes to the next object.
   *
   * @return false at the end of the text
   * @throws Mismatch when something else follows; the search can be continued
   */
  public boolean next() throws IOException {
    while (object.isOpen()) {
      follow(buffer.length);
    }
    while (true) {
      int c = peekSignificant();
      documentLine = line;
      documentColumn = currentColumn();
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
      object.open();
      return true;
    }
  }

  /**
   * Says that the object handed out last is broken: what is left of it is passed over without
   * another word.
   */
  public void damaged() {
    damaged = true;
    object.damaged();
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
    return object.endedAtNoText()
        ? Optional.of(new Mismatch("text in UTF-8 or UTF-16", line, currentColumn()))
        : Optional.empty();
  }

  /** The text of the object. Never reads beyond the line that its user needs. */
  public Reader document() {
    return new Reader() {
      @Override
      public int read(char[] target, int offset, int length) throws IOException {
        int count = object.isOpen() ? follow(length) : 0;
        System.arraycopy(buffer, position - count, target, offset, count);
        return count == 0 ? END : count;
      }

      @Override
      public void close() {}
    };
  }

  private Mismatch mismatch(String expected) {
    return new Mismatch(expected, documentLine, documentColumn);
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
    damaged = known || c == END;
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
      lineStart = bufferStart + position;
    }
  }

  private long currentColumn() {
    return bufferStart + position - lineStart + 1;
  }

  private boolean fill() throws IOException {
    bufferStart += limit;
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  /**
   * Goes on in the open object, at most to the end of a line; closes it at its end.
   *
   * @return by how many characters, which then stand before the position
   */
  private int follow(int most) throws IOException {
    if (peek() == END) {
      object.close();
      return 0;
    }
    int end = object.scan(buffer, position, Math.min(limit, position + most));
    int count = end - position;
    if (count > 0) {
      position = end - 1;
      take();
    }
    return count;
  }
}
