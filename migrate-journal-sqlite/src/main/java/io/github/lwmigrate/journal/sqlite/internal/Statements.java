package io.github.lwmigrate.journal.sqlite.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one connection, each prepared when it is first used. No result outlives a call:
 * an open one would keep the write-ahead log from being emptied. Not thread-safe.
 */
final class Statements {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** Makes something of one row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException, Blobs.DamageException;
  }

  /** Changes rows and tells how many. */
  int update(String sql, @Nullable Object... values) throws SQLException {
    return bound(sql, values).executeUpdate();
  }

  <T> List<T> list(String sql, Row<T> row, Object... values)
      throws SQLException, Blobs.DamageException {
    List<T> all = new ArrayList<>();
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      while (rows.next()) {
        all.add(row.of(rows));
      }
    }
    return all;
  }

  <T> Optional<T> first(String sql, Row<T> row, Object... values)
      throws SQLException, Blobs.DamageException {
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      return rows.next() ? Optional.of(row.of(rows)) : Optional.empty();
    }
  }

  /** The number in the only row and column. */
  long number(String sql, Object... values) throws SQLException {
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("no row where one was expected");
      }
      return rows.getLong(1);
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
