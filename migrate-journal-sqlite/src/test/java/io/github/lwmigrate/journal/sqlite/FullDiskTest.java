package io.github.lwmigrate.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks and limits that are really full; those that need a mount are skipped where none may be. */
class FullDiskTest {

  @TempDir Path folder;

  @Test
  void fileSizeLimit_stopsTheJournalAndLosesNothing() throws Exception {
    assumeTrue(Tools.works("sh", "-c", "ulimit -f 4000"), "there is no shell with ulimit");
    Path file = folder.resolve("run.db");
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -f 4000; exec \"$@\"", "sh"));
    command.addAll(Child.command("load", file.toString(), "4", "5000"));
    Set<Long> acknowledged = new TreeSet<>();
    List<String> refused = new ArrayList<>();
    try (Child child = Child.start(command)) {
      for (String line : child.rest().lines().toList()) {
        if (line.startsWith("acknowledged ")) {
          acknowledged.add(Long.parseLong(line.substring("acknowledged ".length())));
        } else if (line.startsWith("refused")) {
          refused.add(line);
        }
      }
      assertThat(child.end()).as("the process lives").isZero();
    }
    assertThat(refused)
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).contains("is full, or a limit for file sizes"));
    assertHolds(file, acknowledged);
  }

  @Test
  void fullDisk_stopsTheJournalAndLosesNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=3m")) {
      Path file = disk.path().resolve("run.db");
      Set<Long> acknowledged = new TreeSet<>();
      Throwable thrown;
      try (SqliteJournal journal = SqliteJournal.builder(file).acceptVolatileLocation().create()) {
        journal.begin(Samples.run());
        journal.append(Samples.listing(2_000));
        thrown =
            catchThrowable(
                () -> {
                  for (long i = 0; i < 2_000; i++) {
                    journal.append(List.of(Samples.recorded(i)));
                    acknowledged.add(i);
                  }
                });
        assertThat(thrown)
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("is full")
            .hasMessageContaining("resume the run");
        assertThatThrownBy(() -> journal.append(List.of(Samples.recorded(0))))
            .as("nothing is taken any more")
            .isInstanceOf(JournalException.class);
      }
      disk.resize("size=20m");
      assertHolds(file, acknowledged);
    }
  }

  @Test
  void completeListing_needsRoomForItsDevices() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=3m")) {
      Path file = disk.path().resolve("run.db");
      try (SqliteJournal journal = SqliteJournal.builder(file).acceptVolatileLocation().create()) {
        journal.begin(Samples.run());
        journal.append(Samples.listing(1_000));
        List<JournalEvent> complete = List.of(new JournalEvent.ListingCompleted());
        assertThatThrownBy(() -> journal.append(complete))
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("record 1000 devices")
            .hasMessageContaining("5 MB")
            .hasMessageContaining("Make room");
        assertThat(journal.progress().listingComplete()).isFalse();
        disk.resize("size=20m");
        journal.append(complete);
        assertThat(journal.progress().listingComplete()).isTrue();
      }
    }
  }

  @Test
  void creation_thatFindsNoRoom_leavesNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=32k")) {
      Path file = disk.path().resolve("run.db");
      assertThatThrownBy(() -> SqliteJournal.builder(file).acceptVolatileLocation().create())
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("is full");
      assertThat(file).doesNotExist();
      disk.resize("size=5m");
      SqliteJournal.builder(file).acceptVolatileLocation().create().close();
    }
  }

  @Test
  void copyAfterAnUncleanEnd_needsRoom() throws Exception {
    Path live = folder.resolve("run.db");
    Path log = folder.resolve("run.db-wal");
    try (SqliteJournal journal = SqliteJournal.builder(live).acceptVolatileLocation().create()) {
      journal.begin(Samples.run());
      journal.append(Samples.listing(100));
      for (long i = 0; i < 100; i++) {
        journal.append(List.of(Samples.recorded(i)));
      }
      long kilobytes = (Files.size(live) + Files.size(log)) * 3 / 2 / 1024;
      try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=" + kilobytes + "k")) {
        Path file = disk.path().resolve("run.db");
        Files.copy(live, file);
        Files.copy(log, disk.path().resolve("run.db-wal"));
        assertThatThrownBy(() -> SqliteJournal.open(file))
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("a copy of it needs");
        disk.resize("size=50m");
        SqliteJournal.open(file).close();
      }
    }
  }

  private static void assertHolds(Path file, Set<Long> acknowledged) {
    assertThat(acknowledged).hasSizeGreaterThan(50);
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      for (long index : acknowledged) {
        assertThat(journal.latest(index)).as("device " + index).isPresent();
      }
      journal.append(List.of(Samples.recorded(1_999)));
    }
  }

  /** A file system of its own, where this user may mount one. */
  static final class SmallDisk implements AutoCloseable {
    private final Path path;

    private SmallDisk(Path path) {
      this.path = path;
    }

    static SmallDisk mount(Path path, String options) throws Exception {
      Files.createDirectories(path);
      assumeTrue(
          Tools.works("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString()),
          "this user may not mount a file system");
      return new SmallDisk(path);
    }

    Path path() {
      return path;
    }

    void resize(String size) throws InterruptedException {
      assertThat(Tools.works("mount", "-o", "remount," + size, path.toString())).isTrue();
    }

    @Override
    public void close() throws IOException {
      try {
        assertThat(Tools.works("umount", path.toString())).isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
