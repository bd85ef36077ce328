package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.RunDescription;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Owns the connection that writes. One thread takes what is waiting, writes it in one transaction,
 * and lets the waiting go once that is on disk; so many threads share the price of a commit.
 *
 * <p>A batch that breaks a rule is taken back by itself. Any other failure fails the whole group,
 * and everything after it: what the file holds is then known, and nothing is added to it.
 */
public final class GroupWriter {

  private static final int GROUP = 256;

  private final Path file;
  private final Connection connection;
  private final Statements statements;
  private final EventWriter events;
  private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Object door = new Object();
  private boolean closed;
  private volatile MigrationException.@Nullable Builder failure;

  GroupWriter(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.statements = new Statements(connection);
    this.events = new EventWriter(file, statements);
    this.thread = new Thread(this::work, "lw-migrate journal " + file.getFileName());
    thread.setDaemon(true);
    thread.start();
  }

  /** What is written together, or refused together. */
  private static final class Batch {
    static final Batch END = new Batch(writer -> {});

    final Writing writing;
    final CompletableFuture<Optional<MigrationException.Builder>> result =
        new CompletableFuture<>();
    @Nullable Refusal refusal;

    Batch(Writing writing) {
      this.writing = writing;
    }

    void release(MigrationException.@Nullable Builder failure) {
      result.complete(Optional.ofNullable(refusal == null ? failure : refusal.problem()));
    }
  }

  private interface Writing {
    void with(EventWriter writer) throws SQLException, Blobs.DamageException, Refusal;
  }

  public void begin(RunDescription run) {
    write(writer -> writer.begin(run));
  }

  public void append(List<? extends JournalEvent> appended) {
    List<Change> changes = Change.of(appended);
    write(
        writer -> {
          for (Change change : changes) {
            writer.apply(change);
          }
        });
  }

  private void write(Writing writing) {
    Batch batch = new Batch(writing);
    synchronized (door) {
      if (closed) {
        throw new JournalException(
            JournalException.tried("append to the journal " + file)
                .because("it is closed")
                .remedy("Open it again."));
      }
      queue.add(batch);
    }
    // Not interruptible: who was told of an interruption could not know what is on disk.
    Optional<MigrationException.Builder> problem = batch.result.join();
    if (problem.isPresent()) {
      throw new JournalException(problem.get());
    }
  }

  private void work() {
    List<Batch> group = new ArrayList<>();
    boolean more = true;
    while (more) {
      group.clear();
      group.add(next());
      queue.drainTo(group, GROUP - 1);
      more = !group.remove(Batch.END);
      MigrationException.Builder failed = failure;
      if (failed == null && !group.isEmpty()) {
        failed = commit(group);
      }
      for (Batch batch : group) {
        batch.release(failed);
      }
    }
  }

  private Batch next() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt this thread; waiting goes on until the journal is
        // closed.
      }
    }
  }

  private MigrationException.@Nullable Builder commit(List<Batch> group) {
    try {
      for (Batch batch : group) {
        write(batch);
      }
      connection.commit();
      if (events.takePurged()) {
        checkpoint();
      }
      return null;
    } catch (SQLException e) {
      failure = Problems.of(e, "append to the journal", file);
    } catch (Blobs.DamageException e) {
      failure = Problems.damage(e, "append to the journal", file);
    } catch (RuntimeException | Error e) {
      failure =
          JournalException.tried("append to the journal " + file)
              .because("an unexpected " + e.getClass().getName() + " came in between")
              .cause(e);
    }
    rollBack();
    return failure;
  }

  private void write(Batch batch) throws SQLException, Blobs.DamageException {
    statements.update(Sql.SAVEPOINT);
    try {
      batch.writing.with(events);
    } catch (Refusal e) {
      batch.refusal = e;
      statements.update(Sql.ROLLBACK_TO);
      events.forget();
    }
    statements.update(Sql.RELEASE);
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // After most failures SQLite has rolled back by itself.
    }
  }

  /**
   * Brings the log into the database and empties it, since what was cleared can be read there until
   * then. A reader that is at work can prevent it; the next one, or closing, tries again.
   */
  private void checkpoint() throws SQLException {
    connection.setAutoCommit(true);
    try {
      statements.number("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      connection.setAutoCommit(false);
    }
  }

  /** Waits for what was appended, and closes the connection. Harmless when repeated. */
  void close() {
    synchronized (door) {
      if (!closed) {
        closed = true;
        queue.add(Batch.END);
      }
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Connection closing = connection) {
      if (failure == null && !closing.isClosed()) {
        checkpoint();
      }
    } catch (SQLException e) {
      // Everything that was acknowledged is in the log.
    }
  }
}
