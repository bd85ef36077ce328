package io.github.lwmigrate.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.github.lwmigrate.device.EndDevice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Texts that may not be printed, and a look for them that repeats none. */
final class Secrets {

  private final Set<String> texts = new LinkedHashSet<>();
  private final Set<ByteString> keys = new LinkedHashSet<>();

  void add(Collection<String> secrets) {
    texts.addAll(secrets);
  }

  void addKeysOf(EndDevice device) {
    addKeysOf(device.toProto());
  }

  private void addKeysOf(Message message) {
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        List<?> children =
            field.isRepeated() ? (List<?>) entry.getValue() : List.of(entry.getValue());
        children.forEach(child -> addKeysOf((Message) child));
      } else if (field.getName().equals("key") && entry.getValue() instanceof ByteString key) {
        keys.add(key);
      }
    }
  }

  boolean areIn(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return areIn(trace.toString());
  }

  boolean areIn(String text) {
    return texts.stream().anyMatch(text::contains)
        || keys.stream().anyMatch(key -> isIn(key.toByteArray(), text));
  }

  private static boolean isIn(byte[] key, String text) {
    String digits = text.replaceAll("[\\s:_-]", "").toLowerCase(Locale.ROOT);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(key);
    return digits.contains(HexFormat.of().formatHex(key))
        || text.contains(base64)
        || text.contains(base64.replace('+', '-').replace('/', '_'))
        || text.contains(Arrays.toString(key))
        || text.contains(TextFormat.escapeBytes(ByteString.copyFrom(key)));
  }
}
