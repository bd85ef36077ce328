package io.github.lwmigrate.testkit;

import static io.github.lwmigrate.testkit.JournalSamples.START;
import static io.github.lwmigrate.testkit.JournalSamples.finding;
import static io.github.lwmigrate.testkit.JournalSamples.listed;
import static io.github.lwmigrate.testkit.JournalSamples.listedUpTo;
import static io.github.lwmigrate.testkit.JournalSamples.recorded;
import static io.github.lwmigrate.testkit.JournalSamples.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.Journal.JournaledStep;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.RunProgress;
import io.github.lwmigrate.spi.Receipt;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the events of a journal say. */
abstract class JournalEventRules extends JournalRules {

  @Nested
  @DisplayName("J1 The run")
  class TheRun {

    @Test
    @DisplayName("J1.1 a new journal holds nothing")
    void empty() throws Exception {
      Journal journal = open();
      assertThat(journal.run()).isEmpty();
      assertThat(journal.progress()).isEqualTo(new RunProgress(0, false, Optional.empty()));
      assertThat(journal.counts()).isEmpty();
      assertThat(journal.page(0, 10)).isEmpty();
      assertThat(journal.isDurable()).as("always the same").isEqualTo(journal.isDurable());
      assertThat(journal.location()).isNotBlank();
    }

    @Test
    @DisplayName("J1.2 the run is described as it was begun")
    void described() throws Exception {
      assertThat(begun().run()).contains(JournalSamples.RUN);
    }

    @Test
    @DisplayName("J1.3 a second run is refused, and the first one stays")
    void second() throws Exception {
      Journal journal = begun();
      RunDescription other = new RunDescription("other", START, "", "", "", "", Map.of());
      assertRefused(() -> journal.begin(other));
      assertThat(journal.run()).contains(JournalSamples.RUN);
    }

    @Test
    @DisplayName("J1.4 events before the run are refused")
    void before() throws Exception {
      Journal journal = open();
      assertRefused(() -> journal.append(listedUpTo(1)));
      journal.begin(JournalSamples.RUN);
      journal.append(listedUpTo(1));
      assertThat(journal.progress().listed()).isEqualTo(1);
    }

    @Test
    @DisplayName("J1.5 a run ends when it is said, the last time counting")
    void ended() throws Exception {
      Journal journal = begun();
      journal.append(List.of(new JournalEvent.RunEnded(START)));
      assertThat(journal.progress().endedAt()).contains(START);
      journal.append(List.of(new JournalEvent.RunEnded(START.plusNanos(1))));
      assertThat(journal.progress().endedAt()).contains(START.plusNanos(1));
    }
  }

  @Nested
  @DisplayName("J2 The listing")
  class Listing {

    @Test
    @DisplayName("J2.1 brings devices with label and findings, in order")
    void devices() throws Exception {
      Journal journal = begun();
      journal.append(listedUpTo(3));
      journal.append(
          List.of(new JournalEvent.Listed(3, new DeviceRef("", ""), "", new byte[0], List.of())));
      List<JournaledDevice> devices = journal.page(0, 10);
      assertThat(devices).hasSize(4);
      for (int i = 0; i < 3; i++) {
        assertThat(devices.get(i))
            .isEqualTo(
                new JournaledDevice(
                    i,
                    ref(i),
                    "line " + (i + 1),
                    DeviceState.LISTED,
                    false,
                    0,
                    List.of(finding("listed")),
                    Optional.empty(),
                    Optional.empty()));
      }
      assertThat(devices.get(3).device()).isEqualTo(new DeviceRef("", ""));
      assertThat(devices.get(3).findings()).isEmpty();
    }

    @Test
    @DisplayName("J2.2 keeps what it carries")
    void carried() throws Exception {
      Journal journal = begun();
      journal.append(listedUpTo(2));
      journal.append(List.of(new JournalEvent.Listed(2, ref(2), "", new byte[0], List.of())));
      assertThat(Arrays.equals(journal.carried(1), JournalSamples.carried(1)))
          .as("the same bytes")
          .isTrue();
      assertThat(journal.carried(2)).isEmpty();
    }

    @Test
    @DisplayName("J2.3 refuses a device out of order")
    void outOfOrder() throws Exception {
      Journal journal = begun();
      assertRefused(() -> journal.append(List.of(listed(1))));
      journal.append(listedUpTo(2));
      assertRefused(() -> journal.append(List.of(listed(1))));
      assertRefused(() -> journal.append(List.of(listed(3))));
      assertThat(journal.progress().listed()).isEqualTo(2);
    }

    @Test
    @DisplayName("J2.4 may begin anew, and then nothing of it is left")
    void restarted() throws Exception {
      Journal journal = begun();
      journal.append(listedUpTo(3));
      journal.append(List.of(recorded(2, 1, "clear"), new JournalEvent.SinkStep(2, "store", true)));
      journal.append(List.of(new JournalEvent.ListingRestarted()));
      assertThat(journal.page(0, 10)).isEmpty();
      assertThat(journal.progress()).isEqualTo(new RunProgress(0, false, Optional.empty()));
      assertThat(journal.counts()).isEmpty();
      assertThat(journal.find(ref(2))).isEmpty();
      assertThat(journal.carried(2)).isEmpty();
      journal.append(listedUpTo(3));
      assertThat(journal.revisions(2)).isEmpty();
      assertThat(journal.steps(2)).isEmpty();
      assertThat(journal.sinkSteps(2)).isEmpty();
    }

    @Test
    @DisplayName("J2.5 once complete takes no device and does not begin anew")
    void complete() throws Exception {
      Journal journal = begun();
      journal.append(listedUpTo(1));
      journal.append(List.of(new JournalEvent.ListingCompleted()));
      journal.append(List.of(new JournalEvent.ListingCompleted()));
      assertRefused(() -> journal.append(List.of(listed(1))));
      assertRefused(() -> journal.append(List.of(new JournalEvent.ListingRestarted())));
      assertThat(journal.progress()).isEqualTo(new RunProgress(1, true, Optional.empty()));
    }
  }

  @Nested
  @DisplayName("J3 Devices")
  class Devices {

    @Test
    @DisplayName("J3.1 recording keeps both forms whole and replaces the findings")
    void recording() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(1, 7)));
      JournaledDevice device = device(journal, 1);
      assertThat(device.state()).isEqualTo(DeviceState.RECORDED);
      assertThat(device.sessionMoves()).isTrue();
      assertThat(device.revisions()).isEqualTo(1);
      assertThat(device.findings()).containsExactly(finding("recorded-7"));
      assertRevision(journal.latest(1).orElseThrow(), 1, 7, 1);
      assertThat(device(journal, 0).state()).isEqualTo(DeviceState.LISTED);
    }

    @Test
    @DisplayName("J3.2 recording again replaces no earlier form")
    void revisions() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(1, 1)));
      journal.append(List.of(recorded(2, 9), recorded(1, 2), recorded(1, 3)));
      List<Revision> revisions = journal.revisions(1);
      assertThat(revisions).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertRevision(revisions.get(i), i + 1, i + 1, 1);
      }
      assertRevision(journal.latest(1).orElseThrow(), 3, 3, 1);
      assertThat(device(journal, 1).revisions()).isEqualTo(3);
    }

    @Test
    @DisplayName("J3.3 recording keeps every state but LISTED and RESTORED")
    void recordingKeepsTheState() throws Exception {
      Journal journal = listedThree();
      for (DeviceState state : DeviceState.values()) {
        journal.append(List.of(new JournalEvent.Reached(1, state), recorded(1, 1)));
        boolean begins = state == DeviceState.LISTED || state == DeviceState.RESTORED;
        assertThat(device(journal, 1).state()).isEqualTo(begins ? DeviceState.RECORDED : state);
      }
    }

    @Test
    @DisplayName("J3.4 a milestone is the state, whichever it is")
    void milestones() throws Exception {
      Journal journal = listedThree();
      for (DeviceState state : DeviceState.values()) {
        journal.append(List.of(new JournalEvent.Reached(1, state)));
        assertThat(device(journal, 1).state()).isEqualTo(state);
        assertThat(device(journal, 1).findings()).containsExactly(finding("listed"));
      }
    }

    @Test
    @DisplayName("J3.5 a delivery is the state, with the receipt")
    void delivery() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(1, 1), delivered(1, "line 1")));
      assertThat(device(journal, 1).state()).isEqualTo(DeviceState.DELIVERED);
      assertThat(device(journal, 1).receipt()).contains(new Receipt("line 1"));
      journal.append(
          List.of(delivered(1, "line 2"), new JournalEvent.Reached(1, DeviceState.DONE)));
      assertThat(device(journal, 1).receipt()).contains(new Receipt("line 2"));
    }

    @Test
    @DisplayName("J3.6 an end is REJECTED or SKIPPED, and replaces the findings")
    void ended() throws Exception {
      Journal journal = listedThree();
      for (DeviceState state : List.of(DeviceState.REJECTED, DeviceState.SKIPPED)) {
        journal.append(List.of(new JournalEvent.Ended(1, state, List.of(finding(state.name())))));
        assertThat(device(journal, 1).state()).isEqualTo(state);
        assertThat(device(journal, 1).findings()).containsExactly(finding(state.name()));
      }
      assertRefused(
          () -> journal.append(List.of(new JournalEvent.Ended(1, DeviceState.DONE, List.of()))));
    }

    @Test
    @DisplayName("J3.7 what is found later comes behind")
    void found() throws Exception {
      Journal journal = listedThree();
      journal.append(
          List.of(new JournalEvent.Found(1, List.of(finding("later"), finding("last")))));
      assertThat(device(journal, 1).findings())
          .containsExactly(finding("listed"), finding("later"), finding("last"));
      assertThat(device(journal, 1).state()).isEqualTo(DeviceState.LISTED);
    }

    @Test
    @DisplayName("J3.8 a failure keeps the state, until the device gets on")
    void failed() throws Exception {
      Journal journal = listedThree();
      List<JournalEvent> ways =
          List.of(
              recorded(1, 1),
              new JournalEvent.Reached(1, DeviceState.FROZEN),
              delivered(1, "line 1"),
              new JournalEvent.Ended(1, DeviceState.REJECTED, List.of()));
      for (JournalEvent way : ways) {
        DeviceState before = device(journal, 1).state();
        journal.append(List.of(new JournalEvent.Failed(1, "no answer")));
        assertThat(device(journal, 1).failure()).contains("no answer");
        assertThat(device(journal, 1).state()).isEqualTo(before);
        journal.append(List.of(way));
        assertThat(device(journal, 1).failure()).isEmpty();
      }
    }

    @Test
    @DisplayName("J3.9 events of a device that was not listed are refused")
    void notListed() throws Exception {
      Journal journal = listedThree();
      for (long index : new long[] {-1, 3, Long.MAX_VALUE}) {
        for (JournalEvent event :
            List.of(
                recorded(index, 1),
                new JournalEvent.StepApplied(index, "clear"),
                new JournalEvent.StepRestored(index, "clear"),
                new JournalEvent.Reached(index, DeviceState.DONE),
                delivered(index, "line"),
                new JournalEvent.SinkStep(index, "store", false),
                new JournalEvent.Ended(index, DeviceState.SKIPPED, List.of()),
                new JournalEvent.Found(index, List.of(finding("x"))),
                new JournalEvent.Failed(index, "no answer"))) {
          assertRefused(() -> journal.append(List.of(event)));
        }
      }
      assertThat(journal.counts()).isEqualTo(Map.of(DeviceState.LISTED, 3L));
    }
  }

  @Nested
  @DisplayName("J4 Steps")
  class Steps {

    @Test
    @DisplayName("J4.1 are kept in order, with their images")
    void planned() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(1, 1, "z-first", "a-second"), recorded(2, 1, "z-first")));
      List<JournaledStep> steps = journal.steps(1);
      assertThat(names(steps)).containsExactly("z-first PLANNED", "a-second PLANNED");
      JournaledStep step = steps.get(1);
      assertThat(step.step().device()).isEqualTo(ref(1));
      assertThat(step.step().retirement()).isEqualTo(io.github.lwmigrate.spi.Retirement.CLEAR_KEYS);
      assertThat(
              Arrays.equals(step.step().before(), JournalSamples.image(1, "a-second", "before"))
                  && Arrays.equals(
                      step.step().after(), JournalSamples.image(1, "a-second", "after")))
          .as("the same images")
          .isTrue();
    }

    @Test
    @DisplayName("J4.2 become APPLIED and RESTORED, each of its own")
    void states() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(1, 1, "one", "two"), recorded(2, 1, "one")));
      journal.append(List.of(new JournalEvent.StepApplied(1, "one")));
      assertThat(names(journal.steps(1))).containsExactly("one APPLIED", "two PLANNED");
      journal.append(List.of(new JournalEvent.StepApplied(1, "two")));
      journal.append(List.of(new JournalEvent.StepRestored(1, "two")));
      assertThat(names(journal.steps(1))).containsExactly("one APPLIED", "two RESTORED");
      assertThat(names(journal.steps(2))).containsExactly("one PLANNED");
      assertThat(device(journal, 1).state()).isEqualTo(DeviceState.RECORDED);
    }

    @Test
    @DisplayName("J4.3 that were not planned are refused")
    void unknown() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(recorded(1, 1, "one")));
      assertRefused(() -> journal.append(List.of(new JournalEvent.StepApplied(1, "two"))));
      assertRefused(() -> journal.append(List.of(new JournalEvent.StepRestored(2, "one"))));
    }

    @Test
    @DisplayName("J4.4 stay when the device is recorded again, but for those PLANNED")
    void recordedAgain() throws Exception {
      Journal journal = listedThree();
      journal.append(
          List.of(
              recorded(1, 1, "applied", "planned", "restored"),
              new JournalEvent.StepApplied(1, "applied"),
              new JournalEvent.StepRestored(1, "restored"),
              recorded(1, 2, "new", "applied", "restored", "last")));
      assertThat(names(journal.steps(1)))
          .containsExactly("applied APPLIED", "restored RESTORED", "new PLANNED", "last PLANNED");
    }

    @Test
    @DisplayName("J4.5 go with the receipt when the device begins anew, but for those APPLIED")
    void beginsAnew() throws Exception {
      Journal journal = listedThree();
      for (DeviceState state : List.of(DeviceState.RESTORED, DeviceState.LISTED)) {
        journal.append(
            List.of(
                recorded(1, 1, "applied", "planned", "restored"),
                new JournalEvent.StepApplied(1, "applied"),
                new JournalEvent.StepRestored(1, "restored"),
                delivered(1, "line 1"),
                new JournalEvent.SinkStep(1, "store", true)));
        journal.append(List.of(new JournalEvent.Reached(1, state)));
        assertThat(names(journal.steps(1))).containsExactly("applied APPLIED");
        assertThat(device(journal, 1).receipt()).isEmpty();
        assertThat(journal.sinkSteps(1)).as("steps at the target stay").hasSize(1);
        assertRevision(journal.revisions(1).get(0), 1, 1, 1);
      }
    }

    @Test
    @DisplayName("J4.6 of a sink are intended, then done, and stay done")
    void sinkSteps() throws Exception {
      Journal journal = listedThree();
      journal.append(List.of(new JournalEvent.SinkStep(1, "one", false)));
      journal.append(List.of(new JournalEvent.SinkStep(1, "two", false)));
      assertThat(journal.sinkSteps(1)).isEqualTo(Map.of("one", false, "two", false));
      journal.append(List.of(new JournalEvent.SinkStep(1, "one", true)));
      journal.append(List.of(new JournalEvent.SinkStep(1, "one", false)));
      assertThat(journal.sinkSteps(1)).isEqualTo(Map.of("one", true, "two", false));
      assertThat(journal.sinkSteps(2)).isEmpty();
    }
  }
}
