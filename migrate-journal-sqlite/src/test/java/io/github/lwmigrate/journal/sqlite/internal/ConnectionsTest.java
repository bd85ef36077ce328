package io.github.lwmigrate.journal.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lwmigrate.journal.JournalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void makeFile() throws Exception {
    file = folder.resolve("run.db");
    Locations.createFile(file);
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getString(1);
    }
  }

  @Test
  void writer_hasTheSettingsThatKeepThePromise() throws Exception {
    Map<String, String> settings =
        Map.of(
            "journal_mode", "wal",
            "synchronous", "2",
            "secure_delete", "1",
            "trusted_schema", "0",
            "cell_size_check", "1",
            "temp_store", "2",
            "busy_timeout", "0");
    try (Connection writer = Connections.writer(file)) {
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        assertThat(ask(writer, "PRAGMA " + setting.getKey()))
            .as(setting.getKey())
            .isEqualTo(setting.getValue());
      }
    }
  }

  @Test
  void reader_changesNothing() throws Exception {
    try (Connection writer = Connections.writer(file)) {
      Connections.create(writer);
      writer.commit();
      try (Connection reader = Connections.reader(file);
          Statement statement = reader.createStatement()) {
        assertThatThrownBy(() -> statement.execute("DELETE FROM device"))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void fullDatabase_isToldAsAFullDisk() throws Exception {
    try (Connection writer = Connections.writer(file);
        Statement statement = writer.createStatement()) {
      Connections.create(writer);
      statement.execute("PRAGMA max_page_count=10");
      SQLException full =
          catchThrowableOfType(
              SQLException.class,
              () -> {
                for (int i = 0; i < 100; i++) {
                  statement.execute("INSERT INTO text (value) VALUES (hex(randomblob(2000)))");
                }
              });
      assertThat(new JournalException(Problems.of(full, "append", file)).getMessage())
          .contains("is full", "Make room");
    }
  }

  @Test
  void settingThatIsNotTaken_isRefused() throws Exception {
    try (Connection other = Connections.writer(file);
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA journal_mode=DELETE");
      statement.execute("CREATE TABLE t (x)");
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> Connections.writer(file).close()).isInstanceOf(SQLException.class);
    }
  }
}
