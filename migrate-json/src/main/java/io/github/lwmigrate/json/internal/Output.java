package io.github.lwmigrate.json.internal;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Canonical JSON documents, one after the other, each gathered in memory before it goes anywhere.
 */
final class Output {
  private final Utf8Buffer buffer = new Utf8Buffer();
  private JsonWriter writer = newWriter();
  private boolean emptySessionKeyId;

  private JsonWriter newWriter() {
    JsonWriter created = new JsonWriter(buffer);
    created.setStrictness(Strictness.LENIENT);
    created.setHtmlSafe(false);
    return created;
  }

  void beginObject() throws IOException {
    writer.beginObject();
  }

  void endObject() throws IOException {
    writer.endObject();
  }

  void beginArray() throws IOException {
    writer.beginArray();
  }

  void endArray() throws IOException {
    writer.endArray();
  }

  void name(String name) throws IOException {
    writer.name(name);
  }

  void value(boolean value) throws IOException {
    writer.value(value);
  }

  void value(long value) throws IOException {
    writer.value(value);
  }

  void value(String value) throws IOException {
    writer.value(value);
  }

  void nullValue() throws IOException {
    writer.nullValue();
  }

  /** A number whose text was made already. */
  void number(String text) throws IOException {
    writer.jsonValue(text);
  }

  /** Whether the next document says that a session key id is empty, instead of leaving it out. */
  void emptySessionKeyId(boolean written) {
    emptySessionKeyId = written;
  }

  boolean emptySessionKeyId() {
    return emptySessionKeyId;
  }

  void lineEnd() {
    buffer.write('\n');
  }

  /** Moves what was written to a stream. */
  void drainTo(OutputStream out) throws IOException {
    buffer.writeTo(out);
    buffer.clear();
  }

  String drain() {
    String text = buffer.toString();
    buffer.clear();
    return text;
  }

  /** Forgets a document that could not be finished. */
  void reset() {
    buffer.clear();
    writer = newWriter();
  }
}
