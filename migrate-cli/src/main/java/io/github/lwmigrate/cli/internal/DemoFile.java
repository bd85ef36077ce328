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
import java.util.stream.Stream;

/**
 * Where the demo writes. It replaces a file only if an earlier demo wrote exactly that: a mark
 * beside the file holds its digest.
 *
 * @param base the working directory
 * @param file the file to write
 */
record DemoFile(Path base, Path file) {

  static final String DIRECTORY = "lw-migrate-demo";

  /**
   * Files side by side: in the working directory, or below it where that has one that is not ours.
   *
   * @param names their names
   */
  static List<DemoFile> in(Path base, String... names) {
    try {
      for (Path directory : List.of(base, base.resolve(DIRECTORY))) {
        List<DemoFile> files =
            Stream.of(names).map(name -> new DemoFile(base, directory.resolve(name))).toList();
        if (areFree(files)) {
          return files;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo cannot look at " + String.join(", ", names), e);
    }
    throw new UsageException(
        "both this directory and %s hold devices that no demo wrote: a file %s. Move them, or start in another directory."
            .formatted(DIRECTORY, String.join(" or ", names)));
  }

  private static boolean areFree(List<DemoFile> files) throws IOException {
    for (DemoFile each : files) {
      if (Files.exists(each.file()) && !isOurs(each.file())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOurs(Path file) throws IOException {
    Path mark = mark(file);
    return Files.isRegularFile(mark) && Files.readString(mark).strip().equals(digest(file));
  }

  private static Path mark(Path file) {
    return file.resolveSibling("." + name(file) + ".demo");
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
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
      return directory.resolve(name(file));
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
