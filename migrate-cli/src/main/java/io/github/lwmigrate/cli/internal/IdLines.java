package io.github.lwmigrate.cli.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Ids from a text, one a line, read as they are asked for. Blank lines and what follows {@code #}
 * are left out; line ends, blanks and a byte order mark of any system are tolerated.
 */
final class IdLines implements Iterator<String> {

  private final BufferedReader lines;
  private @Nullable String next;
  private boolean ended;

  IdLines(InputStream in) {
    try {
      PushbackInputStream start = new PushbackInputStream(in, 3);
      this.lines = new BufferedReader(new InputStreamReader(start, charset(start)));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Charset charset(PushbackInputStream in) throws IOException {
    byte[] start = in.readNBytes(3);
    int length = start.length;
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (length >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    } else if (length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (length == 3
        && start[0] == (byte) 0xEF
        && start[1] == (byte) 0xBB
        && start[2] == (byte) 0xBF) {
      mark = 3;
    }
    in.unread(start, mark, length - mark);
    return charset;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && !ended) {
        String line = lines.readLine();
        if (line == null) {
          ended = true;
        } else {
          int comment = line.indexOf('#');
          String id = (comment < 0 ? line : line.substring(0, comment)).strip();
          next = id.isEmpty() ? null : id;
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return next != null;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String id = next;
    next = null;
    return java.util.Objects.requireNonNull(id);
  }

  private static UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("standard input cannot be read", e);
  }
}
