package io.github.lwmigrate.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.RunDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDirectoryTest {

  @TempDir Path folder;
  private JournalDirectory runs = JournalDirectory.of(Path.of(""));

  @BeforeEach
  void makeDirectory() {
    runs = JournalDirectory.of(folder.resolve("state/runs")).acceptVolatileLocation();
  }

  private void make(String id, long startedAt, String source, long devices) {
    try (SqliteJournal journal = runs.create(id)) {
      RunDescription run = Samples.run(id, Instant.ofEpochSecond(startedAt));
      journal.begin(
          new RunDescription(
              id, run.startedAt(), source, run.sink(), run.policy(), "all", Map.of()));
      journal.append(Samples.listing(devices));
    }
  }

  @Test
  void directory_isMadeForItsOwnerAlone() throws IOException {
    assertThat(runs.list()).isEmpty();
    make("one", 1, Samples.SOURCE, 0);
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runs.path())))
        .isEqualTo("rwx------");
  }

  @Test
  void runs_areListedNewestFirst_withThoseThatCannotBeRead() throws Exception {
    make("old", 1_000, Samples.SOURCE, 2);
    make("new", 3_000, Samples.SOURCE, 1);
    try (SqliteJournal open = runs.create("open")) {
      open.begin(Samples.run("open", Instant.ofEpochSecond(2_000)));
      open.append(Samples.listing(3));
      open.append(List.of(new JournalEvent.Reached(1, DeviceState.DONE)));
      Path foreign =
          Files.writeString(runs.path().resolve("foreign.db"), "no database ".repeat(99));
      Files.setLastModifiedTime(foreign, FileTime.from(Instant.ofEpochSecond(500)));
      Path damaged = runs.path().resolve("damaged.db");
      Files.write(damaged, halfOf(runs.path().resolve("old.db")));
      Files.setLastModifiedTime(damaged, FileTime.from(Instant.ofEpochSecond(400)));

      List<JournalDirectory.Run> all = runs.list();
      assertThat(all)
          .extracting(JournalDirectory.Run::id)
          .containsExactly("new", "open", "old", "foreign", "damaged");
      assertThat(all.get(1).counts())
          .isEqualTo(Map.of(DeviceState.LISTED, 2L, DeviceState.DONE, 1L));
      assertThat(all.get(1).progress().orElseThrow().listed()).isEqualTo(3);
      assertThat(all.get(2).description())
          .contains(Samples.run("old", Instant.ofEpochSecond(1_000)));
      assertThat(all.get(3).problem().orElseThrow()).contains("no SQLite database");
      assertThat(all.get(4).problem().orElseThrow()).contains("damaged");
      assertThat(all.subList(0, 3)).allMatch(run -> run.problem().isEmpty());
      open.append(Samples.listing(4).subList(3, 4));
    }
  }

  @Test
  void lockedFile_isListedAsInUse() throws Exception {
    make("one", 1, Samples.SOURCE, 1);
    try (Connection other = Database.connect(runs.path().resolve("one.db"))) {
      Database.execute(other, "PRAGMA locking_mode=EXCLUSIVE");
      Database.execute(other, "BEGIN EXCLUSIVE");
      assertThat(runs.list())
          .singleElement()
          .extracting(run -> run.problem().orElseThrow())
          .asString()
          .contains("is using");
    }
  }

  @Test
  void run_isOpenedByTheBeginningOfItsId() {
    make("20240102-a", 1, Samples.SOURCE, 1);
    make("20240102-ab", 2, Samples.SOURCE, 2);
    make("20240103", 3, Samples.SOURCE, 3);
    try (SqliteJournal journal = runs.open("20240103")) {
      assertThat(journal.progress().listed()).isEqualTo(3);
    }
    try (SqliteJournal journal = runs.openReadOnly("20240102-a")) {
      assertThat(journal.progress().listed()).as("the exact id").isEqualTo(1);
    }
    assertThatThrownBy(() -> runs.open("20240102"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("20240102-a, 20240102-ab");
    for (String none : List.of("2025", "")) {
      assertThatThrownBy(() -> runs.open(none))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("no such run");
    }
  }

  @Test
  void badIds_areRefusedBeforeAnythingIsMade() {
    for (String bad : List.of("", "-a", "a/b", "..", "a.db", "a b", "x".repeat(101))) {
      assertThatThrownBy(() -> runs.create(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(runs.path()).doesNotExist();
    make("one", 1, Samples.SOURCE, 0);
    assertThatThrownBy(() -> runs.create("one"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void device_isFoundInAllRunsFromItsSource() throws IOException {
    make("first", 1, Samples.SOURCE, 5);
    make("second", 2, Samples.SOURCE, 2);
    make("third", 3, Samples.SOURCE, 5);
    make("other", 4, "another source", 5);
    Files.writeString(runs.path().resolve("foreign.db"), "no database ".repeat(99));
    assertThat(runs.find(Samples.ref(4), Samples.SOURCE))
        .extracting(found -> found.run().id() + " " + found.device().index())
        .containsExactly("third 4", "first 4");
    assertThat(runs.find(Samples.ref(99), Samples.SOURCE)).isEmpty();
  }

  @Test
  void fileInsteadOfADirectory_isNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> JournalDirectory.of(file).list())
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("no directory");
  }

  private static byte[] halfOf(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    byte[] half = java.util.Arrays.copyOf(all, all.length / 2);
    java.util.Arrays.fill(half, 4096, half.length, (byte) 0x55);
    return half;
  }
}
