package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills a run at every point that it passes, looks at what is left, and resumes it. */
class CrashSweepTest {

  private static final List<String> IDS = List.of("abp-1", "bad", "otaa-1", "otaa-2");

  /** What a target holds, in the order of arrival. */
  private static final class Output implements Sink {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final Map<Long, EndDevice> held;
    boolean complete;
    private final CrashPoint crash;
    private final boolean startsOver;

    Output(CrashPoint crash, boolean startsOver, Map<Long, EndDevice> held) {
      this.crash = crash;
      this.startsOver = startsOver;
      this.held = held;
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      crash.pass("before store");
      lines.add(delivery.device().deviceId());
      held.put(delivery.index(), delivery.device());
      crash.pass("after store");
      return new Receipt("line " + lines.size());
    }

    @Override
    public boolean startsOver() {
      return startsOver;
    }

    @Override
    public void finish(Completion completion) {
      complete = completion.complete();
    }

    @Override
    public String identity() {
      return "output";
    }
  }

  private static FakeNetwork network() {
    FakeNetwork network = new FakeNetwork();
    for (String id : IDS) {
      network.add(FakeNetwork.device(id, id.startsWith("otaa")));
    }
    return network;
  }

  private static MigrationPolicy policy(boolean session, Set<Retirement> retirements) {
    MigrationPolicy.Builder policy =
        session ? MigrationPolicy.withSession() : MigrationPolicy.withoutSession();
    if (retirements.contains(Retirement.DISABLE_DOWNLINKS)) {
      policy.disableDownlinks();
    }
    if (retirements.contains(Retirement.DELETE)) {
      policy.deleteSourceDevice();
    }
    return policy.onFailure(OnFailure.CONTINUE).build();
  }

  private static Migration.Builder migration(
      FakeNetwork network, CrashPoint crash, MigrationPolicy policy, int concurrency) {
    return Migration.from(network.client(crash, concurrency))
        .policy(policy)
        .checks(
            List.of(
                (candidate, findings) -> {
                  if (candidate.original().deviceId().equals("bad")) {
                    findings.accept(Finding.of(Severity.ERROR, "bad", "", "Bad."));
                  }
                }));
  }

  @ParameterizedTest
  @CsvSource({
    "true,  DISABLE_DOWNLINKS, true,  1",
    "true,  DISABLE_DOWNLINKS, false, 1",
    "true,  BOTH,              true,  1",
    "true,  BOTH,              false, 1",
    "true,  DELETE,            true,  1",
    "false, DISABLE_DOWNLINKS, true,  1",
    "false, DELETE,            true,  1",
    "false, DELETE,            false, 1",
    "false, BOTH,              true,  1",
    "true,  BOTH,              true,  3",
    "false, BOTH,              false, 3",
  })
  void killedAnywhere_nothingIsLost_andTheResumedRunEndsAsIfNothingHadHappened(
      boolean session, String retiring, boolean startsOver, int concurrency) {
    Set<Retirement> retirements =
        retiring.equals("BOTH")
            ? Set.of(Retirement.DISABLE_DOWNLINKS, Retirement.DELETE)
            : Set.of(Retirement.valueOf(retiring));
    MigrationPolicy policy = policy(session, retirements);

    FakeNetwork undisturbed = network();
    CrashPoint all = CrashPoint.never();
    Map<Long, EndDevice> expected = new TreeMap<>();
    Output expectedOutput = new Output(all, startsOver, Collections.synchronizedMap(expected));
    MigrationReport report =
        migration(undisturbed, all, policy, concurrency)
            .to(expectedOutput)
            .journal(new SurvivingJournal().reopened(all))
            .build()
            .run(Selection.all());
    assertThat(report.count(Status.DONE)).isEqualTo(3);
    assertThat(report.count(Status.REJECTED)).isEqualTo(1);
    assertThat(report.answeredByBoth()).isZero();
    assertThat(expectedOutput.lines).containsExactly("abp-1", "otaa-1", "otaa-2");
    assertThat(expectedOutput.complete).isTrue();

    int points = all.passed().size();
    assertThat(points).isGreaterThan(30);
    for (int point = 0; point < points; point++) {
      FakeNetwork network = network();
      SurvivingJournal journal = new SurvivingJournal();
      CrashPoint crash = CrashPoint.at(point);
      Map<Long, EndDevice> held = Collections.synchronizedMap(new TreeMap<>());
      try {
        migration(network, crash, policy, concurrency)
            .to(new Output(crash, startsOver, held))
            .journal(journal.reopened(crash))
            .build()
            .run(Selection.all());
      } catch (CrashPoint.Killed e) {
        assertThat(crash.name()).isEqualTo("before begin");
        continue;
      }
      String where = point + " (" + crash.name() + ")";
      assertNothingIsLost(where, network, journal);

      Output output =
          new Output(
              CrashPoint.never(),
              startsOver,
              startsOver ? Collections.synchronizedMap(new TreeMap<>()) : held);
      MigrationReport resumed =
          migration(network, CrashPoint.never(), policy, concurrency)
              .to(output)
              .journal(journal)
              .build()
              .resume(Selection.all());

      assertThat(resumed.counts()).as("killed at %s", where).isEqualTo(report.counts());
      assertThat(resumed.answeredByBoth()).as("killed at %s", where).isZero();
      assertThat(output.held).as("killed at %s", where).isEqualTo(expected);
      assertThat(output.complete).as("killed at %s", where).isTrue();
      if (startsOver) {
        assertThat(output.lines).as("killed at %s", where).isEqualTo(expectedOutput.lines);
      }
      assertThat(journal.progress().endedAt()).as("killed at %s", where).isPresent();
      assertSameOrigin(where, network, undisturbed);
      assertUntouched(where, network, "bad");
    }
  }

  private static void assertNothingIsLost(
      String where, FakeNetwork network, SurvivingJournal journal) {
    for (String id : IDS) {
      boolean recorded =
          journal
              .find(new DeviceRef("app-1", id))
              .filter(device -> device.revisions() > 0)
              .isPresent();
      assertThat(network.holds(id) || recorded).as("%s after %s", id, where).isTrue();
    }
    assertUntouched(where, network, "bad");
    // Before an origin is changed, the journal has the device and the step.
    for (String change : network.changes) {
      JournaledDevice device =
          journal
              .find(new DeviceRef("app-1", change.substring(change.indexOf(' ') + 1)))
              .orElseThrow();
      assertThat(device.state()).as(where).isNotEqualTo(DeviceState.LISTED);
      assertThat(journal.steps(device.index()))
          .as(where)
          .anyMatch(step -> step.step().name().equals(change.substring(0, change.indexOf(' '))));
    }
  }

  private static void assertUntouched(String where, FakeNetwork network, String id) {
    assertThat(network.holds(id) && !network.registration(id).silent)
        .as("%s after %s", id, where)
        .isTrue();
  }

  private static void assertSameOrigin(String where, FakeNetwork network, FakeNetwork expected) {
    for (String id : IDS) {
      FakeNetwork.Registration one = network.registration(id);
      FakeNetwork.Registration other = expected.registration(id);
      assertThat(List.of(one.silent, one.inFirst, one.inSecond))
          .as("%s, killed at %s", id, where)
          .isEqualTo(List.of(other.silent, other.inFirst, other.inSecond));
    }
  }
}
