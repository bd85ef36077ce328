package io.github.lwmigrate.json.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes as text: hexadecimal of a fixed length, or base64. */
final class ByteStrings {
  private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

  private ByteStrings() {}

  static String hex(ByteString bytes) {
    return UPPER_CASE.formatHex(bytes.toByteArray());
  }

  static ByteString readHex(Input in, int length) throws IOException {
    String expected = 2 * length + " hexadecimal digits (" + length + " bytes)";
    String text = in.nextString(expected);
    if (text.isEmpty()) {
      return ByteString.EMPTY;
    }
    if (isHex(text)) {
      if (text.length() != 2 * length) {
        throw in.quoted(text, expected);
      }
      return UnsafeByteOperations.unsafeWrap(UPPER_CASE.parseHex(text));
    }
    byte[] bytes = isPaddedHex(text, length) ? null : decode(text, false);
    if (bytes == null || bytes.length != length) {
      throw in.quoted(text, expected);
    }
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Digits of the right number with padding behind: a mixture that base64 would make longer. */
  private static boolean isPaddedHex(String text, int length) {
    String unpadded = unpadded(text);
    return unpadded.length() < text.length()
        && (unpadded.isEmpty() || unpadded.length() == 2 * length);
  }

  static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static ByteString readBase64(Input in) throws IOException {
    String expected = "bytes in base64";
    String text = in.nextString(expected);
    byte[] bytes = decode(text, true);
    if (bytes == null) {
      throw in.quoted(text, expected);
    }
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  private static byte @Nullable [] decode(String text, boolean lineEnds) {
    String plain = unpadded(lineEnds ? text.replace("\n", "").replace("\r", "") : text);
    boolean url = plain.indexOf('-') >= 0 || plain.indexOf('_') >= 0;
    try {
      return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(plain);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String unpadded(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return text.substring(0, end);
  }
}
