package io.github.lwmigrate.json.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What an earlier part of a run left in a file, held against what is written again. */
final class Leftover implements Closeable {

  private static final int BLOCK = 1 << 13;

  private final FileChannel file;
  private long matched;

  Leftover(Path path, long from) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    this.matched = from;
  }

  /** Whether the file goes on with this line. If so, the next one is held against what follows. */
  boolean matches(byte[] line) throws IOException {
    if (!Arrays.equals(read(matched, line.length), line)) {
      return false;
    }
    matched += line.length;
    return true;
  }

  private byte[] read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, from + bytes.position()) < 0) {
        break;
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** How much of the file is as it is to be. */
  long matched() {
    return matched;
  }

  boolean endsHere() throws IOException {
    return matched >= file.size();
  }

  /** Whether no whole line follows: a crash cut the last one off. */
  boolean isTornHere() throws IOException {
    for (long at = matched; at < file.size(); at += BLOCK) {
      for (byte each : read(at, BLOCK)) {
        if (each == '\n') {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
