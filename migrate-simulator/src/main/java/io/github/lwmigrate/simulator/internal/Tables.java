package io.github.lwmigrate.simulator.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tab separated resources; lines that begin with a number sign are remarks. */
final class Tables {
  private Tables() {}

  static List<String[]> read(String name) {
    try (InputStream resource = Tables.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("Resource " + name + " is missing");
      }
      List<String[]> rows = new ArrayList<>();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          rows.add(line.split("\t", -1));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }
}
