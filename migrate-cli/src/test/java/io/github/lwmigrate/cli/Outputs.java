package io.github.lwmigrate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What runs write: devices, one a line. */
final class Outputs {

  private static final Pattern ID = Pattern.compile("\"device_id\":\"([^\"]*)\"");
  private static final Pattern UPDATED = Pattern.compile("\"updated_at\":\"[^\"]*\",?");

  private Outputs() {}

  static String id(String line) {
    Matcher id = ID.matcher(line);
    if (!id.find()) {
      throw new IllegalArgumentException("a line of an output has no device id");
    }
    return id.group(1);
  }

  static List<String> ids(String output) {
    return output.lines().map(Outputs::id).toList();
  }

  /** Lines as a report may show them: device id and fingerprint. */
  static List<String> shown(Iterable<String> lines) {
    List<String> shown = new ArrayList<>();
    lines.forEach(line -> shown.add(id(line) + " " + Fingerprint.of(line)));
    return shown;
  }

  static List<String> shown(String output) {
    return shown(output.lines().toList());
  }

  /** The whole lines of a file; none if there is no file. */
  static List<String> wholeLines(Path file) throws Exception {
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /**
   * Fingerprints of lines by device id, without the time of the last change, which goes on when the
   * origin is frozen.
   */
  static Map<String, String> byId(Iterable<String> lines) {
    Map<String, String> byId = new LinkedHashMap<>();
    for (String line : lines) {
      String print = Fingerprint.of(UPDATED.matcher(line).replaceAll(""));
      if (byId.put(id(line), print) != null) {
        throw new IllegalArgumentException("device " + id(line) + " is there twice");
      }
    }
    return byId;
  }
}
