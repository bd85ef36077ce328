package io.github.lwmigrate.json.internal;

import com.google.gson.stream.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON form of one value that is an object in Java. */
abstract class Form {
  abstract void write(Object value, Output out) throws IOException;

  abstract Object read(Input in) throws IOException;

  /** What the generated code makes of null where a value has to be, or null where it refuses it. */
  @Nullable Object ofNull() {
    return null;
  }

  /** Whether a field that holds this value counts as not given. */
  boolean isEmpty(Object value) {
    return false;
  }

  /** Adds what a value holds of fields that are known by number only. */
  void addUnknown(Object value, String path, List<String> found) {}

  /** Text. A lone surrogate is replaced as the generated code does, or refused. */
  static final class Text extends Form {
    private final Dialect dialect;

    Text(Dialect dialect) {
      this.dialect = dialect;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      out.value((String) value);
    }

    @Override
    Object read(Input in) throws IOException {
      String text = in.nextString("a string");
      String valid = replaceLoneSurrogates(text);
      if (dialect == Dialect.PROTOJSON && !valid.equals(text)) {
        throw in.quoted(text, "a string of whole Unicode characters");
      }
      return valid;
    }

    static String replaceLoneSurrogates(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isSurrogate(text.charAt(i))) {
          return text.codePoints()
              .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
        }
      }
      return text;
    }

    @Override
    Object ofNull() {
      return "";
    }

    @Override
    boolean isEmpty(Object value) {
      return ((String) value).isEmpty();
    }
  }

  /** Bytes in hexadecimal of a fixed length, or in base64 when the length is 0. */
  static final class Bytes extends Form {
    private final int hexLength;

    Bytes(int hexLength) {
      this.hexLength = hexLength;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      ByteString bytes = (ByteString) value;
      if (bytes.isEmpty()) {
        out.nullValue();
      } else {
        out.value(hexLength > 0 ? ByteStrings.hex(bytes) : ByteStrings.base64(bytes));
      }
    }

    @Override
    Object read(Input in) throws IOException {
      return hexLength > 0 ? ByteStrings.readHex(in, hexLength) : ByteStrings.readBase64(in);
    }

    @Override
    Object ofNull() {
      return ByteString.EMPTY;
    }

    @Override
    boolean isEmpty(Object value) {
      return ((ByteString) value).isEmpty();
    }
  }

  /** An object with the fields of a message. */
  static final class OfMessage extends Form {
    private final Message prototype;
    private final Dialect dialect;
    private @Nullable MessagePlan plan;

    OfMessage(Message prototype, Dialect dialect) {
      this.prototype = prototype;
      this.dialect = dialect;
    }

    private MessagePlan plan() {
      MessagePlan current = plan;
      if (current == null) {
        current = MessagePlan.of(prototype, dialect);
        plan = current;
      }
      return current;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      plan().write((Message) value, out);
    }

    @Override
    Object read(Input in) throws IOException {
      return plan().read(in);
    }

    @Override
    Object ofNull() {
      return prototype;
    }

    @Override
    void addUnknown(Object value, String path, List<String> found) {
      plan().addUnknown((Message) value, path + ".", found);
    }
  }

  /** A message that stands for its one value. */
  static final class Wrapper extends Form {
    private final Message prototype;
    private final FieldPlan value;

    Wrapper(Message prototype, Dialect dialect) {
      this.prototype = prototype;
      this.value =
          FieldPlan.of(prototype.getDescriptorForType().getFields().get(0), prototype, dialect);
    }

    @Override
    void write(Object message, Output out) throws IOException {
      value.writeValue((Message) message, out);
    }

    @Override
    void addUnknown(Object value, String path, List<String> found) {
      MessagePlan.addNumbers((Message) value, path + ".", found);
    }

    /** Besides the bare value, the object that versions before 3.12 wrote. */
    @Override
    Object read(Input in) throws IOException {
      Message.Builder builder = prototype.newBuilderForType();
      if (in.peek() == JsonToken.BEGIN_OBJECT) {
        in.beginObject();
        if (!in.hasNext()) {
          throw in.unexpected("the field value");
        }
        String name = in.nextName();
        if (!name.equals("value")) {
          throw in.nameMismatch(name, "the field value");
        }
        value.readValue(in, builder);
        if (in.hasNext()) {
          throw in.nameMismatch(in.nextName(), "nothing but the field value");
        }
        in.endObject();
      } else {
        value.readValue(in, builder);
      }
      return builder.build();
    }
  }

  /** A point in time. */
  static final class Time extends Form {
    private final Dialect dialect;

    Time(Dialect dialect) {
      this.dialect = dialect;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      out.value(Times.text((Timestamp) value, dialect));
    }

    @Override
    Object read(Input in) throws IOException {
      return Times.readTimestamp(in, dialect);
    }
  }

  /** A length of time. */
  static final class Span extends Form {
    @Override
    void write(Object value, Output out) throws IOException {
      out.value(Times.text((Duration) value));
    }

    @Override
    Object read(Input in) throws IOException {
      return Times.readDuration(in);
    }
  }

  /** Paths in one string. */
  static final class Mask extends Form {
    @Override
    void write(Object value, Output out) throws IOException {
      out.value(String.join(",", ((FieldMask) value).getPathsList()));
    }

    @Override
    Object read(Input in) throws IOException {
      String paths = in.nextString("field mask paths joined by commas");
      return paths.isEmpty()
          ? FieldMask.getDefaultInstance()
          : FieldMask.newBuilder().addAllPaths(Arrays.asList(paths.split(",", -1))).build();
    }
  }

  /** Any JSON object. */
  static final class FreeForm extends Form {
    @Override
    void write(Object value, Output out) throws IOException {
      Structs.write((Struct) value, out);
    }

    @Override
    Object read(Input in) throws IOException {
      return Structs.read(in);
    }
  }

  /** A value that Java boxes, in a list or map. */
  static final class Boxed extends Form {
    private final BoxedWriter writer;
    private final BoxedReader reader;

    interface BoxedWriter {
      void write(Object value, Output out) throws IOException;
    }

    interface BoxedReader {
      Object read(Input in) throws IOException;
    }

    Boxed(BoxedWriter writer, BoxedReader reader) {
      this.writer = writer;
      this.reader = reader;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      writer.write(value, out);
    }

    @Override
    Object read(Input in) throws IOException {
      return reader.read(in);
    }
  }
}
