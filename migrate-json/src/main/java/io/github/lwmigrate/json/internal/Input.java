package io.github.lwmigrate.json.internal;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.lwmigrate.json.JsonNotice;
import io.github.lwmigrate.json.ReadOptions;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document as a stream of tokens. Every failure is a {@link Mismatch} with a place, never
 * one of Gson's exceptions, whose texts quote the input.
 */
public final class Input {
  private static final String WELL_FORMED = "well-formed JSON";
  private static final Pattern LOCATION = Pattern.compile(" at line (\\d+) column (\\d+) ");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,79}");
  private static final Pattern HEX = Pattern.compile("(0[xX])?[0-9A-Fa-f]{8,}");

  private static final String SESSION_KEY_ID = "session_key_id";

  private final JsonReader reader;
  private final long startLine;
  private final long startColumn;
  private final ReadOptions options;
  private final List<JsonNotice> notices = new ArrayList<>();
  private final Deque<String> open = new ArrayDeque<>();
  private boolean givesSessionKeyId;

  /**
   * @param startLine the line in which the document starts, from 1
   * @param startColumn the column at which it starts, from 1
   */
  public Input(Reader document, long startLine, long startColumn, ReadOptions options) {
    this.reader = new JsonReader(document);
    // STRICT would refuse lone surrogates; what else it refuses, the splitter ends the text at.
    this.reader.setStrictness(Strictness.LEGACY_STRICT);
    this.startLine = startLine;
    this.startColumn = startColumn;
    this.options = options;
  }

  ReadOptions options() {
    return options;
  }

  public List<JsonNotice> notices() {
    return notices;
  }

  /** Whether the document has a session key id, be it an empty one. */
  boolean givesSessionKeyId() {
    return givesSessionKeyId;
  }

  /** Names the field whose value is read next; for the paths of notices. */
  void enter(String field) {
    open.addLast(field);
    if (field.equals(SESSION_KEY_ID) && open.size() == 3 && open.getFirst().equals("session")) {
      givesSessionKeyId = true;
    }
  }

  void leave() {
    open.removeLast();
  }

  private interface Move {
    void make() throws IOException;
  }

  private void guard(Move move) throws IOException {
    try {
      move.make();
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw malformed();
    }
  }

  JsonToken peek() throws IOException {
    try {
      return reader.peek();
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw malformed();
    }
  }

  void beginObject() throws IOException {
    if (peek() != JsonToken.BEGIN_OBJECT) {
      throw unexpected("an object");
    }
    guard(reader::beginObject);
  }

  void endObject() throws IOException {
    guard(reader::endObject);
  }

  void beginArray() throws IOException {
    if (peek() != JsonToken.BEGIN_ARRAY) {
      throw unexpected("a list");
    }
    guard(reader::beginArray);
  }

  void endArray() throws IOException {
    guard(reader::endArray);
  }

  /** Whether the object or list that is open goes on. */
  boolean hasNext() throws IOException {
    JsonToken next = peek();
    return next != JsonToken.END_OBJECT && next != JsonToken.END_ARRAY;
  }

  String nextName() throws IOException {
    try {
      return reader.nextName();
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw malformed();
    }
  }

  boolean nextIsNull() throws IOException {
    return peek() == JsonToken.NULL;
  }

  void nextNull() throws IOException {
    guard(reader::nextNull);
  }

  boolean nextBoolean() throws IOException {
    if (peek() != JsonToken.BOOLEAN) {
      throw unexpected("true or false");
    }
    try {
      return reader.nextBoolean();
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw malformed();
    }
  }

  String nextString(String expected) throws IOException {
    if (peek() != JsonToken.STRING) {
      throw unexpected(expected);
    }
    return text();
  }

  /** The text of a number as it stands in the input. */
  String nextNumber(String expected) throws IOException {
    if (peek() != JsonToken.NUMBER) {
      throw unexpected(expected);
    }
    return text();
  }

  private String text() throws IOException {
    try {
      return reader.nextString();
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw malformed();
    }
  }

  /** The value that was peeked at is of another kind than was expected. */
  Mismatch unexpected(String expected) throws IOException {
    int length;
    switch (peek()) {
      case STRING -> {
        return quoted(text(), expected);
      }
      case NUMBER -> {
        return unquoted(text(), expected);
      }
      case BOOLEAN -> length = nextBoolean() ? 4 : 5;
      case NULL -> {
        nextNull();
        length = 4;
      }
      case END_DOCUMENT -> length = 0;
      default -> length = 1;
    }
    return at(length, expected);
  }

  /** A string that was read is not what was expected. */
  Mismatch quoted(String text, String expected) {
    return at(text.length() + 2, expected);
  }

  /** A number that was read is not what was expected. */
  Mismatch unquoted(String text, String expected) {
    return at(text.length(), expected);
  }

  private Mismatch malformed() {
    return at(0, WELL_FORMED);
  }

  private Mismatch at(int charactersBack, String expected) {
    long[] place = place(charactersBack);
    return new Mismatch(expected, place[0], place[1]);
  }

  /** The name that was read last is not one of the message's fields. Passes over its value. */
  void unknownField(String name) throws IOException {
    String shown = presentable(name);
    if (!options.leavesOutUnknownFields()) {
      throw nameMismatch(name, "a field of the message; this one is unknown").below(shown);
    }
    note(JsonNotice.Kind.UNKNOWN_FIELD, name, shown);
    try {
      guard(reader::skipValue);
    } catch (Mismatch e) {
      throw e.below(shown);
    }
  }

  /** The field whose name was read last has a value already. */
  void duplicateField(String name, boolean refused) {
    if (refused || !options.takesLastOfDuplicates()) {
      throw nameMismatch(name, "each field once; this one has a value already")
          .below(presentable(name));
    }
    note(JsonNotice.Kind.DUPLICATE_FIELD, name, presentable(name));
  }

  /** The key of a map that was read last is there already. */
  void duplicateKey(String key, boolean refused) {
    if (refused || !options.takesLastOfDuplicates()) {
      throw nameMismatch(key, "each key of a map once");
    }
    note(JsonNotice.Kind.DUPLICATE_FIELD, key, null);
  }

  /** The name or map key that was read last is not what was expected. */
  Mismatch nameMismatch(String name, String expected) {
    return at(name.length() + 2, expected);
  }

  private void note(JsonNotice.Kind kind, String name, @Nullable String shown) {
    StringBuilder path = new StringBuilder();
    for (Iterator<String> i = open.iterator(); i.hasNext(); ) {
      path.append(i.next());
      if (i.hasNext() || shown != null) {
        path.append('.');
      }
    }
    if (shown != null) {
      path.append(shown);
    }
    long[] place = place(name.length() + 2);
    notices.add(new JsonNotice(kind, path.toString(), place[0], place[1]));
  }

  /** A name that nobody knows may be anything, a key included. */
  private static String presentable(String name) {
    return NAME.matcher(name).matches() && !HEX.matcher(name).matches() ? name : "(unnamed)";
  }

  /** JsonReader tells its place by its string form only. */
  private long[] place(int charactersBack) {
    Matcher location = LOCATION.matcher(reader.toString());
    if (!location.find()) {
      return new long[] {startLine, startColumn};
    }
    long line = Long.parseLong(location.group(1));
    long column = Math.max(1, Long.parseLong(location.group(2)) - charactersBack);
    return line == 1
        ? new long[] {startLine, startColumn + column - 1}
        : new long[] {startLine + line - 1, column};
  }
}
