package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.json.JsonSource;
import io.github.lwmigrate.json.ReadOptions;
import io.github.lwmigrate.spi.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens a file that the user names, or standard input. */
final class InputFile {

  private static final ReadOptions AS_AN_IMPORT =
      ReadOptions.strict().leaveOutUnknownFields().takeLastOfDuplicates();

  private InputFile() {}

  static InputStream open(Shell shell, String name) {
    if (name.equals("-")) {
      return shell.in();
    }
    Path file = shell.directory().resolve(name);
    try {
      if (Files.isDirectory(file)) {
        throw unreadable(name, "it is a directory").build();
      }
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw unreadable(name, "the file does not exist").cause(e).build();
    } catch (IOException e) {
      throw unreadable(name, IoReasons.of(e)).cause(e).build();
    }
  }

  static Source source(Shell shell, String name) {
    return name.equals("-")
        ? JsonSource.of(shell.in(), "standard input", AS_AN_IMPORT)
        : JsonSource.of(shell.directory().resolve(name), AS_AN_IMPORT);
  }

  private static MigrationException.Builder unreadable(String name, String because) {
    return MigrationException.builder(Stage.CONFIGURE, "read " + name)
        .because(because)
        .remedy("Name a file of devices, or \"-\" for standard input.");
  }
}
