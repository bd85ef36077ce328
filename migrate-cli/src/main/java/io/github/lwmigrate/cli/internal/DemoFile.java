package io.github.lwmigrate.cli.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Where the demo writes. It replaces a file only if an earlier demo wrote exactly that: a mark
 * beside the file holds its digest.
 *
 * @param base the working directory
 * @param file the file to write
 */
record DemoFile(Path base, Path file) {

  static final String DIRECTORY = "lw-migrate-demo";
  private static final String NAME = "devices.json";
  private static final String MARK = ".devices.json.demo";

  static DemoFile in(Path base) {
    try {
      for (Path file : List.of(base.resolve(NAME), base.resolve(DIRECTORY).resolve(NAME))) {
        if (!Files.exists(file) || isOurs(file)) {
          return new DemoFile(base, file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo cannot look at " + NAME, e);
    }
    throw new UsageException(
        "both %s and %s/%s hold devices that no demo wrote. Move them, or start in another directory."
            .formatted(NAME, DIRECTORY, NAME));
  }

  private static boolean isOurs(Path file) throws IOException {
    Path mark = mark(file);
    return Files.isRegularFile(mark) && Files.readString(mark).strip().equals(digest(file));
  }

  private static Path mark(Path file) {
    return file.resolveSibling(MARK);
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** How the file is named to the user. */
  String shown() {
    return base.relativize(file).toString();
  }

  Draft draft() throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IllegalStateException("a file stands in a directory");
    }
    Files.createDirectories(directory);
    return new Draft(Files.createTempDirectory(directory, ".lw-migrate-demo"));
  }

  /** The file while it is written, in a directory of its own. */
  final class Draft implements AutoCloseable {

    private final Path directory;

    Draft(Path directory) {
      this.directory = directory;
    }

    Path path() {
      return directory.resolve(NAME);
    }

    /** Where the demo keeps its journals, as long as its network lives. */
    Path journals() {
      return directory.resolve("journals");
    }

    void publish() throws IOException {
      String digest = digest(path());
      Files.deleteIfExists(mark(file));
      Files.move(path(), file, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(mark(file), digest + System.lineSeparator());
    }

    @Override
    public void close() throws IOException {
      try (var files = Files.walk(directory)) {
        for (Path left : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(left);
        }
      }
    }
  }
}
