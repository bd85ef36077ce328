package io.github.lwmigrate.journal.sqlite;

import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.testkit.JournalContract;
import io.github.lwmigrate.testkit.JournalFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalContractTest extends JournalContract {

  @TempDir Path folder;

  @Override
  protected JournalFixture fixture() {
    return new FilePlace(folder.resolve("run.db"));
  }

  private static final class FilePlace implements JournalFixture {
    private final Path file;
    private @Nullable Connection other;

    FilePlace(Path file) {
      this.file = file;
    }

    @Override
    public Journal open() {
      return Files.exists(file)
          ? SqliteJournal.open(file)
          : SqliteJournal.builder(file).acceptVolatileLocation().create();
    }

    /** Another connection takes the lock for writing. */
    @Override
    public boolean breakWrites() throws SQLException {
      other = Database.connect(file);
      Database.execute(other, "BEGIN IMMEDIATE");
      return true;
    }

    @Override
    public boolean damage(long index) throws SQLException {
      try (Connection connection = Database.connect(file)) {
        Database.damage(connection, "revision", "exported", index);
        Database.damage(connection, "step", "after_image", index);
      }
      return true;
    }

    @Override
    public void close() {
      if (other != null) {
        try {
          other.close();
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
