package io.github.lwmigrate.stack;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which field mask paths of an end device a server takes, by version.
 *
 * <p>Tables of versions before {@link StackVersion#OLDEST} and after {@link StackVersion#NEWEST}
 * are those of the oldest and the newest. A path that came after {@link StackVersion#REFERENCE}, or
 * went before it, may name a field that the messages of this SDK do not have: resolve with {@link
 * FieldPath#find}. All sets are unmodifiable and in alphabetical order. Safe for use by several
 * threads.
 */
public final class FieldMasks {
  /** The columns of the table of paths, after the path and its kind. */
  private static final List<String> COLUMNS =
      Arrays.stream(StackServer.values())
          .flatMap(s -> Arrays.stream(Access.values()).map(a -> s + " " + a))
          .collect(Collectors.toUnmodifiableList());

  private static final Map<String, Table> TABLES = new ConcurrentHashMap<>();

  private FieldMasks() {}

  /** What a request does with the paths of its mask. */
  public enum Access {
    /** Get, and List on the Identity Server. */
    READ,
    /** Set; on the Identity Server, Update. */
    WRITE
  }

  /**
   * The paths a server takes.
   *
   * @param server the server asked
   * @param access what is done with the paths
   * @param version the version the server runs
   * @return paths of parents and of leaves
   */
  public static Set<String> allowed(StackServer server, Access access, StackVersion version) {
    return table(server, access, version).allowed;
  }

  /**
   * The paths a server takes that have no path below them.
   *
   * @param server the server asked
   * @param access what is done with the paths
   * @param version the version the server runs
   * @return the leaves of {@link #allowed}
   */
  public static Set<String> leaves(StackServer server, Access access, StackVersion version) {
    return table(server, access, version).leaves;
  }

  /**
   * What lies below an allowed path without being allowed itself. When the parent is sent, these
   * must not be set, or the server refuses the request.
   *
   * @param server the server asked
   * @param access what is done with the paths
   * @param version the version the server runs
   * @param parent a path of {@link #allowed}
   * @return paths below the parent; empty for a leaf, and where everything below is allowed
   */
  public static Set<String> disallowedBelow(
      StackServer server, Access access, StackVersion version, String parent) {
    return table(server, access, version).disallowedBelow(parent);
  }

  private static Table table(StackServer server, Access access, StackVersion version) {
    StackVersion change = Data.CHANGES.floor(version);
    StackVersion effective = change == null ? StackVersion.OLDEST : change;
    return TABLES.computeIfAbsent(
        server + " " + access + " " + effective, key -> new Table(server, access, effective));
  }

  private static final class Table {
    final Set<String> allowed;
    final Set<String> leaves;
    private final StackVersion version;
    private final Map<String, Set<String>> disallowed = new ConcurrentHashMap<>();

    Table(StackServer server, Access access, StackVersion version) {
      this.version = version;
      Set<String> paths = new LinkedHashSet<>();
      Set<String> lowest = new LinkedHashSet<>();
      int column = COLUMNS.indexOf(server + " " + access);
      for (Row row : Data.ROWS) {
        Span span = row.spans[column];
        if (span != null && span.contains(version)) {
          paths.add(row.path);
          if (row.leaf) {
            lowest.add(row.path);
          }
        }
      }
      this.allowed = Collections.unmodifiableSet(paths);
      this.leaves = Collections.unmodifiableSet(lowest);
    }

    Set<String> disallowedBelow(String parent) {
      return disallowed.computeIfAbsent(
          parent,
          p -> {
            NavigableSet<String> known = new TreeSet<>();
            addPaths(EndDevice.getDescriptor(), "", known);
            Set<String> below = new TreeSet<>(known.subSet(p + ".", p + (char) ('.' + 1)));
            below.removeAll(allowed);
            return Collections.unmodifiableSet(below);
          });
    }

    private void addPaths(Descriptor type, String prefix, Set<String> paths) {
      for (FieldDescriptor field : type.getFields()) {
        StackVersion since = Data.FIELDS_SINCE.get(type.getFullName() + "." + FieldNames.of(field));
        if (since != null && !version.isAtLeast(since)) {
          continue;
        }
        OneofDescriptor oneof = field.getRealContainingOneof();
        String path = prefix + FieldNames.of(field);
        if (oneof != null) {
          paths.add(prefix + oneof.getName());
          path = prefix + oneof.getName() + "." + FieldNames.of(field);
        }
        paths.add(path);
        if (FieldTypes.hasPathsBelow(field)) {
          addPaths(field.getMessageType(), path + ".", paths);
        }
      }
    }
  }

  private static final class Row {
    final String path;
    final boolean leaf;
    final @Nullable Span[] spans;

    Row(String path, boolean leaf, @Nullable Span[] spans) {
      this.path = path;
      this.leaf = leaf;
      this.spans = spans;
    }
  }

  /** Versions from {@code since}, included, to {@code until}, excluded. */
  private static final class Span {
    final StackVersion since;
    final @Nullable StackVersion until;

    Span(StackVersion since, @Nullable StackVersion until) {
      this.since = since;
      this.until = until;
    }

    static @Nullable Span parse(String cell) {
      if (cell.isEmpty()) {
        return null;
      }
      if (cell.equals(".")) {
        return new Span(StackVersion.OLDEST, null);
      }
      int dots = cell.indexOf("..");
      String since = dots < 0 ? cell : cell.substring(0, dots);
      return new Span(
          since.isEmpty() ? StackVersion.OLDEST : StackVersion.of(since),
          dots < 0 ? null : StackVersion.of(cell.substring(dots + 2)));
    }

    boolean contains(StackVersion version) {
      return version.isAtLeast(since) && (until == null || !version.isAtLeast(until));
    }
  }

  /** The tables as they are read from resources, on first use. */
  private static final class Data {
    static final List<Row> ROWS = new ArrayList<>();
    static final NavigableSet<StackVersion> CHANGES = new TreeSet<>();
    static final Map<String, StackVersion> FIELDS_SINCE = new HashMap<>();

    private Data() {}

    static {
      for (String[] cells : Resources.table("field-masks.tsv")) {
        @Nullable Span[] spans = new @Nullable Span[COLUMNS.size()];
        for (int i = 0; i < spans.length && i + 2 < cells.length; i++) {
          Span span = Span.parse(cells[i + 2]);
          spans[i] = span;
          if (span != null) {
            CHANGES.add(span.since);
            if (span.until != null) {
              CHANGES.add(span.until);
            }
          }
        }
        ROWS.add(new Row(cells[0], cells[1].equals("leaf"), spans));
      }
      for (String[] cells : Resources.table("fields-since.tsv")) {
        StackVersion since = StackVersion.of(cells[2]);
        CHANGES.add(since);
        FIELDS_SINCE.put("ttn.lorawan.v3." + cells[0] + "." + cells[1], since);
      }
    }
  }
}
