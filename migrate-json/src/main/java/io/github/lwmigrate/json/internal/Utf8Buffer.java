package io.github.lwmigrate.json.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of UTF-8, without the locks of the JDK's writers. */
final class Utf8Buffer extends Writer {
  private static final int REPLACEMENT = 0xFFFD;

  private byte[] bytes = new byte[4096];
  private int size;

  @Override
  public void write(int character) {
    put(character & 0xFFFF);
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    encode(CharBuffer.wrap(characters), offset, length);
  }

  @Override
  public void write(String text) {
    write(text, 0, text.length());
  }

  @Override
  public void write(String text, int offset, int length) {
    ensure(length);
    int end = offset + length;
    int i = offset;
    byte[] target = bytes;
    int at = size;
    for (; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        break;
      }
      target[at++] = (byte) c;
    }
    size = at;
    if (i < end) {
      encode(text, i, end - i);
    }
  }

  private void encode(CharSequence text, int offset, int length) {
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        put(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        put(c);
      }
    }
  }

  private void put(int codePoint) {
    ensure(4);
    if (codePoint < 0x80) {
      bytes[size++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      bytes[size++] = (byte) (0xC0 | (codePoint >> 6));
      bytes[size++] = (byte) (0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
      int written =
          codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
              ? REPLACEMENT
              : codePoint;
      bytes[size++] = (byte) (0xE0 | (written >> 12));
      bytes[size++] = (byte) (0x80 | ((written >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (written & 0x3F));
    } else {
      bytes[size++] = (byte) (0xF0 | (codePoint >> 18));
      bytes[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
      bytes[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (codePoint & 0x3F));
    }
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  void clear() {
    size = 0;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
