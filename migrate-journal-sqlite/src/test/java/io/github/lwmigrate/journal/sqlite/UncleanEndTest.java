package io.github.lwmigrate.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills, and disks that changed what was written. */
class UncleanEndTest {

  private static final int FRAME = 24 + 4096;

  @TempDir Path folder;

  @Test
  void killedUnderLoad_keepsEverythingThatWasAcknowledged() throws Exception {
    Path file = folder.resolve("run.db");
    Set<Long> acknowledged = new TreeSet<>();
    for (int kill = 1; kill <= 2; kill++) {
      try (Child child = Child.java("load", file.toString(), "8", "100000")) {
        int wanted = 300 * kill;
        for (int i = 0; i < wanted; i++) {
          acknowledge(acknowledged, child.line());
        }
        child.kill();
        child.rest().lines().forEach(line -> acknowledge(acknowledged, line));
      }
      assertThat(folder.resolve("run.db-wal")).isNotEmptyFile();
      try (SqliteJournal journal = SqliteJournal.open(file)) {
        for (long index : acknowledged) {
          assertThat(journal.latest(index).orElseThrow().exported().deviceId())
              .isEqualTo("moved-" + index);
        }
        assertThat(journal.progress().listed()).isEqualTo(100_000);
      }
      assertThat(names()).as("no copy is left").containsExactly("run.db", "run.db.lock");
    }
  }

  private static void acknowledge(
      Set<Long> acknowledged, @org.jspecify.annotations.Nullable String line) {
    assertThat(line).startsWith("acknowledged ");
    acknowledged.add(Long.parseLong(String.valueOf(line).substring("acknowledged ".length())));
  }

  /** What a kill leaves, with a transaction for each device in the log. */
  private Path crashed(int devices) throws IOException {
    Path live = Files.createDirectories(folder.resolve("live")).resolve("run.db");
    Path file = folder.resolve("run.db");
    try (SqliteJournal journal = SqliteJournal.builder(live).acceptVolatileLocation().create()) {
      journal.begin(Samples.run());
      journal.append(Samples.listing(devices));
      for (int i = 0; i < devices; i++) {
        journal.append(List.of(Samples.recorded(i)));
      }
      Files.copy(live, file);
      Files.copy(live.resolveSibling("run.db-wal"), log(file));
    }
    return file;
  }

  private static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  @Test
  void soundLog_isBroughtIn() throws IOException {
    Path file = crashed(5);
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      for (long i = 0; i < 5; i++) {
        assertThat(journal.latest(i)).isPresent();
      }
    }
    assertThat(names()).containsExactly("live", "run.db", "run.db.lock");
  }

  @Test
  void lookingIntoIt_changesNothing() throws IOException {
    Path file = crashed(3);
    byte[] before = Files.readAllBytes(file);
    byte[] log = Files.readAllBytes(log(file));
    try (SqliteJournal journal = SqliteJournal.openReadOnly(file)) {
      assertThat(journal.latest(2)).isPresent();
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(Files.readAllBytes(log(file))).isEqualTo(log);
  }

  @Test
  void cutLog_losesOnlyWhatWasNotAcknowledged() throws IOException {
    Path file = crashed(5);
    byte[] log = Files.readAllBytes(log(file));
    Files.write(log(file), java.util.Arrays.copyOf(log, log.length - 100));
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      assertThat(journal.latest(3)).isPresent();
      assertThat(journal.latest(4)).isEmpty();
    }
  }

  @Test
  void changedLog_isRefusedAndKept() throws IOException {
    Path file = crashed(5);
    byte[] before = Files.readAllBytes(file);
    byte[] log = Files.readAllBytes(log(file));
    // A byte of a page, of a checksum, of a commit mark, of the salt, and of the log's own header.
    int middle = 32 + (log.length - 32) / FRAME / 2 * FRAME;
    for (int at : new int[] {middle + 1000, middle + 17, middle + 5, middle + 9, 20}) {
      byte[] changed = log.clone();
      changed[at] ^= 0x10;
      Files.write(file, before);
      Files.write(log(file), changed);
      Files.deleteIfExists(folder.resolve("run.db-shm"));
      assertThatThrownBy(() -> SqliteJournal.open(file))
          .as("byte " + at)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("run.db-wal was changed")
          .hasMessageContaining("Change nothing at the origin");
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
      assertThat(Files.readAllBytes(log(file))).isEqualTo(changed);
    }
    assertThat(names()).containsExactly("live", "run.db", "run.db-wal", "run.db.lock");
    try (SqliteJournal journal = SqliteJournal.openReadOnly(file)) {
      assertThat(journal.page(0, 10)).as("what can still be read").isEmpty();
    }
  }

  @Test
  void everyBadByteOfTheLog_isFoundOrOnlyTakesTheEnd() throws IOException {
    Path file = crashed(4);
    byte[] before = Files.readAllBytes(file);
    byte[] log = Files.readAllBytes(log(file));
    List<Integer> lost = new ArrayList<>();
    for (int frame = 0; frame < (log.length - 32) / FRAME; frame++) {
      byte[] changed = log.clone();
      changed[32 + frame * FRAME + 2000] ^= 1;
      Files.write(file, before);
      Files.write(log(file), changed);
      try (SqliteJournal journal = SqliteJournal.open(file)) {
        lost.add((int) LongStream.range(0, 4).filter(i -> journal.latest(i).isEmpty()).count());
      } catch (JournalException e) {
        assertThat(e).hasMessageContaining("run.db-wal was changed");
      }
      Files.deleteIfExists(folder.resolve("run.db-shm"));
    }
    assertThat(lost).as("devices lost without a word").isNotEmpty().containsOnly(1);
  }

  @Test
  void damagedDatabase_isRefusedAndKept() throws IOException {
    Path file = crashed(5);
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      journal.append(List.of(Samples.recorded(0)));
      Files.copy(log(file), folder.resolve("log"));
    }
    byte[] content = Files.readAllBytes(file);
    java.util.Arrays.fill(content, 2 * 4096, 3 * 4096, (byte) 0x77);
    Files.write(file, content);
    Files.move(folder.resolve("log"), log(file));
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThatThrownBy(() -> SqliteJournal.open(file))
          .as("attempt " + attempt)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("is damaged")
          .hasMessageContaining("run.db.copy,");
    }
    Path copy = folder.resolve("run.db.copy");
    assertThat(Files.readAllBytes(copy)).isEqualTo(content);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      for (Path kept : List.of(copy, log(copy))) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void interruptedRecovery_isDoneAgain() throws IOException {
    Path file = crashed(3);
    Files.write(folder.resolve("run.db.copy.partial"), new byte[100]);
    Files.write(folder.resolve("run.db.copy-wal"), new byte[100]);
    SqliteJournal.open(file).close();
    assertThat(names()).containsExactly("live", "run.db", "run.db.lock");
  }

  @Test
  void otherReasonForNotOpening_leavesNoCopy() throws Exception {
    Path live = Files.createDirectories(folder.resolve("live")).resolve("run.db");
    Path file = folder.resolve("run.db");
    try (SqliteJournal journal = SqliteJournal.builder(live).acceptVolatileLocation().create();
        Connection other = Database.connect(live)) {
      journal.begin(Samples.run());
      Database.execute(other, "PRAGMA user_version = 2");
      Files.copy(live, file);
      Files.copy(log(live), log(file));
    }
    assertThatThrownBy(() -> SqliteJournal.open(file)).hasMessageContaining("newer version");
    assertThat(names())
        .containsExactly("live", "run.db", "run.db-shm", "run.db-wal", "run.db.lock");
  }

  @Test
  void logOfAnotherForm_isTakenForDamage() throws IOException {
    Path file = crashed(2);
    Files.write(log(file), ByteBuffer.allocate(10_000).putInt(0x12345678).array());
    assertThatThrownBy(() -> SqliteJournal.open(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("run.db-wal was changed");
  }

  @Test
  void order_isForcedBeforeAcknowledged() throws Exception {
    assumeTrue(Tools.works("strace", "-o", "/dev/null", "true"), "strace is not here");
    Path file = folder.resolve("run.db");
    Path trace = folder.resolve("trace");
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace",
                "-f",
                "-y",
                "-e",
                "trace=fsync,fdatasync,write",
                "-s",
                "40",
                "-o",
                trace.toString()));
    command.addAll(Child.command("load", file.toString(), "1", "20"));
    try (Child child = Child.start(command)) {
      assertThat(child.rest()).endsWith("end\n");
      assertThat(child.end()).isZero();
    }
    int acknowledged = 0;
    boolean forced = false;
    for (String line : Files.readAllLines(trace)) {
      if (line.contains("sync(") && line.contains("run.db-wal")) {
        forced = true;
      } else if (line.contains("\"acknowledged ")) {
        assertThat(forced).as("forced since the last acknowledgement: " + line).isTrue();
        forced = false;
        acknowledged++;
      }
    }
    assertThat(acknowledged).isEqualTo(20);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
