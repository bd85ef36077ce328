package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads the native part of SQLite. The driver unpacks it into the temporary directory, tells only a
 * log when that does not work, and leaves it behind when the process is killed. Here it has an
 * owner-only directory of its own, which is removed as soon as the library is loaded, where the
 * system allows that; what killed processes left is removed by the next one.
 */
final class NativeLibrary {

  /** Where the driver unpacks; a user who sets it is not overruled. */
  private static final String DIRECTORY = "org.sqlite.tmpdir";

  private static final String PREFIX = "lw-migrate-sqlite-";

  /** Below this age a directory may be of a process that this one cannot see (a container). */
  private static final int MINUTES = 10;

  /** True of the process as a whole, as the library is. */
  private static boolean loaded;

  private NativeLibrary() {}

  static synchronized void load() {
    if (!loaded) {
      unpack();
      loaded = true;
    }
  }

  private static void unpack() {
    if (System.getProperty(DIRECTORY) != null) {
      initialize(System.getProperty(DIRECTORY));
      return;
    }
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    Path own;
    try {
      sweep(parent);
      own =
          Files.createTempDirectory(
              parent,
              PREFIX + ProcessHandle.current().pid() + "-",
              Locations.ownerOnly(parent, "rwx------"));
    } catch (IOException e) {
      throw unusable(parent.toString(), e);
    }
    System.setProperty(DIRECTORY, own.toString());
    try {
      initialize(own.toString());
    } finally {
      System.clearProperty(DIRECTORY);
      remove(own);
    }
  }

  private static void initialize(@Nullable String directory) {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError e) {
      throw unusable(String.valueOf(directory), e);
    }
  }

  private static JournalException unusable(String directory, Throwable cause) {
    return new JournalException(
        JournalException.tried("load SQLite")
            .because(
                "its native library cannot be unpacked into "
                    + directory
                    + ", or not be run from there (read-only, full, or mounted noexec), or there is"
                    + " none for this system")
            .remedy("Name a directory that takes programs, with -D" + DIRECTORY + "=DIRECTORY.")
            .cause(cause));
  }

  private static void sweep(Path parent) throws IOException {
    Instant old = Instant.now().minus(MINUTES, ChronoUnit.MINUTES);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path directory : left) {
        if (!isAlive(directory) && Files.getLastModifiedTime(directory).toInstant().isBefore(old)) {
          remove(directory);
        }
      }
    }
  }

  private static boolean isAlive(Path directory) {
    String pid = directory.getFileName().toString().substring(PREFIX.length()).split("-", 2)[0];
    return !pid.matches("[0-9]{1,18}") || ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  private static void remove(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // In use where a loaded library cannot be removed, or of another user: the next one tries.
    }
  }
}
