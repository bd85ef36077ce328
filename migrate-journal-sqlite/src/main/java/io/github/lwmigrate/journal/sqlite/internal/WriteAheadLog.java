package io.github.lwmigrate.journal.sqlite.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Looks at a write-ahead log for damage. SQLite takes a log as ending at the first frame whose
 * checksum is wrong, and says nothing of acknowledged transactions behind it.
 *
 * <p>The checksum of a frame builds on that of the frame before, so frames behind a wrong one can
 * still be judged. A wrong frame in the last transaction is what a loss of power leaves: that one
 * was not acknowledged, or cannot be told from one that was not. A whole transaction behind the one
 * with the wrong frame was begun after that one was on disk: then the log was changed.
 */
final class WriteAheadLog {

  private static final int MAGIC = 0x377f0682;
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;

  private final ByteBuffer header;
  private final boolean bigEndian;
  private int sum1;
  private int sum2;

  private WriteAheadLog(byte[] header) {
    this.header = ByteBuffer.wrap(header);
    this.bigEndian = (this.header.getInt(0) & 1) == 1;
  }

  static long size(Path log) throws IOException {
    try {
      return Files.size(log);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Whether a part was changed that had been on disk before. */
  static boolean isDamaged(Path log) throws IOException {
    if (size(log) <= HEADER) {
      return false;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(log), 1 << 16))) {
      byte[] header = new byte[HEADER];
      in.readFully(header);
      return new WriteAheadLog(header).isDamaged(in);
    }
  }

  private boolean isDamaged(InputStream in) throws IOException {
    int pageSize = header.getInt(8);
    if ((header.getInt(0) & ~1) != MAGIC || pageSize < 512 || pageSize > 1 << 16) {
      return true;
    }
    add(header.array(), 0, 24);
    if (sum1 != header.getInt(24) || sum2 != header.getInt(28)) {
      return true;
    }
    byte[] frame = new byte[FRAME_HEADER + pageSize];
    boolean wrong = false;
    boolean rightBehind = false;
    int commits = 0;
    while (in.readNBytes(frame, 0, frame.length) == frame.length) {
      ByteBuffer fields = ByteBuffer.wrap(frame);
      boolean current =
          fields.getInt(8) == header.getInt(16) && fields.getInt(12) == header.getInt(20);
      add(frame, 0, 8);
      add(frame, FRAME_HEADER, pageSize);
      boolean right = current && sum1 == fields.getInt(16) && sum2 == fields.getInt(20);
      wrong |= !right;
      if (wrong && current && fields.getInt(4) != 0) {
        commits++;
        rightBehind |= right;
      }
      sum1 = fields.getInt(16);
      sum2 = fields.getInt(20);
    }
    return commits > 1 && rightBehind;
  }

  private void add(byte[] bytes, int from, int length) {
    ByteBuffer words =
        ByteBuffer.wrap(bytes, from, length)
            .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    while (words.hasRemaining()) {
      sum1 += words.getInt() + sum2;
      sum2 += words.getInt() + sum1;
    }
  }
}
