package io.github.lwmigrate.journal.sqlite.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal.JournaledStep;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.RunProgress;
import io.github.lwmigrate.journal.StepState;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a journal through a connection of its own. Thread-safe: one call at a time. */
public final class RowReader {

  private static final byte[] NOTHING = {};

  private final Path file;
  private final Connection connection;
  private final Statements statements;
  private final FindingCodec findings;

  RowReader(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.statements = new Statements(connection);
    this.findings = new FindingCodec(statements);
  }

  public synchronized Optional<RunDescription> run() {
    return read(
        "the run",
        () -> {
          Optional<RunDescription> plain = statements.first(Sql.RUN, RowReader::run);
          Map<String, String> context = new HashMap<>();
          statements.list(Sql.CONTEXT, row -> context.put(row.getString(1), row.getString(2)));
          return plain.map(
              run ->
                  new RunDescription(
                      run.id(),
                      run.startedAt(),
                      run.source(),
                      run.sink(),
                      run.policy(),
                      run.selection(),
                      context));
        });
  }

  public synchronized RunProgress progress() {
    return read(
        "how far the run is",
        () ->
            statements
                .first(Sql.RUN, RowReader::progress)
                .orElse(new RunProgress(0, false, Optional.empty())));
  }

  public synchronized Map<DeviceState, Long> counts() {
    return read(
        "the states of devices",
        () -> {
          Map<DeviceState, Long> counts = new EnumMap<>(DeviceState.class);
          statements.list(
              Sql.COUNTS,
              row -> counts.put(Stored.word(DeviceState.class, row.getString(1)), row.getLong(2)));
          return counts;
        });
  }

  public synchronized List<JournaledDevice> page(long from, int limit) {
    return read(
        "devices",
        () -> {
          List<JournaledDevice> page = new ArrayList<>();
          for (Row row : statements.list(Sql.PAGE, RowReader::row, from, limit)) {
            page.add(device(row));
          }
          return List.copyOf(page);
        });
  }

  public synchronized Optional<JournaledDevice> device(long index) {
    return one(Sql.DEVICE_AT, index);
  }

  public synchronized Optional<JournaledDevice> find(DeviceRef device) {
    return one(Sql.FIND, device.deviceId(), device.applicationId());
  }

  private Optional<JournaledDevice> one(String sql, Object... values) {
    return read(
        "a device",
        () -> {
          Optional<Row> row = statements.first(sql, RowReader::row, values);
          return row.isPresent() ? Optional.of(device(row.get())) : Optional.empty();
        });
  }

  public synchronized byte[] carried(long index) {
    return read(
        "what the listing carried for device " + index,
        () ->
            statements
                .first(Sql.CARRIED, row -> open(row, 1, Blobs.place("carried", index, "")), index)
                .orElse(NOTHING));
  }

  public synchronized Optional<Revision> latest(long index) {
    return read(
        "the last form of device " + index,
        () -> statements.first(Sql.LATEST, row -> revision(row, index), index));
  }

  public synchronized List<Revision> revisions(long index) {
    return read(
        "the forms of device " + index,
        () -> {
          List<Long> expected = new ArrayList<>();
          List<Revision> revisions =
              statements.list(
                  Sql.REVISIONS,
                  row -> {
                    expected.add(row.getLong(1));
                    return revision(row, index);
                  },
                  index);
          if (!expected.isEmpty() && expected.get(0) != revisions.size()) {
            throw new Blobs.DamageException("a form of device " + index + " is missing");
          }
          return List.copyOf(revisions);
        });
  }

  public synchronized List<JournaledStep> steps(long index) {
    return read(
        "the steps of device " + index,
        () -> List.copyOf(statements.list(Sql.STEPS, row -> step(row, index), index)));
  }

  public synchronized Map<String, Boolean> sinkSteps(long index) {
    return read(
        "the steps at the target of device " + index,
        () -> {
          Map<String, Boolean> steps = new HashMap<>();
          statements.list(
              Sql.SINK_STEPS, row -> steps.put(row.getString(1), row.getBoolean(2)), index);
          return Map.copyOf(steps);
        });
  }

  synchronized void close() {
    Connections.close(connection);
  }

  private interface Reading<T> {
    T read() throws SQLException, Blobs.DamageException;
  }

  private <T> T read(String what, Reading<T> reading) {
    String tried = "read " + what + " from the journal";
    try {
      if (connection.isClosed()) {
        throw new JournalException(
            JournalException.tried(tried).because(file + " is closed").remedy("Open it again."));
      }
      return reading.read();
    } catch (SQLException e) {
      throw new JournalException(Problems.of(e, tried, file));
    } catch (Blobs.DamageException e) {
      throw new JournalException(Problems.damage(e, tried, file));
    }
  }

  private static RunDescription run(ResultSet row) throws SQLException, Blobs.DamageException {
    return new RunDescription(
        row.getString(1),
        Stored.time(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Map.of());
  }

  private static RunProgress progress(ResultSet row) throws SQLException, Blobs.DamageException {
    String ended = row.getString(8);
    return new RunProgress(
        row.getLong(9),
        row.getBoolean(7),
        ended == null ? Optional.empty() : Optional.of(Stored.time(ended)));
  }

  /** The row of a device, before its findings are looked up. */
  @SuppressWarnings("ArrayRecordComponent") // On its way from one call to the next.
  private record Row(JournaledDevice device, byte[] findings) {

    @Override
    public String toString() {
      return device.label();
    }
  }

  private static Row row(ResultSet row) throws SQLException, Blobs.DamageException {
    long index = row.getLong(1);
    return new Row(
        new JournaledDevice(
            index,
            new DeviceRef(row.getString(2), row.getString(3)),
            row.getString(4),
            Stored.word(DeviceState.class, row.getString(5)),
            row.getBoolean(6),
            row.getLong(7),
            List.of(),
            Optional.ofNullable(row.getString(9)).map(Receipt::new),
            Optional.ofNullable(row.getString(10))),
        open(row, 8, Blobs.place("findings", index, "")));
  }

  private JournaledDevice device(Row row) throws SQLException, Blobs.DamageException {
    JournaledDevice plain = row.device;
    return new JournaledDevice(
        plain.index(),
        plain.device(),
        plain.label(),
        plain.state(),
        plain.sessionMoves(),
        plain.revisions(),
        findings.decode(row.findings),
        plain.receipt(),
        plain.failure());
  }

  private static Revision revision(ResultSet row, long index)
      throws SQLException, Blobs.DamageException {
    long number = row.getLong(2);
    if (row.wasNull()) {
      throw new Blobs.DamageException("a form of device " + index + " is missing");
    }
    return new Revision(
        number,
        message(open(row, 4, Blobs.place("original", index, number))),
        message(open(row, 5, Blobs.place("exported", index, number))),
        Stored.time(row.getString(3)));
  }

  private static EndDevice message(byte[] bytes) throws Blobs.DamageException {
    try {
      return EndDevice.of(io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new Blobs.DamageException("a form is no device message");
    }
  }

  private static JournaledStep step(ResultSet row, long index)
      throws SQLException, Blobs.DamageException {
    String name = row.getString(4);
    return new JournaledStep(
        new RetirementStep(
            new DeviceRef(row.getString(1), row.getString(2)),
            Stored.word(Retirement.class, row.getString(3)),
            name,
            open(row, 5, Blobs.place("before", index, name)),
            open(row, 6, Blobs.place("after", index, name))),
        Stored.word(StepState.class, row.getString(7)));
  }

  private static byte[] open(ResultSet row, int column, String place)
      throws SQLException, Blobs.DamageException {
    return Blobs.open(place, row.getBytes(column));
  }
}
