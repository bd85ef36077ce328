package io.github.lwmigrate.device;

import java.util.HexFormat;

/** Hexadecimal text of a fixed number of bytes; its errors never hold the text. */
final class Hex {

  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private Hex() {}

  static byte[] parse(String text, int bytes, String what) {
    if (text.length() != 2 * bytes) {
      throw new IllegalArgumentException(
          what
              + " is "
              + 2 * bytes
              + " hexadecimal digits, but "
              + text.length()
              + " characters were given");
    }
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        throw new IllegalArgumentException(
            what
                + " is "
                + 2 * bytes
                + " hexadecimal digits, but character "
                + (i + 1)
                + " is none");
      }
    }
    return UPPER.parseHex(text);
  }

  static byte[] check(byte[] bytes, int length, String what) {
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          what + " is " + length + " bytes, but " + bytes.length + " were given");
    }
    return bytes;
  }

  static long toLong(byte[] bigEndian) {
    long value = 0;
    for (byte b : bigEndian) {
      value = value << 8 | (b & 0xff);
    }
    return value;
  }

  static byte[] toBytes(long value, int length) {
    byte[] bytes = new byte[length];
    for (int i = length - 1; i >= 0; i--) {
      bytes[i] = (byte) value;
      value >>>= 8;
    }
    return bytes;
  }

  static String format(long value, int length) {
    return UPPER.toHexDigits(value, 2 * length);
  }
}
