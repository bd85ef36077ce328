package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * The way back after an unclean end. Database and log are one unit, and opening them changes both,
 * so they are copied aside first. The copy holds keys: it goes when all is well, and stays as it is
 * when damage was found. As long as it is there, no end is taken for clean.
 */
final class Recovery implements AutoCloseable {

  private final Path file;
  private final String tried;
  private final boolean needed;
  private final boolean copied;
  private boolean sound;
  private boolean damaged;

  private Recovery(Path file, String tried, boolean needed, boolean copied) {
    this.file = file;
    this.tried = tried;
    this.needed = needed;
    this.copied = copied;
  }

  /** Before the database is opened, by whoever holds the run. */
  static Recovery prepare(Path file, String tried) {
    Path log = log(file);
    try {
      if (WriteAheadLog.isDamaged(log)) {
        throw new JournalException(
            JournalException.tried(tried)
                .because(log + " was changed, and acknowledged events behind the change are lost")
                .remedy(
                    "Change nothing at the origin. Copy "
                        + file
                        + " and its log to a sound disk; nothing has opened them yet. What is left"
                        + " can be read with openReadOnly."));
      }
      boolean kept = Files.exists(copy(file));
      long logSize = WriteAheadLog.size(log);
      boolean copied = logSize > 0 && !kept;
      if (copied) {
        Locations.requireSpace(file, Files.size(file) + logSize, tried);
        copyAside(file);
      }
      return new Recovery(file, tried, logSize > 0 || kept, copied);
    } catch (IOException e) {
      throw new JournalException(Problems.of(e, tried, file));
    }
  }

  /** Looks the database over; after a clean end nothing needs to be looked at. */
  void check(Connection connection) throws SQLException {
    if (needed) {
      String verdict = Connections.quickCheck(connection);
      if (!verdict.equals("ok")) {
        throw failed(verdict.replace('\n', ' '));
      }
      sound = true;
    }
  }

  /** What became of opening the database. */
  JournalException explain(SQLException e) {
    return needed && Problems.isDamage(e)
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
                    + copy(file)
                    + ", with its log; what can still be read, can be read with openReadOnly."));
  }

  @Override
  public void close() {
    if (sound || (copied && !damaged)) {
      try {
        Files.deleteIfExists(copy(file));
        Files.deleteIfExists(log(copy(file)));
      } catch (IOException e) {
        // The next opening looks the database over again, and tries again.
      }
    }
  }

  private static Path copy(Path file) {
    return Locations.beside(file, ".copy");
  }

  private static Path log(Path file) {
    return Locations.beside(file, "-wal");
  }

  /** The copy has its name only when it is whole. */
  private static void copyAside(Path file) throws IOException {
    Path copy = copy(file);
    Path partial = Locations.beside(copy, ".partial");
    try {
      copy(log(file), log(copy));
      copy(file, partial);
      Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
      Locations.forceDirectory(Locations.directory(file));
    } catch (IOException e) {
      Files.deleteIfExists(partial);
      Files.deleteIfExists(log(copy));
      throw e;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.deleteIfExists(to);
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
