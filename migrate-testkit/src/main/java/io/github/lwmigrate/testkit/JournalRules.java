package io.github.lwmigrate.testkit;

import static io.github.lwmigrate.testkit.JournalSamples.START;
import static io.github.lwmigrate.testkit.JournalSamples.form;
import static io.github.lwmigrate.testkit.JournalSamples.listedUpTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.Journal.JournaledStep;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.spi.Receipt;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The place of a test of a journal, and what its rules have in common. */
abstract class JournalRules {

  private @Nullable JournalFixture made;
  private @Nullable Journal opened;

  /**
   * Makes an empty place for one test.
   *
   * @return a new fixture
   * @throws Exception if it cannot be made
   */
  protected abstract JournalFixture fixture() throws Exception;

  @BeforeEach
  void makeFixture() throws Exception {
    made = fixture();
  }

  @AfterEach
  void closeFixture() {
    shut();
    if (made != null) {
      made.close();
    }
  }

  final JournalFixture place() {
    JournalFixture fixture = made;
    if (fixture == null) {
      throw new IllegalStateException("the fixture is made before each test");
    }
    return fixture;
  }

  /** Opens the journal, or opens it again. */
  final Journal open() throws Exception {
    shut();
    Journal journal = place().open();
    opened = journal;
    return journal;
  }

  /** Closes the journal, if it is open. */
  final void shut() {
    Journal journal = opened;
    opened = null;
    if (journal != null) {
      journal.close();
    }
  }

  final Journal begun() throws Exception {
    Journal journal = open();
    journal.begin(JournalSamples.RUN);
    return journal;
  }

  final Journal listedThree() throws Exception {
    Journal journal = begun();
    journal.append(listedUpTo(3));
    return journal;
  }

  static JournaledDevice device(Journal journal, long index) {
    return journal.device(index).orElseThrow();
  }

  static JournalEvent delivered(long index, String location) {
    return new JournalEvent.Delivered(index, new Receipt(location));
  }

  static List<String> names(List<JournaledStep> steps) {
    return steps.stream().map(step -> step.step().name() + " " + step.state()).toList();
  }

  static void assertRefused(ThrowingCallable call) {
    assertThat(catchThrowable(call))
        .as("what a broken rule makes the journal throw")
        .isInstanceOf(JournalException.class);
  }

  static void assertRevision(Revision revision, long number, int version, long index) {
    assertThat(revision.number()).isEqualTo(number);
    assertThat(revision.recordedAt()).isEqualTo(START.plusSeconds(version));
    assertThat(revision.original().equals(form(index, version))).as("the same original").isTrue();
    assertThat(revision.exported().equals(JournalSamples.exported(index, version)))
        .as("the same exported form")
        .isTrue();
  }
}
