package io.github.lwmigrate.lorawan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bundled table of bands. A band is read when it is first asked for, and kept. */
final class BandTable {

  private static final String VERSION = "version";

  private final Map<String, Block> blocks = new LinkedHashMap<>();
  private final Map<String, List<String>> rx1Tables =
      ResourceText.blocks("rx1-data-rates.tsv", "rx1-table");

  BandTable() {
    ResourceText.blocks("bands.tsv", "band")
        .forEach((id, lines) -> blocks.put(id, new Block(lines)));
  }

  Set<String> ids() {
    return Collections.unmodifiableSet(blocks.keySet());
  }

  Set<PhyVersion> versions(String id) {
    Block block = blocks.get(id);
    return block == null ? Set.of() : block.versions;
  }

  Optional<Band> find(String id, PhyVersion version) {
    Block block = blocks.get(id);
    return block == null ? Optional.empty() : Optional.ofNullable(block.get(id, version));
  }

  /** One band in all its versions. */
  private final class Block {
    private final List<String> lines;
    private final Set<PhyVersion> versions;
    private final Map<PhyVersion, Band> bands = new EnumMap<>(PhyVersion.class);

    Block(List<String> lines) {
      this.lines = lines.subList(1, lines.size());
      Set<PhyVersion> found = EnumSet.noneOf(PhyVersion.class);
      for (String line : this.lines) {
        if (line.startsWith(VERSION)) {
          found.add(PhyVersion.valueOf(ResourceText.columns(line)[1]));
        }
      }
      this.versions = Collections.unmodifiableSet(found);
    }

    synchronized @Nullable Band get(String id, PhyVersion version) {
      Band band = bands.get(version);
      if (band == null && versions.contains(version)) {
        band = read(id, version);
        bands.put(version, band);
      }
      return band;
    }

    private Band read(String id, PhyVersion version) {
      BandEntry entry = new BandEntry();
      boolean last = false;
      for (String line : lines) {
        String[] columns = ResourceText.columns(line);
        if (!columns[0].equals(VERSION)) {
          entry.put(columns);
        } else if (last) {
          break;
        } else {
          last = columns[1].equals(version.name());
        }
      }
      List<String> rx1Table = rx1Tables.getOrDefault(entry.text("rx1-data-rates", 1), List.of());
      return new Band(id, version, entry, new Rx1DataRates(rx1Table));
    }
  }
}
