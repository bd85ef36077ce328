package io.github.lwmigrate.json.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text files of unknown encoding. */
public final class Texts {
  private Texts() {}

  /** Stands where the bytes are no text; no text holds it alone. */
  static final char NO_TEXT = '\uDFFF';

  /**
   * UTF-8, or UTF-16 as Windows shells write it, with or without a byte order mark. Where the bytes
   * are no text, {@link #NO_TEXT} comes.
   */
  public static Reader decode(InputStream bytes) throws IOException {
    PushbackInputStream in = new PushbackInputStream(bytes, 3);
    byte[] head = in.readNBytes(3);
    int first = head.length > 0 ? head[0] & 0xFF : -1;
    int second = head.length > 1 ? head[1] & 0xFF : -1;
    int third = head.length > 2 ? head[2] & 0xFF : -1;
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (first == 0xEF && second == 0xBB && third == 0xBF) {
      mark = 3;
    } else if (first == 0xFE && second == 0xFF) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    } else if (first == 0xFF && second == 0xFE) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (first == 0 && second > 0) {
      charset = StandardCharsets.UTF_16BE;
    } else if (first > 0 && second == 0) {
      charset = StandardCharsets.UTF_16LE;
    }
    in.unread(head, mark, head.length - mark);
    return new InputStreamReader(
        in,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(NO_TEXT)));
  }
}
