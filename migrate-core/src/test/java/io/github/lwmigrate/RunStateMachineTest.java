package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs, crashes, resumed runs, retirements, rollbacks and an origin that goes on living, in any
 * order, against what must always hold.
 */
@Timeout(300)
class RunStateMachineTest {

  private static final int SEEDS = 200;
  private static final int ACTIONS = 12;
  private static final List<String> IDS = List.of("abp-1", "bad", "otaa-1", "otaa-2");

  @Test
  void whateverHappens_inWhateverOrder_nothingIsLost_andNothingIsClaimedThatIsNotSo() {
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = new World(seed);
      try {
        for (int i = 0; i < ACTIONS; i++) {
          world.act();
        }
        world.end();
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ", after " + world.history, e);
      }
    }
  }

  /** One origin, one target, one journal. */
  private static final class World {
    final List<String> history = new ArrayList<>();
    private final SplittableRandom random;
    private final Scene scene = Scene.with(IDS.toArray(String[]::new));
    private final Map<String, EndDevice> held = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Session> sessions = new TreeMap<>();
    private final String policy;
    private int mood = 100;
    private boolean retiredOtherwise;

    World(int seed) {
      random = new SplittableRandom(seed);
      scene.concurrency = random.nextBoolean() ? 1 : 3;
      policy =
          pick("freezing", "freezingAndDeleting", "deleting", "silencing", "leaving", "moving");
      history.add(policy);
      scene.target = new FakeSink().keeping().storing(this::store);
      scene.options =
          builder ->
              builder.checks(
                  List.of(
                      (candidate, findings) -> {
                        if (candidate.original().deviceId().equals("bad")) {
                          findings.accept(Finding.of(Severity.ERROR, "bad", "", "Bad."));
                        }
                      }));
      IDS.forEach(id -> sessions.put(id, session(id)));
    }

    /** Takes a device, refuses it, or loses its answer before or after. */
    private void store(Delivery delivery, Call call) {
      int luck = (mood * 31 + (int) delivery.index() * 17) % 100;
      if (mood < 100 && luck < 15) {
        if (held.containsKey(delivery.device().deviceId())) {
          throw Scene.failure();
        }
        Scene.refusing().accept(delivery, call);
      }
      if (mood < 100 && luck < 25) {
        throw Scene.failure();
      }
      held.put(delivery.device().deviceId(), delivery.device());
      if (mood < 100 && luck < 35) {
        throw Scene.failure();
      }
    }

    void act() {
      mood = random.nextInt(100);
      boolean begun = scene.journal.run().isPresent();
      switch (random.nextInt(begun ? 8 : 4)) {
        case 0 -> happen("downlink");
        case 1 -> happen("join");
        case 2 -> happen("uplink");
        case 3 -> move(begun, crash());
        case 4, 5 -> move(true, crash());
        case 6 -> retire(pick("deleting", "silencing"), crash());
        default -> rollback(crash());
      }
      check();
    }

    private void happen(String event) {
      String id = IDS.get(random.nextInt(IDS.size()));
      history.add(event + " " + id);
      if (!answers(id)) {
        if (event.equals("uplink")) {
          scene.network.uplink(id);
        }
        return;
      }
      switch (event) {
        case "downlink" -> scene.network.downlink(id);
        case "join" -> {
          if (id.startsWith("otaa")) {
            scene.network.join(id);
          }
        }
        default -> scene.network.uplink(id);
      }
    }

    private CrashPoint crash() {
      return random.nextInt(3) == 0 ? CrashPoint.never() : CrashPoint.at(random.nextInt(60));
    }

    private void move(boolean resume, CrashPoint crash) {
      Migration migration = scene.migration(policy(policy), crash).build();
      MigrationReport report;
      try {
        report = resume ? migration.resume(Selection.all()) : migration.run(Selection.all());
      } catch (CrashPoint.Killed e) {
        history.add("killed at once");
        return;
      }
      history.add((resume ? "resume " : "run ") + crash.name() + " " + report.counts());
      if (crash.name().equals("never")) {
        assertThat(told().counts()).isEqualTo(report.counts());
        assertThat(told().answeredByBoth()).isEqualTo(report.answeredByBoth());
        assertThat(report.outcomes())
            .extracting(outcome -> outcome.origin().deviceId())
            .containsExactlyElementsOf(IDS);
        report.outcomes().forEach(this::checkMoved);
      }
    }

    private void checkMoved(Outcome outcome) {
      String id = outcome.origin().deviceId();
      switch (outcome.status()) {
        case DONE -> {
          assertThat(held).containsKey(id);
          if (!policy.equals("leaving") && !policy.equals("moving")) {
            assertThat(answers(id)).isFalse();
          }
          // Retiring in another way, before the run came to its own, is the last word.
          if (policy.endsWith("eleting") && !retiredOtherwise) {
            assertThat(isWhole(id)).isFalse();
          }
          if (policy.startsWith("freezing")) {
            Session there = Objects.requireNonNull(held.get(id)).toProto().getSession();
            Session here = scene.atOrigin(id).toProto().getSession();
            assertThat(there.getLastNFCntDown()).isEqualTo(here.getLastNFCntDown());
            assertThat(there.getKeys().getSessionKeyId())
                .isEqualTo(here.getKeys().getSessionKeyId());
          }
        }
        case NOT_STARTED -> {
          assertThat(answers(id) && isWhole(id)).isTrue();
          assertThat(held).doesNotContainKey(id);
        }
        case REJECTED -> assertThat(id).isEqualTo("bad");
        case FAILED, UNFINISHED, RESTORED -> {}
        default -> throw new AssertionError(outcome);
      }
    }

    private void retire(String how, CrashPoint crash) {
      retiredOtherwise |= how.equals("silencing");
      MigrationReport report = scene.migration(policy(how), crash).build().retire(Selection.all());
      history.add("retire " + how + " " + crash.name() + " " + report.counts());
      for (Outcome outcome : report.outcomes()) {
        if (outcome.status() == Status.DONE) {
          assertThat(answers(outcome.origin().deviceId())).isFalse();
        }
      }
    }

    private void rollback(CrashPoint crash) {
      MigrationReport report = scene.rollback(crash);
      history.add("rollback " + crash.name() + " " + report.counts());
      for (Outcome outcome : report.outcomes()) {
        if (outcome.status() == Status.RESTORED || outcome.status() == Status.SKIPPED) {
          String id = outcome.origin().deviceId();
          assertThat(answers(id) && isWhole(id)).isTrue();
        }
      }
    }

    /** What must hold at any instant, whatever was killed. */
    private void check() {
      for (String id : IDS) {
        Optional<JournaledDevice> journaled = scene.journal.find(new DeviceRef("app-1", id));
        var revisions =
            journaled.map(device -> scene.journal.revisions(device.index())).orElse(List.of());
        assertThat(isWhole(id) || !revisions.isEmpty()).as("%s is lost", id).isTrue();
        if (!revisions.isEmpty()) {
          assertThat(revisions.get(0).original().toProto().getSession().getKeys().getFNwkSIntKey())
              .isEqualTo(Objects.requireNonNull(sessions.get(id)).getKeys().getFNwkSIntKey());
        }
        if (!isWhole(id) || !answers(id)) {
          assertThat(scene.journal.steps(journaled.orElseThrow().index()))
              .as("%s was changed without a record", id)
              .isNotEmpty();
        }
        if (held.containsKey(id)) {
          assertThat(revisions).anyMatch(each -> each.exported().equals(held.get(id)));
        }
      }
      assertThat(answers("bad") && isWhole("bad") && !held.containsKey("bad")).isTrue();
      if (scene.journal.run().isPresent()) {
        told();
      }
    }

    private MigrationReport told() {
      return MigrationReport.of(
          scene.journal,
          outcome -> {
            if (outcome.retired()) {
              assertThat(answers(outcome.origin().deviceId()))
                  .as("%s is said to be silent", outcome.origin())
                  .isFalse();
            }
            if (outcome.status() == Status.NOT_STARTED) {
              assertThat(isWhole(outcome.origin().deviceId())).isTrue();
            }
          });
    }

    void end() {
      mood = 100;
      move(scene.journal.run().isPresent(), CrashPoint.never());
      MigrationReport last = scene.resume(policy(policy));
      for (Outcome outcome : last.outcomes()) {
        if (outcome.status() == Status.FAILED) {
          boolean changed =
              outcome.findings().stream()
                  .anyMatch(finding -> finding.code().equals(FindingCodes.ORIGIN_CHANGED));
          assertThat(changed || outcome.failure().orElseThrow().remedy().startsWith("Roll it back"))
              .isTrue();
        } else {
          assertThat(outcome.status()).isIn(Status.DONE, Status.REJECTED);
        }
      }
      check();
      rollback(CrashPoint.never());
      assertThat(IDS).allMatch(id -> answers(id) && isWhole(id));
    }

    private Session session(String id) {
      return scene.atOrigin(id).toProto().getSession();
    }

    private boolean isWhole(String id) {
      return scene.network.holds(id);
    }

    private boolean answers(String id) {
      return !scene.isSilent(id) && scene.network.registration(id).inFirst;
    }

    private String pick(String... names) {
      return names[random.nextInt(names.length)];
    }

    private static MigrationPolicy.Builder policy(String name) {
      MigrationPolicy.Builder policy =
          switch (name) {
            case "freezing" -> Scene.freezing();
            case "freezingAndDeleting" -> Scene.freezingAndDeleting();
            case "deleting" -> Scene.deleting();
            case "silencing" -> MigrationPolicy.withoutSession().disableDownlinks();
            case "moving" -> MigrationPolicy.withSession().leaveOriginLive();
            default -> Scene.leaving();
          };
      return policy.onFailure(OnFailure.CONTINUE);
    }
  }
}
