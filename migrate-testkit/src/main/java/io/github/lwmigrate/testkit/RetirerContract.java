package io.github.lwmigrate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Retirer} keeps to. Extend it in a test class of your own and give it a fixture,
 * as with {@link SourceContract}.
 *
 * <p>Each test is named by a rule: R1 is about assessing, R2 about applying, R3 about comparing, R4
 * about reading a frozen device, R5 about putting back, R6 about secrets, errors and cancelling. A
 * rule that the fixture gives no means to test is skipped.
 */
@Timeout(120)
public abstract class RetirerContract {

  private @Nullable RetirerFixture made;

  /** For subclasses. */
  protected RetirerContract() {}

  /**
   * Makes an origin for one test.
   *
   * @return a new fixture
   * @throws Exception if it cannot be made
   */
  protected abstract RetirerFixture fixture() throws Exception;

  @BeforeEach
  void makeFixture() throws Exception {
    made = fixture();
  }

  @AfterEach
  void closeFixture() {
    if (made != null) {
      made.close();
    }
  }

  private RetirerFixture origin() {
    RetirerFixture fixture = made;
    if (fixture == null) {
      throw new IllegalStateException("the fixture is made before each test");
    }
    return fixture;
  }

  @Nested
  @DisplayName("R1 Assessing")
  class Assessing {

    @Test
    @DisplayName("R1.1 knows at least one way of retiring, and always the same")
    void supported() {
      Set<Retirement> first = new HashSet<>();
      opened(run -> first.addAll(run.retirer.supported()));
      assertThat(first).isNotEmpty();
      opened(run -> assertThat(run.retirer.supported()).isEqualTo(first));
    }

    @Test
    @DisplayName("R1.2 changes nothing")
    void changesNothing() {
      Object before = origin().state();
      opened(run -> run.retirer.supported().forEach(run::assess));
      assertState(before, "after assessing");
    }

    @Test
    @DisplayName("R1.3 gives steps of the wanted way, for the device, each with a name of its own")
    void steps() {
      opened(
          run -> {
            Set<String> names = new HashSet<>();
            for (Retirement wanted : run.retirer.supported()) {
              List<RetirementStep> steps = run.assess(wanted).steps();
              assertThat(steps).as("steps of " + wanted).isNotEmpty();
              for (RetirementStep step : steps) {
                assertThat(step.retirement()).isEqualTo(wanted);
                assertThat(step.device()).isEqualTo(origin().device());
                assertThat(names.add(step.name())).as(step.name() + " is a new name").isTrue();
              }
            }
          });
    }

    @Test
    @DisplayName("R1.4 of a device that is retired already gives no steps")
    void nothingLeft() {
      opened(
          run -> {
            for (Retirement freeze : run.freezes()) {
              run.apply(run.steps(freeze));
              assertThat(run.assess(freeze).steps()).as("steps after " + freeze).isEmpty();
            }
          });
    }
  }

  @Nested
  @DisplayName("R2 Applying")
  class Applying {

    @Test
    @DisplayName("R2.1 takes each step from before to after")
    void applied() {
      eachWay(
          (run, wanted) -> {
            for (RetirementStep step : run.steps(wanted)) {
              assertThat(run.compare(step)).as("before " + step).isEqualTo(Comparison.BEFORE);
              run.apply(step);
              assertThat(run.compare(step)).as("after " + step).isEqualTo(Comparison.AFTER);
            }
          });
    }

    @Test
    @DisplayName("R2.2 is harmless when repeated")
    void repeated() {
      eachWay(
          (run, wanted) -> {
            List<RetirementStep> steps = run.steps(wanted);
            run.apply(steps);
            Object once = origin().state();
            run.apply(steps);
            assertState(once, "after " + wanted + " twice");
          });
    }

    @Test
    @DisplayName("R2.3 does not trip over a lost answer")
    void lostAnswer() {
      eachWay(
          (run, wanted) -> {
            List<RetirementStep> steps = run.steps(wanted);
            assumeTrue(origin().loseNextAnswer(), "no answer of this origin gets lost");
            run.apply(steps);
            assertThat(run.compareAll(steps)).as(wanted + "").containsOnly(Comparison.AFTER);
          });
    }

    @Test
    @DisplayName("R2.4 deletion leaves nothing at the origin")
    void deleted() {
      opened(
          run -> {
            run.assumeDeletes();
            run.apply(run.steps(Retirement.DELETE));
            assertState(List.of(), "after deleting");
            assertThat(run.source.read(run.listed(), run.call).device()).isEmpty();
          });
    }
  }

  @Nested
  @DisplayName("R3 Comparing")
  class Comparing {

    @Test
    @DisplayName("R3.1 changes nothing")
    void changesNothing() {
      eachWay(
          (run, wanted) -> {
            Object before = origin().state();
            run.compareAll(run.steps(wanted));
            assertState(before, "after comparing for " + wanted);
          });
    }

    @Test
    @DisplayName("R3.2 of a device that was used meanwhile is before, then after")
    void used() {
      eachWay(
          (run, wanted) -> {
            List<RetirementStep> steps = run.steps(wanted);
            assumeTrue(origin().use(), "devices of this origin are not used");
            assertThat(run.compareAll(steps)).as(wanted + "").containsOnly(Comparison.BEFORE);
            run.apply(steps);
            origin().use();
            assertThat(run.compareAll(steps)).as(wanted + "").containsOnly(Comparison.AFTER);
          });
    }

    @Test
    @DisplayName("R3.3 of a device that somebody changed is neither, if deleting would lose that")
    void changed() {
      opened(
          run -> {
            run.assumeDeletes();
            List<RetirementStep> steps = run.steps(Retirement.DELETE);
            assumeTrue(origin().change(), "nobody changes devices of this origin");
            assertThat(run.compareAll(steps)).contains(Comparison.NEITHER);
          });
    }

    @Test
    @DisplayName("R3.4 of a deletion is not put off by freezes of the same run")
    void frozen() {
      opened(
          run -> {
            run.assumeDeletes();
            List<RetirementStep> deletion = run.steps(Retirement.DELETE);
            EndDevice recorded = run.read();
            List<RetirementStep> freezes = run.freeze();
            assertThat(run.compareAll(deletion)).containsOnly(Comparison.BEFORE);
            assertThat(
                    run.compareAll(
                        run.assess(run.readFrozen(recorded, freezes), Retirement.DELETE).steps()))
                .as("assessed when frozen")
                .containsOnly(Comparison.BEFORE);
          });
    }
  }

  @Nested
  @DisplayName("R4 Reading a frozen device")
  class ReadingFrozen {

    @Test
    @DisplayName("R4.1 gives the device that was recorded")
    void asRecorded() {
      opened(
          run -> {
            EndDevice recorded = run.read();
            Reading reading = run.readFrozen(recorded, run.freeze());
            assertThat(timeless(reading.device().orElseThrow()).equals(timeless(recorded)))
                .as("the frozen device is read as it was recorded")
                .isTrue();
          });
    }

    @Test
    @DisplayName("R4.2 gives the counters as they are now")
    void counters() {
      opened(
          run -> {
            EndDevice recorded = run.read();
            List<RetirementStep> freezes = run.freeze();
            assumeTrue(origin().use(), "devices of this origin are not used");
            long before = recorded.session().orElseThrow().lastFCntUp();
            Reading reading = run.readFrozen(recorded, freezes);
            assertThat(reading.device().orElseThrow().session().orElseThrow().lastFCntUp())
                .as("uplink counter")
                .isGreaterThan(before);
            assertThat(reading.device().orElseThrow().rootKeys().equals(recorded.rootKeys()))
                .as("the root keys are those that were recorded")
                .isTrue();
          });
    }
  }

  @Nested
  @DisplayName("R5 Putting back")
  class PuttingBack {

    @Test
    @DisplayName("R5.1 makes the device as it was before a freeze")
    void freezes() {
      opened(
          run -> {
            Object before = origin().state();
            List<RetirementStep> freezes = run.freeze();
            assertThat(run.restore(freezes).isEmpty())
                .as("putting back a freeze loses nothing")
                .isNotEqualTo(origin().forgets());
            assertState(before, "after freezing and putting back");
            assertThat(run.compareAll(freezes)).containsOnly(Comparison.BEFORE);
          });
    }

    @Test
    @DisplayName("R5.2 makes a deleted device again")
    void deletion() {
      opened(
          run -> {
            run.assumeDeletes();
            Object before = origin().state();
            List<RetirementStep> steps = run.steps(Retirement.DELETE);
            run.apply(steps);
            run.restore(steps);
            assertState(before, "after deleting and putting back");
          });
    }

    @Test
    @DisplayName("R5.3 is harmless when repeated, also of what was not done")
    void repeated() {
      eachWay(
          (run, wanted) -> {
            Object before = origin().state();
            List<RetirementStep> steps = run.steps(wanted);
            run.restore(steps);
            assertState(before, "after putting back what was not done");
            run.apply(steps);
            run.restore(steps);
            run.restore(steps);
            assertState(before, "after putting back " + wanted + " twice");
          });
    }

    @Test
    @DisplayName("R5.4 leaves a device alone that somebody else made meanwhile")
    void replaced() {
      opened(
          run -> {
            run.assumeDeletes();
            List<RetirementStep> steps = run.steps(Retirement.DELETE);
            run.apply(steps);
            assumeTrue(origin().replace(), "nobody makes devices at this origin");
            Object other = origin().state();
            Throwable thrown = catchThrowable(() -> run.restore(steps));
            assertThat(thrown)
                .as("what tells that the device is not back")
                .isInstanceOf(MigrationException.class);
            assertState(other, "after trying to put back");
          });
    }
  }

  @Nested
  @DisplayName("R6 Secrets, errors and cancelling")
  class Errors {

    @Test
    @DisplayName("R6.1 a step is all that another process needs")
    void otherProcess() {
      eachWay(
          (run, wanted) -> {
            Object before = origin().state();
            List<RetirementStep> steps = copies(run.steps(wanted));
            opened(other -> other.apply(steps));
            opened(
                other ->
                    assertThat(other.compareAll(steps))
                        .as(wanted + "")
                        .containsOnly(Comparison.AFTER));
            opened(other -> other.restore(steps));
            assertState(before, "after " + wanted + " by three sources");
          });
    }

    @Test
    @DisplayName("R6.2 prints no secret, neither its own nor the device's")
    void printsNoSecret() {
      eachWay(
          (run, wanted) -> {
            Secrets secrets = new Secrets();
            secrets.add(origin().secrets());
            secrets.addKeysOf(run.read());
            Assessment assessment = run.assess(wanted);
            assertSilent(secrets, assessment.findings(), "a finding of assessing");
            assertSilent(secrets, assessment.steps(), "the text form of a step");
            run.apply(assessment.steps());
            assertSilent(secrets, run.restore(assessment.steps()), "a finding of putting back");
            assertSilent(secrets, run.retirer, "the text form of the retirer");
          });
    }

    @Test
    @DisplayName("R6.3 an image that is damaged is no device, and is not printed")
    void foreignImage() {
      opened(
          run -> {
            Secrets secrets = new Secrets();
            secrets.addKeysOf(run.read());
            for (Retirement wanted : run.retirer.supported()) {
              for (RetirementStep step : run.steps(wanted)) {
                RetirementStep damaged =
                    new RetirementStep(
                        step.device(),
                        step.retirement(),
                        step.name(),
                        half(step.before()),
                        half(step.after()));
                Throwable thrown =
                    catchThrowable(
                        () -> assertThat(run.compare(damaged)).isEqualTo(Comparison.NEITHER));
                if (thrown != null) {
                  assertThat(thrown.getClass())
                      .as("what a damaged image of " + step + " makes the retirer throw")
                      .isAssignableTo(MigrationException.class);
                  assertThat(secrets.areIn(thrown)).as("the error holds a key").isFalse();
                }
              }
            }
          });
    }

    @Test
    @DisplayName("R6.4 a cancelled run starts no call")
    void cancelled() {
      opened(
          run -> {
            Reading reading = run.source.read(run.listed(), run.call);
            EndDevice recorded = run.read();
            for (Retirement wanted : run.retirer.supported()) {
              for (RetirementStep step : run.steps(wanted)) {
                assertStartsNothing(call -> run.retirer.apply(step, call));
                assertStartsNothing(call -> run.retirer.compare(step, call));
                assertStartsNothing(call -> run.retirer.restore(step, Optional.empty(), call));
              }
              assertStartsNothing(
                  call -> run.retirer.assess(new RetirementRequest(reading, wanted, true), call));
            }
            assertStartsNothing(
                call -> run.retirer.readFrozen(run.listed(), recorded, List.of(), call));
          });
    }
  }

  /** A source that is open. */
  private final class Run {
    final Source source;
    final Retirer retirer;
    final TestCall call = TestCall.create();

    Run(Source source) {
      this.source = source;
      this.retirer =
          source
              .retirer()
              .orElseThrow(() -> new AssertionError("a source of this fixture has a retirer"));
    }

    Listed listed() {
      List<Listed> listed = new ArrayList<>();
      source.list(Selection.devices(List.of(origin().device())), listed::add, call);
      return listed.get(0);
    }

    EndDevice read() {
      return source
          .read(listed(), call)
          .device()
          .orElseThrow(() -> new AssertionError("the device of the fixture is there"));
    }

    Assessment assess(Retirement wanted) {
      return assess(source.read(listed(), call), wanted);
    }

    Assessment assess(Reading reading, Retirement wanted) {
      return retirer.assess(new RetirementRequest(reading, wanted, true), call);
    }

    List<RetirementStep> steps(Retirement wanted) {
      return assess(wanted).steps();
    }

    List<Retirement> freezes() {
      return retirer.supported().stream().filter(Retirement::isFreeze).sorted().toList();
    }

    List<RetirementStep> freeze() {
      List<RetirementStep> all = new ArrayList<>();
      freezes().forEach(wanted -> all.addAll(steps(wanted)));
      assumeTrue(!all.isEmpty(), "the retirer knows no freeze");
      apply(all);
      return all;
    }

    void assumeDeletes() {
      assumeTrue(retirer.supported().contains(Retirement.DELETE), "the retirer deletes no devices");
    }

    void apply(RetirementStep step) {
      retirer.apply(step, call);
    }

    void apply(List<RetirementStep> steps) {
      steps.forEach(this::apply);
    }

    Comparison compare(RetirementStep step) {
      return retirer.compare(step, call);
    }

    List<Comparison> compareAll(List<RetirementStep> steps) {
      return steps.stream().map(this::compare).toList();
    }

    Reading readFrozen(EndDevice recorded, List<RetirementStep> applied) {
      return retirer.readFrozen(listed(), recorded, applied, call);
    }

    List<Finding> restore(List<RetirementStep> steps) {
      List<RetirementStep> reversed = new ArrayList<>(steps);
      Collections.reverse(reversed);
      List<Finding> findings = new ArrayList<>();
      reversed.forEach(step -> findings.addAll(retirer.restore(step, Optional.empty(), call)));
      return findings;
    }
  }

  private interface Way {
    void test(Run run, Retirement wanted);
  }

  private void opened(Consumer<Run> test) {
    try (Source source = origin().open()) {
      test.accept(new Run(source));
    }
  }

  /** Tests each way of retiring, with an origin of its own. */
  private void eachWay(Way way) {
    List<Retirement> ways = new ArrayList<>();
    opened(run -> ways.addAll(run.retirer.supported()));
    for (int i = 0; i < ways.size(); i++) {
      if (i > 0) {
        renewFixture();
      }
      Retirement wanted = ways.get(i);
      opened(run -> way.test(run, wanted));
    }
  }

  private void renewFixture() {
    closeFixture();
    try {
      makeFixture();
    } catch (Exception e) {
      throw new AssertionError("the fixture cannot be made", e);
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

  private void assertState(Object expected, String when) {
    assertThat(origin().state().equals(expected))
        .as("what the origin holds " + when + " is what is expected")
        .isTrue();
  }

  private static void assertSilent(Secrets secrets, Object printed, String what) {
    assertThat(secrets.areIn(printed.toString())).as(what + " holds a secret").isFalse();
  }

  private static EndDevice timeless(EndDevice device) {
    return device.with(message -> message.clearUpdatedAt());
  }

  private static List<RetirementStep> copies(List<RetirementStep> steps) {
    return steps.stream()
        .map(
            step ->
                new RetirementStep(
                    step.device(),
                    step.retirement(),
                    step.name(),
                    step.before().clone(),
                    step.after().clone()))
        .toList();
  }

  private static byte[] half(byte[] image) {
    return java.util.Arrays.copyOf(image, image.length / 2);
  }
}
