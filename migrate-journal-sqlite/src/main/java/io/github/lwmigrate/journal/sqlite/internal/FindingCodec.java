package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings as bytes. The same few texts come with thousands of devices, so each text is stored
 * once, and a finding is the numbers of its texts. Not thread-safe.
 */
final class FindingCodec {

  private static final int CACHED = 4096;

  private final Statements statements;
  private final Map<String, Long> ids = new Recent<>();
  private final Map<Long, String> texts = new Recent<>();

  FindingCodec(Statements statements) {
    this.statements = statements;
  }

  /** Forgets numbers that a rollback may have taken back. */
  void forget() {
    ids.clear();
    texts.clear();
  }

  byte[] encode(List<Finding> findings) throws SQLException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Finding finding : findings) {
      put(out, id(finding.severity().name()));
      put(out, id(finding.code()));
      put(out, id(finding.field()));
      put(out, id(finding.message()));
      put(out, id(finding.remedy()));
    }
    return out.toByteArray();
  }

  List<Finding> decode(byte[] bytes) throws SQLException, Blobs.DamageException {
    List<Finding> findings = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      Severity severity = Stored.word(Severity.class, text(in));
      findings.add(new Finding(severity, text(in), text(in), text(in), text(in)));
    }
    return findings;
  }

  private long id(String text) throws SQLException {
    Long known = ids.get(text);
    if (known != null) {
      return known;
    }
    statements.update(Sql.INSERT_TEXT, text);
    long id = statements.number(Sql.TEXT_ID, text);
    ids.put(text, id);
    return id;
  }

  private String text(ByteBuffer in) throws SQLException, Blobs.DamageException {
    long id = take(in);
    String known = texts.get(id);
    if (known != null) {
      return known;
    }
    String text =
        statements
            .first(Sql.TEXT, row -> row.getString(1), id)
            .orElseThrow(() -> new Blobs.DamageException("text " + id + " is missing"));
    texts.put(id, text);
    return text;
  }

  private static void put(ByteArrayOutputStream out, long number) {
    long rest = number;
    while (rest >= 0x80) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long take(ByteBuffer in) {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      number |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }

  /** The texts used last. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > CACHED;
    }
  }
}
