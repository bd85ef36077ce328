package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The places of journals: who may read them, whether they last, how much they hold. */
public final class Locations {

  /** Both forms of a device, its row and what indexes it, as measured. */
  private static final long BYTES_A_DEVICE = 4_400;

  /** File systems in memory, and the layer that goes with a container. */
  private static final Set<String> VOLATILE =
      Set.of("tmpfs", "ramfs", "overlay", "overlayfs", "aufs", "unionfs");

  private Locations() {}

  /** Refuses a place that does not survive a restart. */
  public static void requireLasting(Path directory, String tried) {
    try {
      String type = Files.getFileStore(directory).type();
      if (VOLATILE.contains(type.toLowerCase(Locale.ROOT))) {
        throw new JournalException(
            JournalException.tried(tried)
                .because(
                    directory
                        + " is on a file system ("
                        + type
                        + ") that is gone after a restart, and keys with it")
                .remedy(
                    "Choose a directory on a disk, or in a container a mounted volume; or say that"
                        + " this place is accepted."));
      }
    } catch (IOException e) {
      throw new JournalException(Problems.of(e, tried, directory));
    }
  }

  /** Says whether the disk holds the forms of so many devices. */
  static Optional<MigrationException.Builder> lackOfSpace(Path file, long devices) {
    long needed = devices * BYTES_A_DEVICE;
    long free = usable(file);
    if (free >= needed) {
      return Optional.empty();
    }
    return Optional.of(
        JournalException.tried("record " + devices + " devices in " + file)
            .because(
                "they need about " + megabytes(needed) + " and " + megabytes(free) + " are free")
            .remedy("Make room on that disk, or keep the journal on another one."));
  }

  static void requireSpace(Path file, long needed, String tried) {
    long free = usable(file);
    if (free < needed) {
      throw new JournalException(
          JournalException.tried(tried)
              .because(
                  "a copy of it needs "
                      + megabytes(needed)
                      + " and "
                      + megabytes(free)
                      + " are free")
              .remedy("Make room on the disk of " + file + "."));
    }
  }

  private static long usable(Path file) {
    try {
      FileStore store = Files.getFileStore(file);
      return store.getUsableSpace();
    } catch (IOException e) {
      // Some network file systems do not tell; a write that fails does.
      return Long.MAX_VALUE;
    }
  }

  private static String megabytes(long bytes) {
    return bytes / 1_000_000 + 1 + " MB";
  }

  /** Makes an empty file that only its owner can read and write; -wal and -shm take after it. */
  static void createFile(Path file) throws IOException {
    Files.createFile(file, ownerOnly(file, "rw-------"));
    forceDirectory(directory(file));
  }

  /** Makes a directory, and those above it, that only its owner can look into. */
  public static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
    }
  }

  static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Systems that cannot open a directory keep the name safe by themselves.
    }
  }

  static Path directory(Path file) {
    return file.toAbsolutePath().resolveSibling("");
  }

  static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
