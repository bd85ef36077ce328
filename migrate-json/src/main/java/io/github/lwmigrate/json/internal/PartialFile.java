package io.github.lwmigrate.json.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of lines that has another name until it is complete. */
public final class PartialFile {
  private static final int COPY_BUFFER = 1 << 16;

  private final Path target;
  private final Path path;
  private final boolean append;
  private final boolean overwrite;
  private @Nullable FileChannel channel;
  private long size;
  private long lines;

  /** What writes one line by one call. */
  public interface LineWriter {
    void writeTo(OutputStream out) throws IOException;
  }

  public PartialFile(Path target, boolean append, boolean overwrite) {
    this.target = target;
    this.path = target.resolveSibling(target.getFileName() + ".partial");
    this.append = append;
    this.overwrite = overwrite;
  }

  public Path path() {
    return path;
  }

  /** Why the file cannot be made, with the ways on; or null. */
  public @Nullable String problem() {
    Path directory = target.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return "the directory " + directory + " does not exist; make it, or choose another";
    }
    if (!Files.isWritable(directory)) {
      return "the directory " + directory + " may not be written by this user; choose another";
    }
    if (Files.isDirectory(target)) {
      return "this is a directory; name a file in it";
    }
    if (Files.exists(target) && !append && !overwrite) {
      return "the file exists; choose another name, add to it (\"append\"), or replace it and keep"
          + " a backup (\"overwrite\")";
    }
    if (Files.exists(path) && !overwrite) {
      return path
          + " holds the devices of a run that did not end; rename it to keep them, or replace it"
          + " and keep a backup (\"overwrite\")";
    }
    return append && Files.exists(target) ? problemOfAppending() : null;
  }

  private @Nullable String problemOfAppending() {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(target))) {
      int first = in.read();
      while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
        first = in.read();
      }
      return first == -1 || first == '{'
          ? null
          : "the file does not hold one object after the other in UTF-8, so nothing can be added;"
              + " choose another name, or bring it into that form (normalize)";
    } catch (IOException e) {
      return "the file cannot be read: " + reason(e);
    }
  }

  /**
   * Adds a line; all of it or nothing.
   *
   * @return the number of the line, from 1
   */
  public long append(LineWriter line) throws IOException {
    FileChannel open = open();
    try {
      line.writeTo(Channels.newOutputStream(open));
    } catch (IOException | RuntimeException e) {
      truncate(open, e);
      throw e;
    }
    size = open.position();
    return ++lines;
  }

  private void truncate(FileChannel open, Exception cause) {
    try {
      open.truncate(size);
      open.position(size);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      if (overwrite && Files.exists(path)) {
        Files.move(path, backup(path));
      }
      open = create(path);
      channel = open;
      if (append && Files.exists(target)) {
        copy(open);
      }
      size = open.position();
    }
    return open;
  }

  private static FileChannel create(Path path) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(path, options, ownerOnly);
  }

  private void copy(FileChannel open) throws IOException {
    byte[] buffer = new byte[COPY_BUFFER];
    byte last = '\n';
    try (InputStream in = Files.newInputStream(target)) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        last = buffer[read - 1];
        write(open, buffer, read);
      }
    }
    if (last != '\n') {
      write(open, new byte[] {'\n'}, 1);
      lines++;
    }
  }

  private static void write(FileChannel open, byte[] bytes, int length) throws IOException {
    ByteBuffer remaining = ByteBuffer.wrap(bytes, 0, length);
    while (remaining.hasRemaining()) {
      open.write(remaining);
    }
  }

  /** Forces the lines to disk and gives the file its name. */
  public void complete() throws IOException {
    open();
    stop();
    if (Files.exists(target) && overwrite) {
      Files.move(target, backup(target));
    }
    if (append) {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.move(path, target);
    }
    forceDirectory();
  }

  /** Forces the lines to disk and closes the file. */
  public void stop() throws IOException {
    FileChannel open = channel;
    if (open != null && open.isOpen()) {
      try (open) {
        open.force(true);
      }
    }
  }

  private void forceDirectory() {
    try (FileChannel directory =
        FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Systems that cannot open a directory keep the name safe by themselves.
    }
  }

  private static Path backup(Path existing) {
    Path candidate = existing.resolveSibling(existing.getFileName() + ".backup");
    for (int i = 2; Files.exists(candidate); i++) {
      candidate = existing.resolveSibling(existing.getFileName() + "." + i + ".backup");
    }
    return candidate;
  }

  /** Why a call on a file failed, in words. */
  public static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " has come into being meanwhile";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be written by this user";
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist any more";
    }
    return String.valueOf(e.getMessage());
  }
}
