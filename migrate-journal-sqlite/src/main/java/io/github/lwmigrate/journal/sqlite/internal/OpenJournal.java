package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open database: who holds it, who writes it, who reads it. */
public final class OpenJournal implements AutoCloseable {

  private final Path file;
  private final RowReader reader;
  private final @Nullable GroupWriter writer;
  private final @Nullable RunLock lock;

  private OpenJournal(
      Path file, RowReader reader, @Nullable GroupWriter writer, @Nullable RunLock lock) {
    this.file = file;
    this.reader = reader;
    this.writer = writer;
    this.lock = lock;
  }

  /** Makes a journal where no file is. */
  public static OpenJournal create(Path file, boolean volatileAccepted) {
    String tried = "create the journal " + file;
    return uninterrupted(
        () -> {
          if (Files.exists(file)) {
            IOException e = new FileAlreadyExistsException(file.toString());
            throw new JournalException(Problems.of(e, tried, file));
          }
          if (!volatileAccepted) {
            Locations.requireLasting(Locations.directory(file), tried);
          }
          return held(file, tried, lock -> create(file, tried, lock));
        });
  }

  private static OpenJournal create(Path file, String tried, RunLock lock) throws SQLException {
    try {
      Locations.createFile(file);
    } catch (IOException e) {
      throw new JournalException(Problems.of(e, tried, file));
    }
    try {
      Connection writer = Connections.writer(file);
      try {
        Connections.create(writer);
        return opened(file, writer, Connections.reader(file), lock);
      } catch (SQLException | RuntimeException e) {
        Connections.close(writer);
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      remove(file);
      throw e;
    }
  }

  /** Goes on with a journal. */
  public static OpenJournal open(Path file) {
    String tried = "open the journal " + file;
    return uninterrupted(
        () -> {
          requireFile(file, tried);
          return held(file, tried, lock -> open(file, tried, lock));
        });
  }

  private static OpenJournal open(Path file, String tried, RunLock lock) {
    try (Recovery recovery = Recovery.prepare(file, tried)) {
      try {
        return open(file, tried, lock, recovery);
      } catch (SQLException e) {
        throw recovery.explain(e);
      }
    }
  }

  private static OpenJournal open(Path file, String tried, RunLock lock, Recovery recovery)
      throws SQLException {
    Connection reader = Connections.reader(file);
    try {
      Connections.requireJournal(reader, file, tried);
      Connection writer = Connections.writer(file);
      try {
        recovery.check(writer);
        writer.setAutoCommit(false);
        return opened(file, writer, reader, lock);
      } catch (SQLException | RuntimeException e) {
        Connections.close(writer);
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      Connections.close(reader);
      throw e;
    }
  }

  private static OpenJournal opened(Path file, Connection writer, Connection reader, RunLock lock) {
    return new OpenJournal(file, new RowReader(file, reader), new GroupWriter(file, writer), lock);
  }

  /** Looks into a journal that another process may be writing. */
  public static OpenJournal openReadOnly(Path file) {
    String tried = "open the journal " + file + " for reading";
    return uninterrupted(
        () -> {
          requireFile(file, tried);
          try {
            Connection reader = Connections.reader(file);
            try {
              Connections.requireJournal(reader, file, tried);
              return new OpenJournal(file, new RowReader(file, reader), null, null);
            } catch (SQLException | RuntimeException e) {
              Connections.close(reader);
              throw e;
            }
          } catch (SQLException e) {
            throw new JournalException(Problems.of(e, tried, file));
          }
        });
  }

  public RowReader reader() {
    return reader;
  }

  /** What writes; refuses for a journal that was opened for reading. */
  public GroupWriter writer(String tried) {
    GroupWriter open = writer;
    if (open == null) {
      throw new JournalException(
          JournalException.tried(tried)
              .because(file + " is open for reading only")
              .remedy("Open it with open, which only one process at a time can."));
    }
    return open;
  }

  /** Writes what waits, empties the log, and lets others in. Harmless when repeated. */
  @Override
  public void close() {
    reader.close();
    if (writer != null) {
      writer.close();
    }
    if (lock != null) {
      lock.close();
    }
  }

  private interface Opening {
    OpenJournal with(RunLock lock) throws SQLException;
  }

  private static OpenJournal held(Path file, String tried, Opening opening) {
    RunLock lock = RunLock.take(file, tried);
    try {
      return opening.with(lock);
    } catch (SQLException e) {
      lock.close();
      throw new JournalException(Problems.of(e, tried, file));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireFile(Path file, String tried) {
    if (!Files.isRegularFile(file)) {
      throw new JournalException(
          JournalException.tried(tried)
              .because("there is no such file")
              .remedy("Look whether the name is right."));
    }
  }

  private static void remove(Path file) {
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      try {
        Files.deleteIfExists(Locations.beside(file, suffix));
      } catch (IOException e) {
        // It holds no device yet; the next one who wants this name is told that it exists.
      }
    }
  }

  /** A pending interruption would break the channels that opening uses. */
  private static OpenJournal uninterrupted(Supplier<OpenJournal> opening) {
    boolean interrupted = Thread.interrupted();
    try {
      return opening.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
