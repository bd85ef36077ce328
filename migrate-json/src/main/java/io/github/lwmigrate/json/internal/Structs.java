package io.github.lwmigrate.json.internal;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** JSON of any form, held in a message. */
final class Structs {
  private static final Form TEXT = new Form.Text(Dialect.PROTOJSON);

  private Structs() {}

  static void write(Struct struct, Output out) throws IOException {
    out.beginObject();
    for (Map.Entry<String, Value> entry : new TreeMap<>(struct.getFieldsMap()).entrySet()) {
      out.name(entry.getKey());
      write(entry.getValue(), out);
    }
    out.endObject();
  }

  private static void write(Value value, Output out) throws IOException {
    switch (value.getKindCase()) {
      case NULL_VALUE -> out.nullValue();
      case NUMBER_VALUE -> {
        if (!Double.isFinite(value.getNumberValue())) {
          throw new Unwritable("a finite number");
        }
        Numbers.write(value.getNumberValue(), out);
      }
      case STRING_VALUE -> out.value(value.getStringValue());
      case BOOL_VALUE -> out.value(value.getBoolValue());
      case STRUCT_VALUE -> write(value.getStructValue(), out);
      case LIST_VALUE -> {
        out.beginArray();
        for (Value element : value.getListValue().getValuesList()) {
          write(element, out);
        }
        out.endArray();
      }
      case KIND_NOT_SET -> throw new Unwritable("a value of some kind");
    }
  }

  static Struct read(Input in) throws IOException {
    Struct.Builder struct = Struct.newBuilder();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      if (!Form.Text.replaceLoneSurrogates(name).equals(name)) {
        throw in.nameMismatch(name, "a string of whole Unicode characters");
      }
      if (struct.containsFields(name)) {
        in.duplicateKey(name, true);
      }
      struct.putFields(name, readValue(in));
    }
    in.endObject();
    return struct.build();
  }

  private static Value readValue(Input in) throws IOException {
    Value.Builder value = Value.newBuilder();
    switch (in.peek()) {
      case NULL -> {
        in.nextNull();
        value.setNullValue(NullValue.NULL_VALUE);
      }
      case BOOLEAN -> value.setBoolValue(in.nextBoolean());
      case NUMBER -> value.setNumberValue(Numbers.readDouble(in));
      case STRING -> value.setStringValue((String) TEXT.read(in));
      case BEGIN_ARRAY -> {
        ListValue.Builder list = ListValue.newBuilder();
        in.beginArray();
        while (in.hasNext()) {
          list.addValues(readValue(in));
        }
        in.endArray();
        value.setListValue(list);
      }
      default -> value.setStructValue(read(in));
    }
    return value.build();
  }
}
