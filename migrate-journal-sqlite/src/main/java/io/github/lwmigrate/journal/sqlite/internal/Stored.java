package io.github.lwmigrate.journal.sqlite.internal;

import java.time.DateTimeException;
import java.time.Instant;

/** Values that are stored as words, so that the file can be read with any tool. */
final class Stored {

  private Stored() {}

  static <E extends Enum<E>> E word(Class<E> type, String word) throws Blobs.DamageException {
    try {
      return Enum.valueOf(type, word);
    } catch (IllegalArgumentException e) {
      throw new Blobs.DamageException(word + " is no " + type.getSimpleName());
    }
  }

  static Instant time(String text) throws Blobs.DamageException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Blobs.DamageException(text + " is no time");
    }
  }
}
