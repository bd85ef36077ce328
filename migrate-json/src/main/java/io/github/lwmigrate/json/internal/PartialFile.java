package io.github.lwmigrate.json.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
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
  private final boolean resume;
  private @Nullable FileChannel channel;
  private @Nullable Leftover leftover;

  /** Whether the leftover is the finished file, not the one with the other name. */
  private boolean finishedBefore;

  private long size;
  private long lines;

  /** What writes one line by one call. */
  public interface LineWriter {
    void writeTo(OutputStream out) throws IOException;
  }

  public PartialFile(Path target, boolean append, boolean overwrite, boolean resume) {
    this.target = target;
    this.path = target.resolveSibling(target.getFileName() + ".partial");
    this.append = append;
    this.overwrite = overwrite;
    this.resume = resume;
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
    if (resume) {
      return null;
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
   * Adds a line; all of it or nothing. In a resumed run the line may be there already.
   *
   * @param earlier the number of the line when an earlier part of the run wrote it; 0 if it did not
   * @param own whether what an earlier part of a run left is known to be of this run
   * @return the number of the line, from 1
   */
  public long append(LineWriter line, long earlier, boolean own) throws IOException {
    if (channel == null && leftover == null) {
      open(earlier);
    }
    Leftover compared = leftover;
    if (compared != null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      line.writeTo(bytes);
      if (compared.matches(bytes.toByteArray())) {
        return ++lines;
      }
      replace(compared, own);
    }
    FileChannel open = opened();
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

  private void open(long earlier) throws IOException {
    if (resume && Files.exists(path)) {
      leftover = new Leftover(path, append && Files.exists(target) ? measure() : 0);
    } else if (resume && earlier > 0 && Files.exists(target)) {
      finishedBefore = true;
      leftover = new Leftover(target, append ? endOfLine(earlier - 1) : 0);
    } else {
      if (overwrite && Files.exists(path)) {
        Files.move(path, backup(path));
      }
      FileChannel open = create(path);
      channel = open;
      if (append && Files.exists(target)) {
        copy(open);
      }
      size = open.position();
    }
  }

  /** How long the lines are that were there before the run, as they were copied. */
  private long measure() throws IOException {
    long length = 0;
    byte last = '\n';
    byte[] buffer = new byte[COPY_BUFFER];
    try (InputStream in = Files.newInputStream(target)) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        countLines(buffer, read);
        length += read;
        last = buffer[read - 1];
      }
    }
    if (last != '\n') {
      lines++;
      length++;
    }
    return length;
  }

  private long endOfLine(long number) throws IOException {
    long length = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(target))) {
      while (lines < number) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        length++;
        lines += next == '\n' ? 1 : 0;
      }
    }
    return length;
  }

  /** Goes on behind what is as it is to be. Nothing that may be of somebody else is lost. */
  private void replace(Leftover compared, boolean own) throws IOException {
    long keep = compared.matched();
    boolean mayCut = own || compared.isTornHere();
    compared.close();
    leftover = null;
    size = keep;
    if (!finishedBefore && mayCut) {
      FileChannel open = FileChannel.open(path, StandardOpenOption.WRITE);
      channel = open;
      open.truncate(keep);
      open.position(keep);
      return;
    }
    if (finishedBefore && !overwrite) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path from = target;
    if (!finishedBefore) {
      from = backup(path);
      Files.move(path, from);
    }
    FileChannel open = create(path);
    channel = open;
    try (FileChannel kept = FileChannel.open(from, StandardOpenOption.READ)) {
      for (long at = 0; at < keep; ) {
        at += kept.transferTo(at, keep - at, open);
      }
    }
    open.position(keep);
  }

  private FileChannel opened() {
    FileChannel open = channel;
    if (open == null) {
      throw new IllegalStateException("the file is not open");
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
        countLines(buffer, read);
        last = buffer[read - 1];
        write(open, buffer, read);
      }
    }
    if (last != '\n') {
      write(open, new byte[] {'\n'}, 1);
      lines++;
    }
  }

  private void countLines(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
  }

  private static void write(FileChannel open, byte[] bytes, int length) throws IOException {
    ByteBuffer remaining = ByteBuffer.wrap(bytes, 0, length);
    while (remaining.hasRemaining()) {
      open.write(remaining);
    }
  }

  /**
   * Forces the lines to disk and gives the file its name.
   *
   * @param own whether what an earlier part of a run left is known to be of this run
   */
  public void complete(boolean own) throws IOException {
    if (channel == null && leftover == null) {
      open(0);
    }
    Leftover compared = leftover;
    if (compared != null && compared.endsHere()) {
      compared.close();
      leftover = null;
      if (finishedBefore) {
        return;
      }
      channel = FileChannel.open(path, StandardOpenOption.WRITE);
    } else if (compared != null) {
      replace(compared, own);
    }
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
    Leftover compared = leftover;
    if (compared != null) {
      compared.close();
    }
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
