package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.journal.JournalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens databases with the settings that keep the promise of a journal, and reads them back. */
final class Connections {

  /** What a reader waits while another process opens or closes the journal. */
  private static final int READER_WAITS_MILLIS = 2_000;

  /** Each with what SQLite has to answer when it is asked afterwards. */
  private static final Map<String, String> WRITER = new LinkedHashMap<>();

  static {
    WRITER.put("journal_mode=WAL", "wal");
    WRITER.put("synchronous=FULL", "2");
    WRITER.put("secure_delete=ON", "1");
    WRITER.put("trusted_schema=OFF", "0");
    WRITER.put("cell_size_check=ON", "1");
    // What a batch may have to take back is kept in memory, not in a temporary file: it holds keys.
    WRITER.put("temp_store=MEMORY", "2");
  }

  private Connections() {}

  /** The connection that writes. One at a time may exist. */
  static Connection writer(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setBusyTimeout(0);
    Connection connection = connect(config, file);
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> setting : WRITER.entrySet()) {
        statement.execute("PRAGMA " + setting.getKey());
        String name = setting.getKey().substring(0, setting.getKey().indexOf('='));
        String answer = text(statement, "PRAGMA " + name);
        if (!setting.getValue().equals(answer)) {
          throw new SQLException(
              "SQLite does not take " + setting.getKey() + " here, but says " + answer);
        }
      }
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw e;
    }
  }

  /** A connection that changes nothing. */
  static Connection reader(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    config.setBusyTimeout(READER_WAITS_MILLIS);
    Connection connection = connect(config, file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only=ON");
      statement.execute("PRAGMA trusted_schema=OFF");
      statement.execute("PRAGMA cell_size_check=ON");
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw e;
    }
  }

  /** Makes the tables, and has them in the database itself before anything is written. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("PRAGMA application_id=" + Sql.APPLICATION_ID);
      statement.execute("PRAGMA user_version=" + Sql.VERSION);
      for (String sql : Sql.SCHEMA) {
        statement.execute(sql);
      }
      connection.setAutoCommit(true);
      text(statement, "PRAGMA wal_checkpoint(TRUNCATE)");
      connection.setAutoCommit(false);
    }
  }

  /** Refuses what this version did not write. */
  static void requireJournal(Connection connection, Path file, String tried) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int application = Integer.parseInt(text(statement, "PRAGMA application_id"));
      if (application != Sql.APPLICATION_ID) {
        throw new JournalException(
            JournalException.tried(tried)
                .because(file + " is no journal of lw-migrate, or its making was interrupted")
                .remedy("Look whether the name is right."));
      }
      int version = Integer.parseInt(text(statement, "PRAGMA user_version"));
      if (version > Sql.VERSION) {
        throw new JournalException(
            JournalException.tried(tried)
                .because(
                    file
                        + " was written by a newer version of lw-migrate (form "
                        + version
                        + "; this version knows up to "
                        + Sql.VERSION
                        + ")")
                .remedy("Use that version, or a later one."));
      }
    }
  }

  static String quickCheck(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return text(statement, "PRAGMA quick_check(1)");
    }
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing that was acknowledged depends on it.
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setGetGeneratedKeys(false);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    return config;
  }

  /** As a URI: a name with a question mark would be taken for settings. */
  private static Connection connect(SQLiteConfig config, Path file) throws SQLException {
    NativeLibrary.load();
    return config.createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath());
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }
}
