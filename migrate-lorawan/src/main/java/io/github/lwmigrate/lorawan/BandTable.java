package io.github.lwmigrate.lorawan;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bundled table of bands. A band is read when it is first asked for, and kept. */
final class BandTable {

  private static final String VERSION = "version";

  private final Map<String, List<String>> bands;
  private final Map<String, List<String>> rx1Tables;
  private final Map<Key, Band> cache = new ConcurrentHashMap<>();

  private record Key(String id, PhyVersion version) {}

  BandTable() {
    this.bands = ResourceText.blocks("bands.tsv", "band");
    this.rx1Tables = ResourceText.blocks("rx1-data-rates.tsv", "rx1-table");
  }

  Set<String> ids() {
    return Collections.unmodifiableSet(bands.keySet());
  }

  Set<PhyVersion> versions(String id) {
    Set<PhyVersion> versions = EnumSet.noneOf(PhyVersion.class);
    for (String line : bands.getOrDefault(id, List.of())) {
      String[] columns = ResourceText.columns(line);
      if (columns[0].equals(VERSION)) {
        versions.add(PhyVersion.valueOf(columns[1]));
      }
    }
    return Collections.unmodifiableSet(versions);
  }

  Optional<Band> find(String id, PhyVersion version) {
    Key key = new Key(id, version);
    Band known = cache.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    if (!versions(id).contains(version)) {
      return Optional.empty();
    }
    return Optional.of(cache.computeIfAbsent(key, this::read));
  }

  private Band read(Key key) {
    BandEntry entry = new BandEntry();
    List<String> lines = bands.getOrDefault(key.id, List.of());
    boolean last = false;
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = ResourceText.columns(line);
      if (!columns[0].equals(VERSION)) {
        entry.put(columns);
      } else if (last) {
        break;
      } else {
        last = columns[1].equals(key.version.name());
      }
    }
    List<String> rx1Table = rx1Tables.getOrDefault(entry.text("rx1-data-rates", 1), List.of());
    return new Band(key.id, key.version, entry, new Rx1DataRates(rx1Table));
  }
}
