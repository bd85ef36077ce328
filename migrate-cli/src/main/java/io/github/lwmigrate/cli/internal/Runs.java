package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.sqlite.JournalDirectory;
import io.github.lwmigrate.journal.sqlite.JournalDirectory.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The runs whose journals are kept, in a directory of the user. */
final class Runs {

  static final String DIRECTORY = "--journal-dir";

  static final String VARIABLE = "LW_MIGRATE_JOURNAL_DIR";
  private static final DateTimeFormatter STARTED =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int RANDOM_LETTERS = 4;

  /** States that no device of a run has that has come to its end. */
  private static final Set<DeviceState> UNDER_WAY =
      EnumSet.of(DeviceState.FROZEN, DeviceState.DELIVERED, DeviceState.DESTROYED);

  private final JournalDirectory directory;

  private Runs(JournalDirectory directory) {
    this.directory = directory;
  }

  static void addTo(CommandSpec spec) {
    spec.addOption(
        Flags.value(
            DIRECTORY,
            "DIR",
            "Where the journals of runs are kept, which hold keys. Environment: "
                + VARIABLE
                + ". Default: a directory in the user's home."));
  }

  static Runs of(Shell shell, ParseResult given) {
    String named = given.matchedOptionValue(DIRECTORY, shell.environment().apply(VARIABLE));
    return new Runs(
        named == null || named.isEmpty()
            ? JournalDirectory.of(home(shell.environment()))
            : JournalDirectory.of(shell.directory().resolve(named)).acceptVolatileLocation());
  }

  /** Where programs of this system keep what must survive, but is no document of the user. */
  private static Path home(UnaryOperator<@Nullable String> environment) {
    String state = environment.apply("XDG_STATE_HOME");
    if (state != null && Path.of(state).isAbsolute()) {
      return Path.of(state, "lw-migrate");
    }
    String local = environment.apply("LOCALAPPDATA");
    if (local != null && !local.isEmpty()) {
      return Path.of(local, "lw-migrate");
    }
    String home = environment.apply("HOME");
    Path user = Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return system.startsWith("mac")
        ? user.resolve("Library/Application Support/lw-migrate")
        : user.resolve(".local/state/lw-migrate");
  }

  /** A name for a run that is about to begin: when, and a few letters. */
  static String newId(Clock clock) {
    StringBuilder id = new StringBuilder(STARTED.format(clock.instant())).append('-');
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < RANDOM_LETTERS; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  Path path() {
    return directory.path();
  }

  Journal create(String id) {
    return directory.create(id);
  }

  /** Opens a run to go on with it. */
  Journal open(String id) {
    return directory.open(id);
  }

  /** Opens a run to look at it, also while it goes on in another process. */
  Journal look(String id) {
    return directory.openReadOnly(id);
  }

  /** Takes a journal away in which nothing happened. */
  void discard(String id) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.path(), id + ".*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the empty journal of run " + id + " cannot be deleted", e);
    }
  }

  /** All runs, the newest first. */
  List<Run> list() {
    return directory.list();
  }

  /** Runs that have not come to their end, the newest first. */
  List<Run> unfinished() {
    return list().stream().filter(Runs::isUnfinished).toList();
  }

  /**
   * Whether a run was begun and has not come to its end, or was taken up again and stopped. That
   * all devices are done does not end it: its output may still have the name of one that is not
   * complete.
   */
  static boolean isUnfinished(Run run) {
    return run.description().isPresent()
        && (run.progress().filter(progress -> progress.endedAt().isPresent()).isEmpty()
            || !Collections.disjoint(run.counts().keySet(), UNDER_WAY));
  }
}
