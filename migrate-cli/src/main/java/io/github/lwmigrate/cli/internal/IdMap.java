package io.github.lwmigrate.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of device ids: old and new one on a line, separated by a comma, semicolon or blank. */
final class IdMap {

  private IdMap() {}

  static Map<String, String> read(String option, Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new UsageException("file %s of %s does not exist.".formatted(file, option));
    } catch (IOException e) {
      throw new UsageException(
          "file %s of %s cannot be read as UTF-8 text.".formatted(file, option));
    }
    Map<String, String> ids = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("^\uFEFF", "").replaceFirst("#.*", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] parts = line.split("\\s*[,;\\s]\\s*", -1);
      if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
        throw new UsageException(
            "file %s of %s, line %d: expected the old and the new device id, separated by a comma."
                .formatted(file, option, i + 1));
      }
      if (ids.putIfAbsent(parts[0], parts[1]) != null) {
        throw new UsageException(
            "file %s of %s, line %d: the old id stands on an earlier line too."
                .formatted(file, option, i + 1));
      }
    }
    return ids;
  }
}
