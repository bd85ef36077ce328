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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way back after an unclean end. Database and log are one unit, and opening them changes both,
 * so they are copied aside first. The copy holds keys: it goes at the end, unless damage was found;
 * then it stays, and is named.
 */
final class Recovery implements AutoCloseable {

  private final Path file;
  private final String tried;
  private final @Nullable Path copy;
  private boolean damaged;

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
      Recovery recovery = new Recovery(file, tried, free(file));
      recovery.copy();
      if (WriteAheadLog.isDamaged(log)) {
        throw recovery.failed("its write-ahead log was changed, and what it acknowledged is lost");
      }
      return recovery;
    } catch (IOException e) {
      throw new JournalException(Problems.of(e, tried, file));
    }
  }

  /** Looks the database over; after a clean end nothing needs to be looked at. */
  void check(Connection connection) throws SQLException {
    if (copy != null) {
      String verdict = Connections.quickCheck(connection);
      if (!verdict.equals("ok")) {
        throw failed(verdict);
      }
    }
  }

  /** What became of opening the database. */
  JournalException explain(SQLException e) {
    return copy != null && Problems.isDamage(e)
        ? failed(String.valueOf(e.getMessage()))
        : new JournalException(Problems.of(e, tried, file));
  }

  private JournalException failed(String because) {
    damaged = true;
    return new JournalException(
        JournalException.tried(tried)
            .because(file + " is damaged (" + because + ")")
            .remedy(
                "Change nothing at the origin. How it was found is kept as "
                    + copy
                    + ", with its log; what can still be read, can be read with openReadOnly."));
  }

  @Override
  public void close() {
    if (copy != null && !damaged) {
      try {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(log(copy));
      } catch (IOException e) {
        throw new JournalException(Problems.of(e, "remove the copy of the journal", copy));
      }
    }
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

  private void copy() throws IOException {
    Path to = copy;
    if (to != null) {
      try {
        copy(file, to);
        copy(log(file), log(to));
      } catch (IOException e) {
        close();
        throw e;
      }
    }
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
