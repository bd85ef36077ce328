package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps a run to one process, by a lock on a file beside the database. The database itself is never
 * opened for this: closing any channel of a file drops every POSIX lock that the process has on it,
 * those of SQLite among them.
 */
final class RunLock implements AutoCloseable {

  /** Behind the content, which so can be read where locks are mandatory. */
  private static final long POSITION = Long.MAX_VALUE - 1;

  /**
   * For the same reason nobody of this process may open the lock file again while it is held, so
   * these are known to the whole process.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path path;
  private final FileChannel channel;

  private RunLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static RunLock take(Path file, String tried) {
    Path path = Locations.beside(file, ".lock");
    synchronized (HELD) {
      try {
        Path key = Locations.directory(path).toRealPath().resolve(path.getFileName());
        if (HELD.contains(key)) {
          throw inUse(file, tried, "this process");
        }
        RunLock lock = new RunLock(key, lock(key, file, tried));
        HELD.add(key);
        return lock;
      } catch (IOException e) {
        throw new JournalException(Problems.of(e, tried, path));
      }
    }
  }

  private static FileChannel lock(Path path, Path file, String tried) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            Locations.ownerOnly(path, "rw-------"));
    try {
      FileLock lock = channel.tryLock(POSITION, 1, false);
      if (lock == null) {
        ByteBuffer owner = ByteBuffer.allocate(32);
        int length = Math.max(channel.read(owner, 0), 0);
        String pid = new String(owner.array(), 0, length, StandardCharsets.US_ASCII).strip();
        throw inUse(file, tried, "another process (" + (pid.isEmpty() ? "unknown" : pid) + ")");
      }
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static JournalException inUse(Path file, String tried, String who) {
    return new JournalException(
        JournalException.tried(tried)
            .because("the run of " + file + " is in use by " + who)
            .remedy("Wait until that has ended, or end it.")
            .retryable(true));
  }

  @Override
  public void close() {
    synchronized (HELD) {
      if (HELD.remove(path)) {
        try {
          channel.close();
        } catch (IOException e) {
          // The lock ends with the process at the latest.
        }
      }
    }
  }
}
