package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way back after an unclean end. Database and log are one unit, and opening them changes both,
 * so they are copied aside first. The copy holds keys: it goes when all turned out well, and is
 * named when not.
 */
final class Recovery {

  private final Path file;
  private final String tried;
  private final @Nullable Path copy;

  private Recovery(Path file, String tried, @Nullable Path copy) {
    this.file = file;
    this.tried = tried;
    this.copy = copy;
  }

  /** Before the database is opened, by whoever holds the run. */
  static Recovery prepare(Path file, String tried) {
    Path log = log(file);
    try {
      long logSize = WriteAheadLog.size(log);
      if (logSize == 0) {
        return new Recovery(file, tried, null);
      }
      Locations.requireSpace(file, Files.size(file) + logSize, tried);
      Path copy = free(file);
      copy(file, copy);
      copy(log, log(copy));
      Recovery recovery = new Recovery(file, tried, copy);
      if (WriteAheadLog.isDamaged(log)) {
        throw recovery.failed("its write-ahead log was changed, and what it acknowledged is lost");
      }
      return recovery;
    } catch (IOException e) {
      throw new JournalException(Problems.of(e, tried, file));
    }
  }

  boolean isNeeded() {
    return copy != null;
  }

  /** After the database was opened and looked over. */
  void done(String verdict) {
    if (!verdict.equals("ok")) {
      throw failed(verdict);
    }
    if (copy != null) {
      try {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(log(copy));
      } catch (IOException e) {
        throw new JournalException(Problems.of(e, "remove the copy of the journal", copy));
      }
    }
  }

  private JournalException failed(String because) {
    return new JournalException(
        JournalException.tried(tried)
            .because(file + " is damaged (" + because + ")")
            .remedy(
                "Change nothing at the origin. How it was found is kept as "
                    + copy
                    + ", with its log; what can still be read, can be read with openReadOnly."));
  }

  private static Path free(Path file) {
    Path candidate = Locations.beside(file, ".copy");
    for (int i = 2; Files.exists(candidate); i++) {
      candidate = Locations.beside(file, ".copy" + i);
    }
    return candidate;
  }

  private static Path log(Path file) {
    return Locations.beside(file, "-wal");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        FileChannel channel =
            FileChannel.open(
                to,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                Locations.ownerOnly(to, "rw-------"));
        OutputStream out = Channels.newOutputStream(channel)) {
      in.transferTo(out);
      channel.force(true);
    }
  }
}
