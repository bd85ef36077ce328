package io.github.lwmigrate.testkit;

import static io.github.lwmigrate.testkit.JournalSamples.START;
import static io.github.lwmigrate.testkit.JournalSamples.finding;
import static io.github.lwmigrate.testkit.JournalSamples.form;
import static io.github.lwmigrate.testkit.JournalSamples.listed;
import static io.github.lwmigrate.testkit.JournalSamples.listedUpTo;
import static io.github.lwmigrate.testkit.JournalSamples.recorded;
import static io.github.lwmigrate.testkit.JournalSamples.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.journal.RunProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Journal} keeps to. Extend it in a test class of your own and give it a fixture,
 * as with {@link SourceContract}.
 *
 * <p>Each test is named by a rule: J1 is about the run, J2 about the listing, J3 about devices, J4
 * about steps, J5 about reading, J6 about writing, J7 about the journal itself. A rule that the
 * fixture gives no means to test is skipped.
 */
@Timeout(120)
public abstract class JournalContract extends JournalEventRules {

  private static final int THREADS = 8;
  private static final int EACH = 10;

  /** For subclasses. */
  protected JournalContract() {}

  @Nested
  @DisplayName("J5 Reading")
  class Reading {

    @Test
    @DisplayName("J5.1 pages follow each other, from any index, of any length")
    void pages() throws Exception {
      Journal journal = begun();
      journal.append(listedUpTo(25));
      for (int limit : new int[] {1, 7, 25, Integer.MAX_VALUE}) {
        List<Long> seen = new ArrayList<>();
        List<JournaledDevice> page = journal.page(3, limit);
        while (!page.isEmpty()) {
          assertThat(page).hasSizeLessThanOrEqualTo(limit);
          page.forEach(device -> seen.add(device.index()));
          page = journal.page(seen.get(seen.size() - 1) + 1, limit);
        }
        assertThat(seen).isEqualTo(LongStream.range(3, 25).boxed().toList());
      }
    }

    @Test
    @DisplayName("J5.2 a page without a device is refused")
    void noPage() throws Exception {
      Journal journal = listedThree();
      assertThat(catchThrowable(() -> journal.page(0, 0)))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("J5.3 finds the first entry of a device")
    void find() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(new JournalEvent.Listed(3, ref(1), "again", new byte[0], List.of())));
      assertThat(journal.find(ref(1)).map(JournaledDevice::index)).contains(1L);
      assertThat(journal.find(new DeviceRef("", "dev-1"))).isEmpty();
      assertThat(journal.find(new DeviceRef("app-1", "DEV-1"))).isEmpty();
    }

    @Test
    @DisplayName("J5.4 counts devices by state")
    void counts() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(0, 1), recorded(1, 1), delivered(1, "line 1")));
      assertThat(journal.counts())
          .isEqualTo(
              Map.of(DeviceState.LISTED, 1L, DeviceState.RECORDED, 1L, DeviceState.DELIVERED, 1L));
    }

    @Test
    @DisplayName("J5.5 what is not there is empty")
    void nothing() throws Exception {
      Journal journal = listedThree();
      assertThat(journal.latest(0)).isEmpty();
      for (long index : new long[] {-1, 3, Long.MAX_VALUE}) {
        assertThat(journal.device(index)).isEmpty();
        assertThat(journal.carried(index)).isEmpty();
        assertThat(journal.latest(index)).isEmpty();
        assertThat(journal.revisions(index)).isEmpty();
        assertThat(journal.steps(index)).isEmpty();
        assertThat(journal.sinkSteps(index)).isEmpty();
      }
    }
  }

  @Nested
  @DisplayName("J6 Writing")
  class Writing {

    @Test
    @DisplayName("J6.1 takes all events of a batch or none, and goes on after a refusal")
    void allOrNone() throws Exception {
      Journal journal = listedThree();
      assertRefused(
          () ->
              journal.append(
                  List.of(
                      listed(3),
                      recorded(0, 1, "clear"),
                      new JournalEvent.SinkStep(0, "store", true),
                      new JournalEvent.ListingCompleted(),
                      new JournalEvent.RunEnded(START),
                      new JournalEvent.Reached(99, DeviceState.DONE))));
      assertThat(journal.counts()).isEqualTo(Map.of(DeviceState.LISTED, 3L));
      assertThat(journal.progress()).isEqualTo(new RunProgress(3, false, Optional.empty()));
      assertThat(journal.revisions(0)).isEmpty();
      assertThat(journal.steps(0)).isEmpty();
      assertThat(journal.sinkSteps(0)).isEmpty();
      assertThat(journal.find(ref(3))).isEmpty();
      assertRefused(
          () ->
              journal.append(
                  List.of(new JournalEvent.ListingRestarted(), listed(0), recorded(2, 1))));
      journal.append(List.of(listed(3)));
      assertThat(journal.find(ref(2)).map(JournaledDevice::index)).contains(2L);
      assertThat(journal.progress().listed()).isEqualTo(4);
    }

    @Test
    @DisplayName("J6.2 applies the events of a batch in order; a batch may be empty")
    void inOrder() throws Exception {
      Journal journal = begun();
      journal.append(List.of());
      journal.append(
          List.of(
              listed(0),
              new JournalEvent.Reached(0, DeviceState.DONE),
              new JournalEvent.ListingRestarted(),
              listed(0),
              recorded(0, 1, "clear"),
              new JournalEvent.StepApplied(0, "clear"),
              new JournalEvent.Reached(0, DeviceState.FROZEN),
              recorded(0, 2, "clear")));
      assertThat(device(journal, 0).state()).isEqualTo(DeviceState.FROZEN);
      assertThat(journal.revisions(0)).hasSize(2);
      assertThat(names(journal.steps(0))).containsExactly("clear APPLIED");
    }

    @Test
    @DisplayName("J6.3 works from many threads, beside reading")
    void concurrent() throws Exception {
      Journal journal = begun();
      journal.append(listedUpTo(THREADS));
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long index = i;
        tasks.add(() -> recordMany(journal, index));
      }
      assertThat(Together.run(tasks)).containsOnly((long) EACH);
      for (int i = 0; i < THREADS; i++) {
        List<Revision> revisions = journal.revisions(i);
        assertThat(revisions).hasSize(EACH);
        for (int version = 1; version <= EACH; version++) {
          assertRevision(revisions.get(version - 1), version, version, i);
        }
      }
    }

    @Test
    @DisplayName("J6.4 refuses the defect of one thread without harm to the others")
    void refusalAmongOthers() throws Exception {
      Journal journal = begun();
      journal.append(listedUpTo(THREADS));
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        boolean good = i % 2 == 0;
        long index = good ? i : 1000 + i;
        tasks.add(
            () -> {
              for (int version = 1; version <= EACH; version++) {
                List<JournalEvent> batch = List.of(recorded(index, version));
                if (good) {
                  journal.append(batch);
                } else {
                  assertRefused(() -> journal.append(batch));
                }
              }
              return good;
            });
      }
      Together.run(tasks);
      for (int i = 0; i < THREADS; i++) {
        assertThat(journal.revisions(i)).hasSize(i % 2 == 0 ? EACH : 0);
      }
    }

    @Test
    @DisplayName("J6.5 is not disturbed by an interrupted thread, which stays interrupted")
    void interrupted() throws Exception {
      Journal journal = listedThree();
      Thread.currentThread().interrupt();
      boolean stays;
      try {
        journal.append(List.of(recorded(0, 1)));
        journal.latest(0);
      } finally {
        stays = Thread.interrupted();
      }
      assertThat(stays).as("the thread is still interrupted").isTrue();
      journal.append(List.of(recorded(0, 2)));
      assertThat(journal.revisions(0)).hasSize(2);
    }

    @Test
    @DisplayName("J6.6 after a write that failed takes nothing more, and keeps what it has")
    void failing() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(0, 1)));
      assumeTrue(place().breakWrites(), "this kind of journal cannot fail");
      assertRefused(() -> journal.append(List.of(recorded(1, 1))));
      assertRefused(() -> journal.append(List.of(recorded(0, 2))));
      assertRevision(journal.latest(0).orElseThrow(), 1, 1, 0);
      assertThat(journal.latest(1)).isEmpty();
    }
  }

  @Nested
  @DisplayName("J7 The journal")
  class TheJournal {

    @Test
    @DisplayName("J7.1 opened again holds everything")
    void reopened() throws Exception {
      Journal journal = listedThree();
      journal.append(
          List.of(
              new JournalEvent.ListingCompleted(),
              recorded(1, 1, "one", "two"),
              new JournalEvent.StepApplied(1, "one"),
              new JournalEvent.SinkStep(1, "store", false),
              recorded(1, 2),
              delivered(1, "line 1"),
              new JournalEvent.Found(1, List.of(finding("größer"))),
              new JournalEvent.Failed(1, "no answer"),
              new JournalEvent.RunEnded(START)));
      List<JournaledDevice> devices = journal.page(0, 10);
      Journal again = open();
      assertThat(again.isDurable()).isEqualTo(journal.isDurable());
      assertThat(again.run()).contains(JournalSamples.RUN);
      assertThat(again.page(0, 10)).isEqualTo(devices);
      assertThat(again.progress()).isEqualTo(new RunProgress(3, true, Optional.of(START)));
      assertThat(again.counts())
          .isEqualTo(Map.of(DeviceState.LISTED, 2L, DeviceState.DELIVERED, 1L));
      assertThat(names(again.steps(1))).containsExactly("one APPLIED");
      assertThat(again.sinkSteps(1)).isEqualTo(Map.of("store", false));
      assertRevision(again.revisions(1).get(0), 1, 1, 1);
      assertRevision(again.latest(1).orElseThrow(), 2, 2, 1);
      again.append(List.of(recorded(2, 3)));
      assertRevision(again.latest(2).orElseThrow(), 1, 3, 2);
    }

    @Test
    @DisplayName("J7.2 shows damage instead of a changed device")
    void damaged() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(0, 1, "one"), recorded(1, 1, "one")));
      shut();
      assumeTrue(place().damage(1), "this kind of journal cannot be damaged");
      Journal again = open();
      assertRefused(() -> again.latest(1));
      assertRefused(() -> again.revisions(1));
      assertRefused(() -> again.steps(1));
      assertThat(secrets().areIn(catchThrowable(() -> again.latest(1))))
          .as("the error holds a key")
          .isFalse();
      assertThat(device(again, 1).revisions()).isEqualTo(1);
      assertRevision(again.latest(0).orElseThrow(), 1, 1, 0);
    }

    @Test
    @DisplayName("J7.3 prints no key")
    void printsNoKey() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(1, 1, "one"), delivered(1, "line 1")));
      Secrets secrets = secrets();
      assertThat(secrets.areIn(journal.toString())).as("its text form holds a key").isFalse();
      assertThat(secrets.areIn(journal.location())).as("its location holds a key").isFalse();
      assertThat(secrets.areIn(journal.page(0, 3).toString())).as("a device").isFalse();
      assertThat(secrets.areIn(journal.revisions(1).toString())).as("a revision").isFalse();
      assertThat(secrets.areIn(journal.steps(1).toString())).as("a step").isFalse();
      JournalEvent bad = recorded(1000, 1, "one");
      JournalEvent again =
          new JournalEvent.Listed(1, ref(1), "", JournalSamples.carried(1), List.of());
      for (JournalEvent event : List.of(bad, again)) {
        Throwable refusal = catchThrowable(() -> journal.append(List.of(event)));
        assertThat(refusal != null && secrets.areIn(refusal)).as("a refusal").isFalse();
      }
    }

    @Test
    @DisplayName("J7.4 may be closed twice")
    void closedTwice() throws Exception {
      Journal journal = listedThree();
      journal.close();
      journal.close();
      assertThat(open().progress().listed()).isEqualTo(3);
    }
  }

  private static long recordMany(Journal journal, long index) {
    for (int version = 1; version <= EACH; version++) {
      journal.append(List.of(recorded(index, version)));
      if (journal.latest(index).orElseThrow().number() != version
          || journal.page(0, THREADS).size() != THREADS) {
        return version;
      }
    }
    return journal.device(index).orElseThrow().revisions();
  }

  private static Secrets secrets() {
    Secrets secrets = new Secrets();
    secrets.addKeysOf(form(1, 1));
    secrets.addKeysOf(form(1000, 1));
    return secrets;
  }
}
