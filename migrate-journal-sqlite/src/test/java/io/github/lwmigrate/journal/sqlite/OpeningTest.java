package io.github.lwmigrate.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making, opening and closing journals, and what is refused. */
class OpeningTest {

  @TempDir Path folder;

  private SqliteJournal create(Path file) {
    SqliteJournal journal = SqliteJournal.builder(file).acceptVolatileLocation().create();
    journal.begin(Samples.run());
    return journal;
  }

  @Test
  void allFiles_areForTheirOwnerAlone() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    try (SqliteJournal journal = create(folder.resolve("run.db"));
        Stream<Path> files = Files.list(folder)) {
      journal.append(Samples.listing(1));
      List<Path> all = files.toList();
      assertThat(all)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("run.db", "run.db-wal", "run.db-shm", "run.db.lock");
      for (Path file : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void file_saysWhatItIs() throws Exception {
    Path file = folder.resolve("run.db");
    try (SqliteJournal journal = create(file);
        Connection connection = Database.connect(file)) {
      assertThat(journal.isDurable()).isTrue();
      assertThat(journal.location()).isEqualTo(file.toString());
      assertThat(Database.text(connection, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(Database.text(connection, "PRAGMA user_version")).isEqualTo("1");
      assertThat(Database.text(connection, "PRAGMA application_id"))
          .isEqualTo(String.valueOf(0x4C574D4A));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?b=c.db", "a#b.db", "100%.db", "größe 1.db", "a;b.db", "a&b.db"})
  void anyName_isAName(String name) {
    Path file = folder.resolve(name);
    create(file).close();
    assertThat(file).exists();
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      assertThat(journal.run()).isPresent();
    }
  }

  @Test
  void existingFile_isNotReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("run.db"), "precious");
    assertThatThrownBy(() -> create(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("exists already")
        .hasMessageContaining("resume");
    assertThat(file).hasContent("precious");
  }

  @Test
  void missingDirectory_isNamed() {
    assertThatThrownBy(() -> create(folder.resolve("none/run.db")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void missingFile_isNotMade() {
    Path file = folder.resolve("run.db");
    assertThatThrownBy(() -> SqliteJournal.open(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> SqliteJournal.openReadOnly(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("no such file");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void otherFiles_areRefusedAndLeftAlone() throws Exception {
    Path text = Files.writeString(folder.resolve("text.db"), "not a database".repeat(100));
    Path empty = Files.createFile(folder.resolve("empty.db"));
    Path foreign = folder.resolve("foreign.db");
    try (Connection connection = Database.connect(foreign)) {
      Database.execute(connection, "CREATE TABLE run (id TEXT)");
    }
    byte[] before = Files.readAllBytes(foreign);
    for (Path file : List.of(empty, foreign)) {
      assertThatThrownBy(() -> SqliteJournal.open(file))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("no journal of lw-migrate");
      assertThatThrownBy(() -> SqliteJournal.openReadOnly(file))
          .hasMessageContaining("no journal of lw-migrate");
    }
    assertThatThrownBy(() -> SqliteJournal.open(text))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("no SQLite database");
    assertThat(Files.readAllBytes(foreign)).isEqualTo(before);
  }

  @Test
  void newerForm_isRefusedWithTheWayOn() throws Exception {
    Path file = folder.resolve("run.db");
    create(file).close();
    try (Connection connection = Database.connect(file)) {
      Database.execute(connection, "PRAGMA user_version = 2");
    }
    assertThatThrownBy(() -> SqliteJournal.open(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("newer version")
        .hasMessageContaining("form 2");
  }

  @Test
  void memoryFileSystem_needsAWord() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(
        Files.isDirectory(memory) && Files.getFileStore(memory).type().equals("tmpfs"),
        "there is no tmpfs here");
    Path own = Files.createTempDirectory(memory, "lw-migrate-test-");
    try {
      Path file = own.resolve("run.db");
      assertThatThrownBy(() -> SqliteJournal.create(file))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("tmpfs")
          .hasMessageContaining("gone after a restart");
      assertThatThrownBy(() -> JournalDirectory.of(own).create("run"))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("tmpfs");
      assertThat(own).isEmptyDirectory();
      create(file).close();
      JournalDirectory.of(own).acceptVolatileLocation().create("other").close();
      SqliteJournal.open(file).close();
    } finally {
      for (Path file : list(own)) {
        Files.delete(file);
      }
      Files.delete(own);
    }
  }

  @Test
  void closing_emptiesTheLog() throws IOException {
    Path file = folder.resolve("run.db");
    try (SqliteJournal journal = create(file)) {
      journal.append(Samples.listing(10));
      assertThat(folder.resolve("run.db-wal")).isNotEmptyFile();
    }
    assertThat(list(folder))
        .extracting(left -> left.getFileName().toString())
        .containsExactlyInAnyOrder("run.db", "run.db.lock");
  }

  @Test
  void completeListing_emptiesTheLog() throws IOException {
    try (SqliteJournal journal = create(folder.resolve("run.db"))) {
      journal.append(Samples.listing(10));
      journal.append(List.of(new JournalEvent.ListingCompleted()));
      assertThat(folder.resolve("run.db-wal")).isEmptyFile();
    }
  }

  @Test
  void restartedListing_leavesNoKeyBehind() throws IOException {
    try (SqliteJournal journal = create(folder.resolve("run.db"))) {
      journal.append(Samples.listing(50));
      assertThat(holds(Samples.key(7).toByteArray())).isTrue();
      journal.append(List.of(new JournalEvent.ListingRestarted()));
      assertThat(holds(Samples.key(7).toByteArray())).isFalse();
    }
  }

  @Test
  void reading_leavesNothingOpenThatKeepsTheLog() throws Exception {
    Path file = folder.resolve("run.db");
    try (SqliteJournal journal = create(file);
        Connection connection = Database.connect(file)) {
      journal.append(Samples.listing(20));
      journal.append(List.of(Samples.recorded(0), Samples.recorded(1)));
      journal.run();
      journal.progress();
      journal.counts();
      journal.page(0, 5);
      journal.device(3);
      journal.find(Samples.ref(3));
      journal.carried(3);
      journal.latest(0);
      journal.revisions(0);
      journal.steps(0);
      journal.sinkSteps(0);
      assertThat(Database.text(connection, "PRAGMA wal_checkpoint(TRUNCATE)"))
          .as("1 if something is in the way")
          .isEqualTo("0");
      assertThat(folder.resolve("run.db-wal")).isEmptyFile();
    }
  }

  @Test
  void readOnlyJournal_changesNothing() {
    Path file = folder.resolve("run.db");
    create(file).close();
    try (SqliteJournal journal = SqliteJournal.openReadOnly(file)) {
      assertThat(journal.run()).contains(Samples.run());
      assertThatThrownBy(() -> journal.append(Samples.listing(1)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("reading only");
      assertThatThrownBy(() -> journal.begin(Samples.run()))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("reading only");
    }
  }

  @Test
  void closedJournal_saysSo() {
    SqliteJournal journal = create(folder.resolve("run.db"));
    journal.close();
    assertThatThrownBy(() -> journal.append(Samples.listing(1)))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(journal::progress)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void run_isHeldByOneProcess() throws Exception {
    Path file = folder.resolve("run.db");
    create(file).close();
    try (Child child = Child.java("hold", file.toString())) {
      assertThat(child.line()).isEqualTo("open 0");
      assertThatThrownBy(() -> SqliteJournal.open(file))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("in use by another process (" + child.pid() + ")")
          .matches(e -> ((JournalException) e).retryable());
      assertThat(child.end()).isZero();
    }
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      assertThatThrownBy(() -> SqliteJournal.open(file))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("in use by this process");
      // The refused attempt has not let others in.
      try (Child child = Child.java("hold", file.toString())) {
        assertThat(child.line())
            .startsWith("refused")
            .contains("(" + ProcessHandle.current().pid() + ")");
      }
      journal.append(Samples.listing(3));
      try (Child child = Child.java("look", file.toString())) {
        assertThat(child.line()).isEqualTo("sees " + Map.of(DeviceState.LISTED, 3L));
      }
    }
  }

  private boolean holds(byte[] key) throws IOException {
    String wanted = new String(key, java.nio.charset.StandardCharsets.ISO_8859_1);
    for (Path file : list(folder)) {
      byte[] content = Files.readAllBytes(file);
      if (new String(content, java.nio.charset.StandardCharsets.ISO_8859_1).contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
