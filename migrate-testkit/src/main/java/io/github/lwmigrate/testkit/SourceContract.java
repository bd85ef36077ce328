package io.github.lwmigrate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Source} keeps to. Extend it in a test class of your own:
 *
 * <pre>{@code
 * class CsvSourceContractTest extends SourceContract {
 *   @Override
 *   protected SourceFixture fixture() {
 *     return new CsvFixture();
 *   }
 * }
 * }</pre>
 *
 * <p>Each test is named by a rule: S1 is about listing, S2 about reading, S3 about the source
 * itself, S4 about errors. A rule that the fixture gives no means to test is skipped.
 */
@Timeout(120)
public abstract class SourceContract {

  private @Nullable SourceFixture made;

  /** For subclasses. */
  protected SourceContract() {}

  /**
   * Makes an origin for one test.
   *
   * @return a new fixture
   * @throws Exception if it cannot be made
   */
  protected abstract SourceFixture fixture() throws Exception;

  @BeforeEach
  void makeFixture() throws Exception {
    made = fixture();
    assertThat(origin().devices())
        .as("a fixture for this contract has at least three devices")
        .hasSizeGreaterThanOrEqualTo(3)
        .doesNotHaveDuplicates();
  }

  @AfterEach
  void closeFixture() {
    if (made != null) {
      made.close();
    }
  }

  private SourceFixture origin() {
    SourceFixture fixture = made;
    if (fixture == null) {
      throw new IllegalStateException("the fixture is made before each test");
    }
    return fixture;
  }

  @Nested
  @DisplayName("S1 Listing")
  class Listing {

    @Test
    @DisplayName("S1.1 holds every device of the origin, each once")
    void complete() {
      try (Source source = origin().open()) {
        assertThat(refs(listAll(source))).containsExactlyInAnyOrderElementsOf(origin().devices());
      }
    }

    @Test
    @DisplayName("S1.2 has the same order each time")
    void stable() {
      try (Source source = origin().open();
          Source other = origin().open()) {
        List<DeviceRef> first = refs(listAll(source));
        assertThat(refs(listAll(source))).as("the same source").isEqualTo(first);
        assertThat(refs(listAll(other))).as("another source of this origin").isEqualTo(first);
      }
    }

    @Test
    @DisplayName("S1.3 calls the receiver on the thread of the caller")
    void sameThread() {
      try (Source source = origin().open()) {
        Set<Thread> threads = new HashSet<>();
        source.list(
            Selection.all(), entry -> threads.add(Thread.currentThread()), TestCall.create());
        assertThat(threads).containsExactly(Thread.currentThread());
      }
    }

    @Test
    @DisplayName("S1.4 lets the receiver's exception through, and then calls it no more")
    void receiverThrows() {
      try (Source source = origin().open()) {
        List<Listed> taken = new ArrayList<>();
        RuntimeException own = new RuntimeException("of the receiver");
        Throwable thrown =
            catchThrowable(
                () ->
                    source.list(
                        Selection.all(),
                        entry -> {
                          taken.add(entry);
                          if (taken.size() == 2) {
                            throw own;
                          }
                        },
                        TestCall.create()));
        assertThat(thrown).as("the very exception of the receiver").isSameAs(own);
        assertThat(taken).hasSize(2);
        assertThat(refs(listAll(source)))
            .as("a listing afterwards")
            .hasSameSizeAs(origin().devices());
      }
    }

    @Test
    @DisplayName("S1.5 hands chosen devices on in their order, whether they exist or not")
    void chosen() {
      try (Source source = origin().open()) {
        List<DeviceRef> all = new ArrayList<>(origin().devices());
        Collections.reverse(all);
        List<DeviceRef> chosen =
            List.of(
                all.get(0),
                new DeviceRef(all.get(0).applicationId(), "lw-migrate-testkit-nobody"),
                all.get(1));
        assertThat(refs(list(source, Selection.devices(chosen)))).isEqualTo(chosen);
      }
    }

    @Test
    @DisplayName("S1.6 of one application holds its devices alone")
    void applications() {
      try (Source source = origin().open()) {
        List<DeviceRef> all = origin().devices();
        String application = all.get(0).applicationId();
        assumeTrue(!application.isEmpty(), "the origin does not tell applications apart");
        assertThat(refs(list(source, Selection.applications(application))))
            .containsExactlyInAnyOrderElementsOf(
                all.stream().filter(d -> d.applicationId().equals(application)).toList());
      }
    }

    @Test
    @DisplayName("S1.7 of a cancelled run starts no call")
    void cancelled() {
      try (Source source = origin().open()) {
        assertStartsNothing(call -> source.list(Selection.all(), entry -> {}, call));
      }
    }
  }

  @Nested
  @DisplayName("S2 Reading")
  class ReadingDevices {

    @Test
    @DisplayName("S2.1 gives the whole device under the id of the listing")
    void whole() {
      try (Source source = origin().open()) {
        for (Listed entry : listAll(source)) {
          EndDevice device = read(source, entry);
          assertThat(device.deviceId()).as("the id of " + entry).isEqualTo(entry.ref().deviceId());
          origin()
              .expected(entry.ref())
              .ifPresent(
                  expected ->
                      assertThat(device.equals(expected))
                          .as(entry + " is read as it is at the origin")
                          .isTrue());
        }
      }
    }

    @Test
    @DisplayName("S2.2 can be repeated")
    void repeatable() {
      try (Source source = origin().open()) {
        for (Listed entry : listAll(source)) {
          assertThat(read(source, entry).equals(read(source, entry)))
              .as(entry + " is read alike twice")
              .isTrue();
        }
      }
    }

    @Test
    @DisplayName("S2.3 gives each thread its device, from as many threads as the source allows")
    void concurrent() {
      try (Source source = origin().open()) {
        List<Listed> entries = listAll(source);
        List<EndDevice> alone = entries.stream().map(entry -> read(source, entry)).toList();
        int threads = Math.max(1, Math.min(source.maxConcurrency(), 64));
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
          int first = thread;
          tasks.add(
              () -> {
                boolean alike = true;
                for (int i = 0; i < entries.size(); i++) {
                  int at = (first + i) % entries.size();
                  alike &= read(source, entries.get(at)).equals(alone.get(at));
                }
                return alike;
              });
        }
        assertThat(Together.run(tasks))
            .as("every thread read what one alone reads")
            .containsOnly(true);
      }
    }

    @Test
    @DisplayName("S2.4 works while the listing goes on")
    void whileListing() {
      try (Source source = origin().open()) {
        List<DeviceRef> read = new ArrayList<>();
        source.list(
            Selection.all(),
            entry -> {
              EndDevice device = Together.elsewhere(() -> read(source, entry));
              assertThat(device.deviceId()).isEqualTo(entry.ref().deviceId());
              read.add(entry.ref());
            },
            TestCall.create());
        assertThat(read).hasSameSizeAs(origin().devices());
      }
    }

    @Test
    @DisplayName("S2.5 of an entry that was kept works with another source of the same origin")
    void keptEntry() {
      List<Listed> kept = new ArrayList<>();
      List<EndDevice> before = new ArrayList<>();
      try (Source source = origin().open()) {
        for (Listed entry : listAll(source)) {
          kept.add(Listed.of(entry.ref()).carrying(entry.carried().clone()));
          before.add(read(source, entry));
        }
      }
      try (Source other = origin().open()) {
        for (int i = 0; i < kept.size(); i++) {
          assertThat(read(other, kept.get(i)).equals(before.get(i)))
              .as(kept.get(i) + " is read alike in a later run")
              .isTrue();
        }
      }
    }

    @Test
    @DisplayName("S2.6 of a device that went after it was listed says so, with the reason")
    void gone() {
      try (Source source = origin().open()) {
        Listed entry = listAll(source).get(1);
        assumeTrue(origin().remove(entry.ref()), "devices of this origin do not go");
        Reading reading = source.read(entry, TestCall.create());
        assertThat(reading.device().isPresent()).as("a device that is gone was read").isFalse();
        assertThat(reading.reason()).as("the reason").isNotBlank();
      }
    }

    @Test
    @DisplayName("S2.7 in a cancelled run starts no call")
    void cancelled() {
      try (Source source = origin().open()) {
        Listed entry = listAll(source).get(0);
        assertStartsNothing(call -> source.read(entry, call));
      }
    }
  }

  @Nested
  @DisplayName("S3 The source")
  class TheSource {

    @Test
    @DisplayName("S3.1 allows at least one reader")
    void maxConcurrency() {
      try (Source source = origin().open()) {
        assertThat(source.maxConcurrency()).isPositive();
      }
    }

    @Test
    @DisplayName("S3.2 tells its origin from others by a text that stays the same")
    void identity() {
      try (Source source = origin().open();
          Source other = origin().open()) {
        assertThat(source.identity()).isNotBlank().isEqualTo(other.identity());
      }
    }

    @Test
    @DisplayName("S3.3 prints no secret, neither its own nor a device's")
    void printsNoSecret() {
      try (Source source = origin().open()) {
        Secrets secrets = secrets(source);
        assertThat(secrets.areIn(source.identity())).as("its identity holds a secret").isFalse();
        assertThat(secrets.areIn(source.toString())).as("its text form holds a secret").isFalse();
        for (Listed entry : listAll(source)) {
          assertThat(secrets.areIn(entry + " " + entry.label() + " " + entry.findings()))
              .as("an entry of the listing prints a secret")
              .isFalse();
          assertThat(secrets.areIn(source.read(entry, TestCall.create()).findings().toString()))
              .as("a finding holds a secret")
              .isFalse();
        }
      }
    }

    @Test
    @DisplayName("S3.4 may be closed twice, and without having been used")
    void closedTwice() {
      Source unused = origin().open();
      unused.close();
      unused.close();
      Source used = origin().open();
      listAll(used);
      used.close();
      used.close();
    }
  }

  @Nested
  @DisplayName("S4 Errors")
  class Errors {

    @Test
    @DisplayName("S4.1 of the origin come as MigrationException and hold no secret")
    void failing() {
      Source failing = origin().openFailing().orElse(null);
      assumeTrue(failing != null, "the fixture has no source that fails");
      try (Source source = failing) {
        List<Listed> taken = new ArrayList<>();
        Throwable thrown =
            catchThrowable(() -> source.list(Selection.all(), taken::add, TestCall.create()));
        assertThat(thrown)
            .as("what a failing listing throws")
            .isInstanceOf(MigrationException.class)
            .isNotInstanceOf(CancelledException.class);
        assertThat(taken).as("devices listed before the failure").isEmpty();
        Secrets secrets = new Secrets();
        secrets.add(origin().secrets());
        assertThat(secrets.areIn(thrown)).as("the error or a cause holds a secret").isFalse();
      }
    }
  }

  private interface Attempt {
    void with(Call call);
  }

  private void assertStartsNothing(Attempt attempt) {
    TestCall call = TestCall.create();
    call.cancel();
    OptionalLong before = origin().originCalls();
    Throwable thrown = catchThrowable(() -> attempt.with(call));
    if (thrown != null) {
      assertThat(thrown).as("what ends a cancelled call").isInstanceOf(CancelledException.class);
    }
    assertThat(call.remoteCalls()).as("remote calls after cancelling").isZero();
    assertThat(origin().originCalls()).as("calls that the origin saw").isEqualTo(before);
  }

  private Secrets secrets(Source source) {
    Secrets secrets = new Secrets();
    secrets.add(origin().secrets());
    listAll(source).forEach(entry -> secrets.addKeysOf(read(source, entry)));
    return secrets;
  }

  private static List<Listed> listAll(Source source) {
    return list(source, Selection.all());
  }

  private static List<Listed> list(Source source, Selection selection) {
    List<Listed> entries = new ArrayList<>();
    source.list(selection, entries::add, TestCall.create());
    return entries;
  }

  private static List<DeviceRef> refs(List<Listed> entries) {
    return entries.stream().map(Listed::ref).collect(Collectors.toList());
  }

  private static EndDevice read(Source source, Listed entry) {
    return source
        .read(entry, TestCall.create())
        .device()
        .orElseThrow(() -> new AssertionError(entry + " was listed, but cannot be read"));
  }
}
