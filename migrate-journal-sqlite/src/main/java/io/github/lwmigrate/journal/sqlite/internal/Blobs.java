package io.github.lwmigrate.journal.sqlite.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The one way by which bytes get into the database and out of it. Each is stored behind the number
 * of its form and a checksum over its place and its content; SQLite takes a changed blob for sound.
 */
final class Blobs {

  /** Plain content with a CRC-32C. Encrypted content will be another form. */
  private static final byte PLAIN = 1;

  private static final int HEADER = 1 + Integer.BYTES;

  private Blobs() {}

  /** Says that stored bytes are not those that were written. */
  static final class DamageException extends Exception {
    private static final long serialVersionUID = 1L;

    DamageException(String what) {
      super(what);
    }
  }

  /** The place of a blob, for example {@code original/17/2}. */
  static String place(String column, long index, Object part) {
    return column + '/' + index + '/' + part;
  }

  static byte[] seal(String place, byte[] content) {
    return ByteBuffer.allocate(HEADER + content.length)
        .put(PLAIN)
        .putInt(checksum(place, content, 0))
        .put(content)
        .array();
  }

  static byte[] open(String place, byte[] stored) throws DamageException {
    if (stored.length < HEADER
        || stored[0] != PLAIN
        || ByteBuffer.wrap(stored).getInt(1) != checksum(place, stored, HEADER)) {
      throw new DamageException("the content at " + place + " is not what was written");
    }
    byte[] content = new byte[stored.length - HEADER];
    System.arraycopy(stored, HEADER, content, 0, content.length);
    return content;
  }

  private static int checksum(String place, byte[] bytes, int from) {
    CRC32C checksum = new CRC32C();
    checksum.update(place.getBytes(StandardCharsets.UTF_8));
    checksum.update(bytes, from, bytes.length - from);
    return (int) checksum.getValue();
  }
}
