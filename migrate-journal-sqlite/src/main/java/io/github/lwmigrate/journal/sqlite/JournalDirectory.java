package io.github.lwmigrate.journal.sqlite;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.RunProgress;
import io.github.lwmigrate.journal.sqlite.internal.Locations;
import io.github.lwmigrate.journal.sqlite.internal.Problems;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A directory of runs: for each run a {@link SqliteJournal} in the file {@code RUN.db}. Immutable
 * and thread-safe; it keeps nothing open.
 */
public final class JournalDirectory {

  private static final String SUFFIX = ".db";
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,99}");

  private final Path path;
  private final boolean volatileAccepted;

  private JournalDirectory(Path path, boolean volatileAccepted) {
    this.path = path;
    this.volatileAccepted = volatileAccepted;
  }

  /**
   * A directory of runs.
   *
   * @param path the directory; need not exist, the first {@link #create} makes it, for its owner
   *     alone
   * @return the directory
   */
  public static JournalDirectory of(Path path) {
    return new JournalDirectory(path.toAbsolutePath(), false);
  }

  /**
   * The same directory, accepted although it may not survive a restart; see {@link
   * SqliteJournal.Builder#acceptVolatileLocation}.
   *
   * @return the copy
   */
  public JournalDirectory acceptVolatileLocation() {
    return new JournalDirectory(path, true);
  }

  /**
   * Where the runs are.
   *
   * @return an absolute path
   */
  public Path path() {
    return path;
  }

  /**
   * Makes the journal of a new run.
   *
   * @param runId names the run: letters, digits and hyphens, at most 100
   * @return the journal, open and empty
   * @throws IllegalArgumentException if the id cannot name a run
   * @throws JournalException if there is a run of this name, or the directory or file cannot be
   *     made; or if the file system does not survive a restart and that was not accepted
   */
  public SqliteJournal create(String runId) {
    if (!RUN_ID.matcher(runId).matches()) {
      throw new IllegalArgumentException(
          "a run is named by letters, digits and hyphens, at most 100, not \"" + runId + "\"");
    }
    try {
      Locations.createDirectories(path);
    } catch (IOException e) {
      throw new JournalException(Problems.of(e, "make the directory of runs", path));
    }
    SqliteJournal.Builder journal = SqliteJournal.builder(file(runId));
    return (volatileAccepted ? journal.acceptVolatileLocation() : journal).create();
  }

  /**
   * All runs, newest first. A file that cannot be read is listed with the reason.
   *
   * @return one entry for each file; none if the directory does not exist
   * @throws JournalException if the directory cannot be read
   */
  public List<Run> list() {
    List<Run> runs = new ArrayList<>();
    for (String runId : runIds()) {
      runs.add(look(runId));
    }
    runs.sort(Comparator.comparing(Run::startedAt).thenComparing(Run::id).reversed());
    return List.copyOf(runs);
  }

  /**
   * Opens a run to go on with it.
   *
   * @param run its id, or the beginning of it that no other run shares
   * @return the journal
   * @throws JournalException if there is no such run, or several; or as {@link SqliteJournal#open}
   */
  public SqliteJournal open(String run) {
    return SqliteJournal.open(file(resolve(run)));
  }

  /**
   * Opens a run to look into it, also while another process writes it.
   *
   * @param run its id, or the beginning of it that no other run shares
   * @return the journal, for reading
   * @throws JournalException if there is no such run, or several; or as {@link
   *     SqliteJournal#openReadOnly}
   */
  public SqliteJournal openReadOnly(String run) {
    return SqliteJournal.openReadOnly(file(resolve(run)));
  }

  /**
   * Looks for a device in all runs from a source.
   *
   * @param device the device at its origin
   * @param source {@link io.github.lwmigrate.spi.Source#identity()}
   * @return what the runs say of it, newest first; runs that cannot be read are left out, {@link
   *     #list} names them
   * @throws JournalException if the directory cannot be read
   */
  public List<Found> find(DeviceRef device, String source) {
    List<Found> found = new ArrayList<>();
    for (Run run : list()) {
      if (run.description().filter(d -> d.source().equals(source)).isPresent()) {
        look(run, device).ifPresent(it -> found.add(new Found(run, it)));
      }
    }
    return List.copyOf(found);
  }

  private static Optional<JournaledDevice> look(Run run, DeviceRef device) {
    try (SqliteJournal journal = SqliteJournal.openReadOnly(run.file())) {
      return journal.find(device);
    } catch (JournalException e) {
      return Optional.empty();
    }
  }

  private Run look(String runId) {
    Path file = file(runId);
    try (SqliteJournal journal = SqliteJournal.openReadOnly(file)) {
      return new Run(
          runId,
          file,
          journal.run(),
          Optional.of(journal.progress()),
          journal.counts(),
          Optional.empty());
    } catch (JournalException e) {
      return new Run(
          runId,
          file,
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private String resolve(String run) {
    List<String> known = runIds();
    List<String> matching =
        known.contains(run)
            ? List.of(run)
            : known.stream().filter(id -> !run.isEmpty() && id.startsWith(run)).toList();
    if (matching.size() != 1) {
      throw new JournalException(
          JournalException.tried("open run \"" + run + "\"")
              .because(
                  matching.isEmpty()
                      ? path + " has no such run"
                      : "several runs begin so: " + String.join(", ", matching))
              .remedy(matching.isEmpty() ? "List the runs." : "Give more of its id."));
    }
    return matching.get(0);
  }

  private List<String> runIds() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
      List<String> ids = new ArrayList<>();
      for (Path file : files) {
        String name = file.getFileName().toString();
        ids.add(name.substring(0, name.length() - SUFFIX.length()));
      }
      return ids.stream().sorted().collect(Collectors.toList());
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (NotDirectoryException e) {
      throw new JournalException(
          JournalException.tried("list the runs")
              .because(path + " is no directory")
              .remedy("Name the directory of the runs.")
              .cause(e));
    } catch (IOException e) {
      throw new JournalException(Problems.of(e, "list the runs", path));
    }
  }

  private Path file(String runId) {
    return path.resolve(runId + SUFFIX);
  }

  /**
   * A run in a directory.
   *
   * @param id its name, which is that of its file
   * @param file its journal
   * @param description what the run is; empty if it was not begun or cannot be read
   * @param progress how far it is as a whole; empty if it cannot be read
   * @param counts how many devices are in each state
   * @param problem why the file cannot be read, with the remedy; empty if it can
   */
  public record Run(
      String id,
      Path file,
      Optional<RunDescription> description,
      Optional<RunProgress> progress,
      Map<DeviceState, Long> counts,
      Optional<String> problem) {

    /** Copies the map. */
    public Run {
      counts = Map.copyOf(counts);
    }

    private Instant startedAt() {
      return description
          .map(RunDescription::startedAt)
          .orElseGet(() -> Instant.ofEpochMilli(file.toFile().lastModified()));
    }
  }

  /**
   * A device in a run.
   *
   * @param run the run
   * @param device what the run says of the device
   */
  public record Found(Run run, JournaledDevice device) {}
}
