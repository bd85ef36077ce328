package io.github.lwmigrate.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which device first used a name, for any number of devices in bounded heap: an
 * open-addressing table of 128-bit fingerprints that moves from the heap to an owner-only temporary
 * file. Not thread-safe.
 */
final class FingerprintTable implements AutoCloseable {

  private static final int SLOT = 24;
  private static final int FIRST_SLOTS = 1 << 10;
  private static final int HEAP_SLOTS = 1 << 15;
  private static final int MOST_SLOTS = 1 << 26;
  private static final byte[] ZEROS = new byte[1 << 16];

  private final int heapSlots;
  private final Path folder;
  private final MessageDigest digest;
  private ByteBuffer table = ByteBuffer.allocate(FIRST_SLOTS * SLOT);
  private int slots = FIRST_SLOTS;
  private int used;
  private @Nullable Path file;

  FingerprintTable() {
    this(HEAP_SLOTS, Path.of(System.getProperty("java.io.tmpdir")));
  }

  FingerprintTable(int heapSlots, Path folder) {
    this.heapSlots = heapSlots;
    this.folder = folder;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The index that first used the name, or -1 if none did. */
  long find(String name) {
    ByteBuffer print = fingerprint(name);
    int at = slot(print.getLong(0), print.getLong(8));
    return table.getLong(at + 16) - 1;
  }

  /** Remembers the name, unless somebody used it before. */
  void add(String name, long index) {
    if (2 * (used + 1) > slots) {
      grow();
    }
    ByteBuffer print = fingerprint(name);
    int at = slot(print.getLong(0), print.getLong(8));
    if (table.getLong(at + 16) == 0) {
      table.putLong(at, print.getLong(0));
      table.putLong(at + 8, print.getLong(8));
      table.putLong(at + 16, index + 1);
      used++;
    }
  }

  private ByteBuffer fingerprint(String name) {
    return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
  }

  private int slot(long high, long low) {
    int i = (int) (high & (slots - 1));
    while (true) {
      int at = i * SLOT;
      if (table.getLong(at + 16) == 0
          || (table.getLong(at) == high && table.getLong(at + 8) == low)) {
        return at;
      }
      i = (i + 1) & (slots - 1);
    }
  }

  private void grow() {
    if (slots >= MOST_SLOTS) {
      throw MigrationException.builder(
              Stage.CHECK, "compare the devices of the run with each other")
          .because("there are more than " + MOST_SLOTS / 2 + " names")
          .remedy("Select fewer devices for one run.")
          .build();
    }
    ByteBuffer old = table;
    int oldSlots = slots;
    Path oldFile = file;
    table = 2 * slots > heapSlots ? map(2 * slots) : ByteBuffer.allocate(2 * slots * SLOT);
    slots *= 2;
    for (int i = 0; i < oldSlots; i++) {
      int from = i * SLOT;
      if (old.getLong(from + 16) != 0) {
        int to = slot(old.getLong(from), old.getLong(from + 8));
        table.putLong(to, old.getLong(from));
        table.putLong(to + 8, old.getLong(from + 8));
        table.putLong(to + 16, old.getLong(from + 16));
      }
    }
    delete(oldFile);
  }

  private ByteBuffer map(int slots) {
    Path path = null;
    try {
      path = Files.createTempFile(folder, "lw-migrate-names-", ".tmp");
      long size = (long) slots * SLOT;
      try (FileChannel channel =
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        // Written, not only sized: on a full disk a hole in a mapped file would end the process.
        ByteBuffer zeros = ByteBuffer.wrap(ZEROS);
        for (long left = size; left > 0; ) {
          zeros.clear().limit((int) Math.min(left, ZEROS.length));
          left -= channel.write(zeros);
        }
        ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
        file = path;
        return mapped;
      }
    } catch (IOException e) {
      delete(path);
      throw MigrationException.builder(
              Stage.CHECK, "compare the devices of the run with each other")
          .because("the temporary folder takes no file of " + (long) slots * SLOT + " bytes")
          .remedy("Make room there, or name another folder with -Djava.io.tmpdir.")
          .cause(e)
          .build();
    }
  }

  private static void delete(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // Windows keeps a mapped file until the mapping is collected.
        file.toFile().deleteOnExit();
      }
    }
  }

  @Override
  public void close() {
    table = ByteBuffer.allocate(0);
    delete(file);
  }
}
