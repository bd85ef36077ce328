package io.github.lwmigrate.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks into journals as any tool for SQLite does. */
final class Database {

  private Database() {}

  static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getString(1);
    }
  }

  /** Turns one bit in the middle of a stored value round. */
  static void damage(Connection connection, String table, String column, long index)
      throws SQLException {
    byte[] bytes;
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + column + " FROM " + table + " WHERE idx = ?")) {
      select.setLong(1, index);
      try (ResultSet rows = select.executeQuery()) {
        bytes = rows.getBytes(1);
      }
    }
    bytes[bytes.length / 2] ^= 1;
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE " + table + " SET " + column + " = ? WHERE idx = ?")) {
      update.setBytes(1, bytes);
      update.setLong(2, index);
      assertThat(update.executeUpdate()).isPositive();
    }
  }
}
