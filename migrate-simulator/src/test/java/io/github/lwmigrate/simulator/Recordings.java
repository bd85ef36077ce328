package io.github.lwmigrate.simulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The recordings of real servers. */
final class Recordings {
  private Recordings() {}

  /** The project's own selection. */
  static List<JsonObject> selected(String name) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Recordings.class.getResourceAsStream(name + ".jsonl")),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  /** All there are, where a folder of them is given. */
  static List<JsonObject> rows(String folder, String name) throws IOException {
    String root = System.getProperty("lwmigrate.conformance", "");
    assumeTrue(!root.isBlank(), "no recordings given");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(Path.of(root, folder, name + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  /** One document of a folder of recordings. */
  static JsonObject document(Path file) throws IOException {
    try (BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return JsonParser.parseReader(text).getAsJsonObject();
    }
  }

  /** The files of a folder, in order of their names. */
  static List<Path> files(String folder) throws IOException {
    String root = System.getProperty("lwmigrate.conformance", "");
    assumeTrue(!root.isBlank(), "no recordings given");
    try (Stream<Path> files = Files.list(Path.of(root, folder))) {
      return files.sorted().toList();
    }
  }
}
