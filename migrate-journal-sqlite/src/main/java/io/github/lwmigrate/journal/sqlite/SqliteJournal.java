package io.github.lwmigrate.journal.sqlite;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.RunProgress;
import io.github.lwmigrate.journal.sqlite.internal.OpenJournal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The journal of one run in one SQLite file. What was appended is on disk when {@link #append}
 * returns: it survives the death of the process and of the machine.
 *
 * <p>The file holds keys in plain form. It and those beside it ({@code -wal}, {@code -shm}, {@code
 * .lock}) can be read by their owner alone. About 4.4 KB go to a device and recorded form; when the
 * listing is complete, the disk must have that much room.
 *
 * <p>One process at a time holds a run, for writing; others may read it meanwhile with {@link
 * #openReadOnly}. Events that many threads append at the same time share one commit, so many
 * threads are much faster than one. Reading does not wait for writing. The memory it takes does not
 * grow with the number of devices.
 *
 * <p>After an unclean end (a kill, a loss of power) {@link #open} looks for damage of the log,
 * copies database and log aside, looks the database over, and removes the copy if all is well.
 * Recorded forms and images of steps carry checksums; a changed one is an exception when it is
 * read, never another device.
 *
 * <p>Thread-safe. SQLite's native library is unpacked into the temporary directory while it is
 * loaded; {@code -Dorg.sqlite.tmpdir} names another one where that may not hold programs. Java 24
 * and later warn of it unless {@code --enable-native-access} names {@code ALL-UNNAMED}, or on the
 * module path {@code org.xerial.sqlitejdbc}.
 */
public final class SqliteJournal implements Journal {

  private final Path file;
  private final OpenJournal open;

  private SqliteJournal(Path file, OpenJournal open) {
    this.file = file;
    this.open = open;
  }

  /**
   * Makes a journal for a new run.
   *
   * @param file a file that does not exist, in a directory that does
   * @return the journal, open and empty
   * @throws JournalException if the file exists or cannot be made, or its file system does not
   *     survive a restart
   */
  public static SqliteJournal create(Path file) {
    return builder(file).create();
  }

  /**
   * Starts a journal for a new run.
   *
   * @param file a file that does not exist, in a directory that does
   * @return a builder
   */
  public static Builder builder(Path file) {
    return new Builder(file);
  }

  /**
   * Opens the journal of an earlier run, to go on with it.
   *
   * @param file a file that {@link #create} made
   * @return the journal
   * @throws JournalException if another process holds the run; if the file is missing, damaged, no
   *     journal, or of a newer version; if the disk has no room for a copy after an unclean end
   */
  public static SqliteJournal open(Path file) {
    Path absolute = file.toAbsolutePath();
    return new SqliteJournal(absolute, OpenJournal.open(absolute));
  }

  /**
   * Opens a journal that another process may be writing, to look into it. It refuses {@link #begin}
   * and {@link #append}, and shows what the other process has appended so far. It leaves what an
   * unclean end left, and does not look for damage of the log: only {@link #open} does.
   *
   * @param file a file that {@link #create} made
   * @return the journal
   * @throws JournalException if the file is missing, damaged, no journal, or of a newer version
   */
  public static SqliteJournal openReadOnly(Path file) {
    Path absolute = file.toAbsolutePath();
    return new SqliteJournal(absolute, OpenJournal.openReadOnly(absolute));
  }

  /**
   * The file.
   *
   * @return an absolute path
   */
  public Path file() {
    return file;
  }

  /**
   * Whether appended events survive.
   *
   * @return true; for a place that does not survive a restart by the word of who accepted it
   */
  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public String location() {
    return file.toString();
  }

  @Override
  public void begin(RunDescription run) {
    open.writer("begin run " + run.id()).begin(run);
  }

  @Override
  public Optional<RunDescription> run() {
    return open.reader().run();
  }

  @Override
  public void append(List<? extends JournalEvent> events) {
    open.writer("append to the journal").append(events);
  }

  @Override
  public RunProgress progress() {
    return open.reader().progress();
  }

  @Override
  public Map<DeviceState, Long> counts() {
    return open.reader().counts();
  }

  @Override
  public List<JournaledDevice> page(long from, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page has at least 1 device, not " + limit);
    }
    return open.reader().page(from, limit);
  }

  @Override
  public Optional<JournaledDevice> device(long index) {
    return open.reader().device(index);
  }

  @Override
  public Optional<JournaledDevice> find(DeviceRef device) {
    return open.reader().find(device);
  }

  @Override
  public byte[] carried(long index) {
    return open.reader().carried(index);
  }

  @Override
  public Optional<Revision> latest(long index) {
    return open.reader().latest(index);
  }

  @Override
  public List<Revision> revisions(long index) {
    return open.reader().revisions(index);
  }

  @Override
  public List<JournaledStep> steps(long index) {
    return open.reader().steps(index);
  }

  @Override
  public Map<String, Boolean> sinkSteps(long index) {
    return open.reader().sinkSteps(index);
  }

  /** Waits for what is being appended, and lets other processes have the run. */
  @Override
  public void close() {
    open.close();
  }

  /** The place, and nothing of what it holds. */
  @Override
  public String toString() {
    return "journal " + file;
  }

  /** Builds a {@link SqliteJournal} for a new run. Not thread-safe. */
  public static final class Builder {
    private final Path file;
    private boolean volatileAccepted;

    private Builder(Path file) {
      this.file = file.toAbsolutePath();
    }

    /**
     * Accepts a file system that does not survive a restart, such as tmpfs or the layer of a
     * container. Keys that are nowhere else are then lost with it.
     *
     * @return this builder
     */
    public Builder acceptVolatileLocation() {
      this.volatileAccepted = true;
      return this;
    }

    /**
     * Makes the journal.
     *
     * @return the journal, open and empty
     * @throws JournalException as {@link SqliteJournal#create} does
     */
    public SqliteJournal create() {
      return new SqliteJournal(file, OpenJournal.create(file, volatileAccepted));
    }
  }
}
