package io.github.lwmigrate.journal.sqlite.internal;

import java.util.List;

/** Every statement that this journal knows. */
final class Sql {

  /** "LWMJ". */
  static final int APPLICATION_ID = 0x4C574D4A;

  static final int VERSION = 1;

  /** Big values stand in tables of their own, so that walking over the devices stays cheap. */
  static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE run (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            id TEXT NOT NULL,
            started_at TEXT NOT NULL,
            source TEXT NOT NULL,
            sink TEXT NOT NULL,
            policy TEXT NOT NULL,
            selection TEXT NOT NULL,
            listing_complete INTEGER NOT NULL DEFAULT 0,
            ended_at TEXT) STRICT
          """,
          """
          CREATE TABLE context (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE text (
            id INTEGER PRIMARY KEY,
            value TEXT NOT NULL UNIQUE) STRICT
          """,
          """
          CREATE TABLE device (
            idx INTEGER PRIMARY KEY,
            application TEXT NOT NULL,
            device TEXT NOT NULL,
            label TEXT NOT NULL,
            state TEXT NOT NULL,
            session_moves INTEGER NOT NULL DEFAULT 0,
            revisions INTEGER NOT NULL DEFAULT 0,
            findings BLOB NOT NULL,
            receipt TEXT,
            failure TEXT) STRICT
          """,
          "CREATE INDEX device_by_ref ON device (device, application)",
          "CREATE INDEX device_by_state ON device (state)",
          """
          CREATE TABLE carried (
            idx INTEGER PRIMARY KEY,
            content BLOB NOT NULL) STRICT
          """,
          """
          CREATE TABLE revision (
            idx INTEGER NOT NULL,
            number INTEGER NOT NULL,
            recorded_at TEXT NOT NULL,
            original BLOB NOT NULL,
            exported BLOB NOT NULL,
            PRIMARY KEY (idx, number)) STRICT
          """,
          """
          CREATE TABLE step (
            idx INTEGER NOT NULL,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            application TEXT NOT NULL,
            device TEXT NOT NULL,
            retirement TEXT NOT NULL,
            before_image BLOB NOT NULL,
            after_image BLOB NOT NULL,
            state TEXT NOT NULL,
            PRIMARY KEY (idx, name)) STRICT
          """,
          """
          CREATE TABLE sink_step (
            idx INTEGER NOT NULL,
            name TEXT NOT NULL,
            done INTEGER NOT NULL,
            PRIMARY KEY (idx, name)) STRICT, WITHOUT ROWID
          """);

  static final String SAVEPOINT = "SAVEPOINT batch";
  static final String RELEASE = "RELEASE batch";
  static final String ROLLBACK_TO = "ROLLBACK TO batch";

  static final String INSERT_RUN =
      """
      INSERT INTO run (one, id, started_at, source, sink, policy, selection)
      VALUES (1, ?, ?, ?, ?, ?, ?)
      """;
  static final String INSERT_CONTEXT = "INSERT INTO context (name, value) VALUES (?, ?)";
  static final String COMPLETE_LISTING = "UPDATE run SET listing_complete = 1";
  static final String END_RUN = "UPDATE run SET ended_at = ?";
  static final String RUN =
      """
      SELECT id, started_at, source, sink, policy, selection, listing_complete, ended_at,
        (SELECT coalesce(max(idx) + 1, 0) FROM device)
      FROM run
      """;
  static final String CONTEXT = "SELECT name, value FROM context";

  static final String INSERT_TEXT =
      "INSERT INTO text (value) VALUES (?) ON CONFLICT (value) DO NOTHING";
  static final String TEXT_ID = "SELECT id FROM text WHERE value = ?";
  static final String TEXT = "SELECT value FROM text WHERE id = ?";

  static final String INSERT_DEVICE =
      """
      INSERT INTO device (idx, application, device, label, state, findings)
      VALUES (?, ?, ?, ?, 'LISTED', ?)
      """;
  static final String INSERT_CARRIED = "INSERT INTO carried (idx, content) VALUES (?, ?)";
  static final String CARRIED = "SELECT content FROM carried WHERE idx = ?";
  static final String LISTED = "SELECT coalesce(max(idx) + 1, 0) FROM device";
  static final String COUNTS = "SELECT state, count(*) FROM device GROUP BY state";
  static final String COUNT_STATE = "SELECT count(*) FROM device WHERE state = ?";
  static final String FINDINGS = "SELECT findings FROM device WHERE idx = ?";

  private static final String DEVICE =
      """
      SELECT idx, application, device, label, state, session_moves, revisions, findings, receipt,
        failure
      FROM device
      """;
  static final String PAGE = DEVICE + "WHERE idx >= ? ORDER BY idx LIMIT ?";
  static final String DEVICE_AT = DEVICE + "WHERE idx = ?";
  static final String FIND = DEVICE + "WHERE device = ? AND application = ? ORDER BY idx LIMIT 1";

  /** A device that had begun or was put back has now been recorded; others are further. */
  static final String RECORD =
      """
      UPDATE device SET
        state = CASE WHEN state IN ('LISTED', 'RESTORED') THEN 'RECORDED' ELSE state END,
        session_moves = ?, revisions = revisions + 1, findings = ?, failure = NULL
      WHERE idx = ? RETURNING revisions
      """;

  static final String REACH = "UPDATE device SET state = ?, failure = NULL WHERE idx = ?";
  static final String BEGIN_ANEW =
      "UPDATE device SET state = ?, failure = NULL, receipt = NULL WHERE idx = ?";
  static final String DELIVER =
      "UPDATE device SET state = 'DELIVERED', failure = NULL, receipt = ? WHERE idx = ?";
  static final String END_DEVICE =
      "UPDATE device SET state = ?, failure = NULL, findings = ? WHERE idx = ?";
  static final String SET_FINDINGS = "UPDATE device SET findings = ? WHERE idx = ?";
  static final String FAIL = "UPDATE device SET failure = ? WHERE idx = ?";

  static final String INSERT_REVISION =
      """
      INSERT INTO revision (idx, number, recorded_at, original, exported) VALUES (?, ?, ?, ?, ?)
      """;
  static final String REVISIONS =
      """
      SELECT d.revisions, r.number, r.recorded_at, r.original, r.exported
      FROM device d LEFT JOIN revision r ON r.idx = d.idx
      WHERE d.idx = ? AND d.revisions > 0 ORDER BY r.number
      """;
  static final String LATEST =
      """
      SELECT d.revisions, r.number, r.recorded_at, r.original, r.exported
      FROM device d LEFT JOIN revision r ON r.idx = d.idx AND r.number = d.revisions
      WHERE d.idx = ? AND d.revisions > 0
      """;

  static final String INSERT_STEP =
      """
      INSERT INTO step (idx, position, name, application, device, retirement, before_image,
        after_image, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'PLANNED') ON CONFLICT (idx, name) DO NOTHING
      """;
  static final String LAST_POSITION = "SELECT coalesce(max(position), 0) FROM step WHERE idx = ?";
  static final String SET_STEP = "UPDATE step SET state = ? WHERE idx = ? AND name = ?";
  static final String DROP_PLANNED = "DELETE FROM step WHERE idx = ? AND state = 'PLANNED'";
  static final String DROP_NOT_APPLIED = "DELETE FROM step WHERE idx = ? AND state <> 'APPLIED'";
  static final String STEPS =
      """
      SELECT application, device, retirement, name, before_image, after_image, state
      FROM step WHERE idx = ? ORDER BY position
      """;

  static final String SINK_STEP =
      """
      INSERT INTO sink_step (idx, name, done) VALUES (?, ?, ?)
      ON CONFLICT (idx, name) DO UPDATE SET done = max(done, excluded.done)
      """;
  static final String SINK_STEPS = "SELECT name, done FROM sink_step WHERE idx = ?";

  static final List<String> CLEAR =
      List.of(
          "DELETE FROM device",
          "DELETE FROM carried",
          "DELETE FROM revision",
          "DELETE FROM step",
          "DELETE FROM sink_step");

  private Sql() {}
}
