package io.github.lwmigrate.lorawan;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Vectors recorded from the real programs, where there is a folder of them. */
final class Vectors {

  private Vectors() {}

  /** The rows of a file; skips the test if there is no folder. */
  static List<JsonObject> rows(String name) {
    String folder = System.getProperty("lwmigrate.conformance", "");
    Assumptions.assumeTrue(!folder.isBlank(), "no folder of recorded vectors");
    Path file = Path.of(folder, name + ".jsonl.gz");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
