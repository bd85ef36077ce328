package io.github.lwmigrate.lorawan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of this package: tab-separated lines in blocks, which are cut apart but not read. */
final class ResourceText {

  private ResourceText() {}

  /**
   * The blocks of a table: a block starts after an empty line and ends before the next one.
   *
   * @param resource file name beside this class
   * @param key first column of the first line of the wanted blocks
   * @return the lines of each block by the second column of its first line, in the file's order
   */
  static Map<String, List<String>> blocks(String resource, String key) {
    Map<String, List<String>> blocks = new LinkedHashMap<>();
    List<String> block = new ArrayList<>();
    for (String line : read(resource).split("\n", -1)) {
      if (line.isEmpty() || line.startsWith("#")) {
        block = new ArrayList<>();
        continue;
      }
      if (block.isEmpty()) {
        String[] columns = columns(line);
        if (columns[0].equals(key)) {
          blocks.put(columns[1], block);
        }
      }
      block.add(line);
    }
    return blocks;
  }

  static String[] columns(String line) {
    return line.split("\t", -1);
  }

  private static String read(String resource) {
    try (InputStream stream = ResourceText.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(
            "This copy of migrate-lorawan lacks its table "
                + resource
                + ". Use the published artifact, or keep resources when repackaging it.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the table " + resource, e);
    }
  }
}
