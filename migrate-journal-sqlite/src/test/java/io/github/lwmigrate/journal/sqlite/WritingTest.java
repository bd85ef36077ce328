package io.github.lwmigrate.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.JournaledDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the one writer does for many threads, and how compactly. */
class WritingTest {

  @TempDir Path folder;
  private Path file;
  private SqliteJournal journal;

  @BeforeEach
  void makeJournal() {
    file = folder.resolve("run.db");
    journal = SqliteJournal.builder(file).acceptVolatileLocation().create();
    journal.begin(Samples.run());
  }

  @AfterEach
  void closeJournal() {
    journal.close();
  }

  private static void together(int threads, Runnable task) throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(task);
      all.add(thread);
      thread.start();
    }
    for (Thread thread : all) {
      thread.join();
    }
  }

  @Test
  void failedWrite_isToldToEachThreadByAnExceptionOfItsOwn() throws Exception {
    journal.append(Samples.listing(10));
    ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    try (Connection other = Database.connect(file)) {
      Database.execute(other, "BEGIN IMMEDIATE");
      together(
          8, () -> thrown.add(catchThrowable(() -> journal.append(List.of(Samples.recorded(1))))));
    }
    assertThat(thrown).hasSize(8).doesNotHaveDuplicates();
    assertThat(thrown)
        .allSatisfy(
            e ->
                assertThat(e)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("another process is using"));
    assertThatThrownBy(() -> journal.append(List.of(Samples.recorded(1))))
        .as("also when the cause is gone")
        .isInstanceOf(JournalException.class);
    journal.close();
    try (SqliteJournal again = SqliteJournal.open(file)) {
      assertThat(again.counts()).isEqualTo(Map.of(DeviceState.LISTED, 10L));
    }
  }

  @Test
  void textsOfARefusedBatch_areWrittenWithTheNextOne() {
    journal.append(Samples.listing(1));
    Finding finding = Finding.of(Severity.ADVICE, "new-code", "new.field", "New message.");
    JournalEvent found = new JournalEvent.Found(0, List.of(finding));
    assertThatThrownBy(() -> journal.append(List.of(found, Samples.recorded(7))))
        .isInstanceOf(JournalException.class);
    journal.append(List.of(found));
    assertThat(journal.device(0).orElseThrow().findings()).containsExactly(finding);
  }

  @Test
  void manyFindings_comeBack_andTakeFewBytes() throws IOException {
    int devices = 2_000;
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      findings.add(
          new Finding(
              i % 2 == 0 ? Severity.NOTICE : Severity.ERROR,
              "code-" + i,
              "field_" + i,
              "A sentence about this device that is as long as most of them. ".repeat(2) + i,
              "Another sentence that says what to do about it, of some length as well."));
    }
    List<JournalEvent> listing = new ArrayList<>();
    for (long i = 0; i < devices; i++) {
      listing.add(new JournalEvent.Listed(i, Samples.ref(i), "", new byte[0], findings));
    }
    journal.append(listing);
    journal.append(List.of(new JournalEvent.ListingCompleted()));
    assertThat(journal.page(1_990, 100))
        .hasSize(10)
        .extracting(JournaledDevice::findings)
        .containsOnly(findings);
    assertThat(Files.size(file) / devices).as("bytes a device").isLessThan(200);
  }

  @Test
  void moreTextsThanAreRemembered_comeBack() {
    int devices = 6_000;
    List<JournalEvent> listing = new ArrayList<>();
    for (long i = 0; i < devices; i++) {
      Finding own = Finding.of(Severity.NOTICE, "code", "field", "Message " + i % 5_000 + ".");
      listing.add(new JournalEvent.Listed(i, Samples.ref(i), "", new byte[0], List.of(own)));
    }
    journal.append(listing);
    for (long from = 0; from < devices; from += 1_000) {
      for (JournaledDevice device : journal.page(from, 1_000)) {
        assertThat(device.findings().get(0).message())
            .isEqualTo("Message " + device.index() % 5_000 + ".");
      }
    }
  }

  @Test
  void damagedFindings_areAnException() throws Exception {
    journal.append(Samples.listing(2));
    try (Connection other = Database.connect(file)) {
      Database.damage(other, "device", "findings", 1);
      Database.damage(other, "carried", "content", 1);
    }
    assertThatThrownBy(() -> journal.device(1))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("findings/1")
        .hasMessageContaining("Change nothing at the origin");
    assertThatThrownBy(() -> journal.carried(1)).isInstanceOf(JournalException.class);
    assertThat(journal.device(0)).isPresent();
  }

  @Test
  void missingForm_isDamage() throws Exception {
    journal.append(Samples.listing(1));
    journal.append(List.of(Samples.recorded(0), Samples.recorded(0)));
    try (Connection other = Database.connect(file)) {
      Database.execute(other, "DELETE FROM revision WHERE number = 1");
      assertThat(journal.latest(0)).isPresent();
      assertThatThrownBy(() -> journal.revisions(0)).hasMessageContaining("is missing");
      Database.execute(other, "DELETE FROM revision");
      assertThatThrownBy(() -> journal.latest(0)).hasMessageContaining("is missing");
      assertThatThrownBy(() -> journal.revisions(0)).hasMessageContaining("is missing");
    }
  }

  @Test
  void unknownWords_areDamage() throws Exception {
    journal.append(Samples.listing(1));
    journal.append(List.of(Samples.recorded(0)));
    try (Connection other = Database.connect(file)) {
      Database.execute(other, "UPDATE device SET state = 'MELTED'");
      Database.execute(other, "UPDATE revision SET recorded_at = 'noon'");
    }
    assertThatThrownBy(() -> journal.device(0)).hasMessageContaining("MELTED");
    assertThatThrownBy(journal::counts).hasMessageContaining("MELTED");
    assertThatThrownBy(() -> journal.latest(0)).hasMessageContaining("noon");
  }

  @Test
  void formsOfDevices_takeAboutWhatIsSaidUpFront() throws IOException {
    int devices = 1_000;
    journal.append(Samples.listing(devices));
    journal.append(List.of(new JournalEvent.ListingCompleted()));
    List<JournalEvent> recorded = new ArrayList<>();
    for (long i = 0; i < devices; i++) {
      recorded.add(Samples.recorded(i));
    }
    journal.append(recorded);
    journal.close();
    assertThat(Files.size(file) / devices).as("bytes a device").isBetween(3_000L, 4_400L);
  }

  @Test
  void appending_waitsForTheEndOfClosing_orIsRefused() throws Exception {
    journal.append(Samples.listing(1_000));
    ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    Thread closing = new Thread(journal::close);
    Thread appending =
        new Thread(
            () -> {
              for (long i = 0; i < 1_000; i++) {
                if (i == 20) {
                  closing.start();
                }
                try {
                  journal.append(List.of(Samples.recorded(i)));
                  acknowledged.add(i);
                } catch (JournalException e) {
                  assertThat(e).hasMessageContaining("closed");
                  return;
                }
              }
            });
    appending.start();
    appending.join();
    closing.join();
    try (SqliteJournal again = SqliteJournal.open(file)) {
      assertThat(acknowledged).hasSizeBetween(20, 1_000);
      assertThat(again.counts().get(DeviceState.RECORDED)).isEqualTo(acknowledged.size());
    }
  }
}
