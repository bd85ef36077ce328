package io.github.lwmigrate.frequencyplans;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Files in a directory. */
final class DirectoryFiles extends PlanFiles {
  private final Path directory;

  DirectoryFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  String location(String name) {
    return directory.resolve(name).toString();
  }

  @Override
  byte[] fetch(String name) {
    Path file = directory.resolve(name);
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] content = stream.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw failed(name, tooLong(), null);
      }
      return content;
    } catch (NoSuchFileException | FileNotFoundException | NotDirectoryException e) {
      throw notFound(name);
    } catch (IOException e) {
      throw failed(name, String.valueOf(e.getMessage()), e);
    }
  }
}
