package io.github.lwmigrate.frequencyplans;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a repository of frequency plans into a folder. */
final class Repository {
  private final Path folder;
  private final StringBuilder index = new StringBuilder();

  Repository(Path folder) {
    this.folder = folder;
  }

  /** A plan of its own, in the file ID.yml. */
  Repository plan(String id, String text) {
    index.append("- id: ").append(id).append("\n  file: ").append(id).append(".yml\n");
    return file(id + ".yml", text);
  }

  Repository extension(String id, String baseId, String text) {
    plan(id, text);
    index.append("  base-id: ").append(baseId).append('\n');
    return this;
  }

  Repository file(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Repository index(String text) {
    index.append(text);
    return this;
  }

  FrequencyPlanRepository open() {
    file("frequency-plans.yml", index.toString());
    return FrequencyPlanRepository.of(folder);
  }
}
