package io.github.lwmigrate.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the native part of SQLite is unpacked, in processes of their own. */
class NativeLibraryTest {

  @TempDir Path folder;
  private Path file = Path.of("");
  private Path temporary = Path.of("");

  @BeforeEach
  void makeJournal() throws IOException {
    file = folder.resolve("run.db");
    temporary = Files.createDirectory(folder.resolve("tmp"));
    SqliteJournal.builder(file).acceptVolatileLocation().create().close();
  }

  private String look(String option, Path directory) throws Exception {
    try (Child child = Child.java(option + "=" + directory, "look", file.toString())) {
      String told = child.rest();
      assertThat(child.end()).isZero();
      return told;
    }
  }

  @Test
  void temporaryDirectory_holdsNothingAfterwards() throws Exception {
    assertThat(look("-Djava.io.tmpdir", temporary)).endsWith("end\n");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void killedProcess_leavesNothing() throws Exception {
    assumeTrue(
        !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows"),
        "a loaded library cannot be removed on Windows");
    try (Child child = Child.java("-Djava.io.tmpdir=" + temporary, "hold", file.toString())) {
      assertThat(child.line()).isEqualTo("open 0");
      child.kill();
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void leftovers_ofProcessesThatAreGone_areSweptWhenTheyAreOld() throws Exception {
    long gone;
    try (Child child = Child.java("look", file.toString())) {
      gone = child.pid();
      child.end();
    }
    Path old = leftover(gone + "-old", Instant.now().minusSeconds(3_600));
    Path young = leftover(gone + "-young", Instant.now());
    Path alive = leftover(ProcessHandle.current().pid() + "-x", Instant.now().minusSeconds(3_600));
    Path foreign = leftover("somebody", Instant.now().minusSeconds(3_600));
    assertThat(look("-Djava.io.tmpdir", temporary)).endsWith("end\n");
    assertThat(old).doesNotExist();
    for (Path stays : List.of(young, alive, foreign)) {
      assertThat(stays).isNotEmptyDirectory();
    }
  }

  private Path leftover(String name, Instant modified) throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("lw-migrate-sqlite-" + name));
    Files.writeString(directory.resolve("libsqlitejdbc.so"), "library");
    Files.setLastModifiedTime(directory, FileTime.from(modified));
    return directory;
  }

  @Test
  void unusableDirectory_isNamedWithTheRemedy() throws Exception {
    Path none = folder.resolve("none");
    for (String option : List.of("-Djava.io.tmpdir", "-Dorg.sqlite.tmpdir")) {
      Path plain = Files.writeString(folder.resolve("plain" + option), "a file");
      for (Path directory : option.contains("java") ? List.of(none, plain) : List.of(plain)) {
        assertThat(look(option, directory))
            .startsWith("refused Could not load SQLite")
            .contains(directory.toString())
            .contains("-Dorg.sqlite.tmpdir=DIRECTORY");
      }
    }
  }

  @Test
  void directoryThatRunsNoPrograms_isNamedWithTheRemedy() throws Exception {
    try (FullDiskTest.SmallDisk disk =
        FullDiskTest.SmallDisk.mount(folder.resolve("noexec"), "size=5m,noexec")) {
      assertThat(look("-Djava.io.tmpdir", disk.path()))
          .startsWith("refused Could not load SQLite")
          .contains("noexec")
          .contains("-Dorg.sqlite.tmpdir=DIRECTORY");
      assertThat(disk.path()).isEmptyDirectory();
    }
  }

  @Test
  void directoryThatTheUserNames_isUsed() throws Exception {
    Path none = folder.resolve("none");
    try (Child child =
        Child.java(
            "-Djava.io.tmpdir=" + none,
            "-Dorg.sqlite.tmpdir=" + temporary,
            "hold",
            file.toString())) {
      assertThat(child.line()).isEqualTo("open 0");
      try (Stream<Path> files = Files.list(temporary)) {
        assertThat(files).isNotEmpty();
      }
      child.end();
    }
  }
}
