package io.github.lwmigrate.source.ttnv2;

import static io.github.lwmigrate.source.ttnv2.Network.APP;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.OnFailure;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.sqlite.SqliteJournal;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import io.github.lwmigrate.simulator.TtnV2RateLimit;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.testkit.RecordingSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs that retire, with a durable journal, at the pace of the network. */
class WholeRunTest {

  private static final int SIZE = 60;

  @TempDir private Path folder = Path.of("");

  private final VirtualTime time = new VirtualTime();
  private final RecordingSink sink = RecordingSink.create();

  private Network network() {
    Network network =
        Network.of(
            SimulatedTtnV2.builder()
                .rateLimit(TtnV2RateLimit.FIVE_A_SECOND)
                .clock(time)
                .waiting(time::pause),
            settings -> settings.concurrency(1));
    network.simulated.addApplication(APP, TtnV2Fleet.seeded(3, SIZE));
    return network;
  }

  private Migration migration(
      Network network, MigrationPolicy.Builder policy, SqliteJournal journal) {
    return Migration.from(network.source)
        .to(sink)
        .policy(policy.onFailure(OnFailure.CONTINUE).build())
        .journal(journal)
        .clock(time)
        .pacer(time::pause)
        .build();
  }

  private static Map<String, Device> registered(Network network) {
    Map<String, Device> devices = new TreeMap<>();
    for (int i = 0; i < SIZE; i++) {
      String id = String.format("device-%08d", i);
      network.simulated.registered(APP, id).ifPresent(device -> devices.put(id, device));
    }
    return devices;
  }

  @Test
  void liveSessions_moveAndAreClearedAtTheOrigin_andComeBackByARollback() {
    try (Network network = network();
        SqliteJournal journal = SqliteJournal.create(folder.resolve("run.db"))) {
      Map<String, Device> before = registered(network);

      MigrationReport report =
          migration(
                  network,
                  MigrationPolicy.withSession().clearKeys().downlinkCounterMargin(5),
                  journal)
              .run(Selection.all());

      assertThat(report.count(Status.DONE)).isEqualTo(SIZE);
      assertThat(registered(network).values())
          .allMatch(device -> isZero(device.getLorawanDevice().getAppKey()))
          .allMatch(device -> isZero(device.getLorawanDevice().getNwkSKey()))
          .allMatch(device -> isZero(device.getLorawanDevice().getDevAddr()));
      for (EndDevice device : sink.devices()) {
        Device original = java.util.Objects.requireNonNull(before.get(device.deviceId()));
        device
            .session()
            .ifPresent(
                session ->
                    assertThat(session.lastNFCntDown())
                        .isEqualTo(original.getLorawanDevice().getFCntDown() + 5));
        assertThat(device.rootKeys().isPresent())
            .isEqualTo(!isZero(original.getLorawanDevice().getAppKey()));
      }
      assertThat(network.simulated.operations()).allMatch(Operation::isOk);
      Duration least = Duration.ofMillis(200L * network.simulated.operations().size());
      assertThat(time.passed()).isLessThan(least.plus(least.dividedBy(20)));

      MigrationReport back =
          migration(
                  network,
                  MigrationPolicy.withSession().clearKeys().downlinkCounterMargin(5),
                  journal)
              .rollback(Selection.all(), ref -> Optional.empty());

      assertThat(back.count(Status.FAILED)).isZero();
      assertThat(registered(network).equals(before)).isTrue();
    }
  }

  @Test
  void withoutSessions_aDeviceThatJoinsIsReadWrittenAndLookedAt() {
    try (Network network = network();
        SqliteJournal journal = SqliteJournal.create(folder.resolve("run.db"))) {
      Map<String, Device> before = registered(network);
      long joining =
          before.values().stream()
              .filter(device -> !isZero(device.getLorawanDevice().getAppKey()))
              .count();

      MigrationReport report =
          migration(
                  network,
                  MigrationPolicy.withoutSession()
                      .abpSession(AbpSession.KEEP)
                      .invalidateAppKey()
                      .leaveOriginLive(),
                  journal)
              .run(Selection.all());

      assertThat(report.count(Status.DONE)).isEqualTo(SIZE);
      assertThat(calls(network, "SetDevice")).isEqualTo(joining);
      assertThat(calls(network, "GetDevice")).isEqualTo(SIZE + joining);
    }
  }

  @Test
  void laterRetirement_refusesDevicesThatJoinedSince_andNoOthers() {
    try (Network network =
            Network.of(
                TestDevices.otaa(APP, "dev-1"),
                TestDevices.with(
                    TestDevices.otaa(APP, "dev-2"), l -> l.setDevEui(TestDevices.devEui(2))));
        SqliteJournal journal = SqliteJournal.create(folder.resolve("run.db"))) {
      migration(network, MigrationPolicy.withoutSession(), journal).run(Selection.all());
      network.simulated.radio().join(APP, "dev-2", 77);

      MigrationReport report =
          migration(network, MigrationPolicy.withoutSession().invalidateAppKey(), journal)
              .retire(Selection.all());

      assertThat(report.outcomes())
          .extracting(outcome -> outcome.origin().deviceId() + " " + outcome.status())
          .containsExactly("dev-1 DONE", "dev-2 REJECTED");
    }
  }

  @Test
  void deviceThatWasListedLongAgo_isReadAnew() {
    Device device = TestDevices.otaa(APP, "dev-1");
    try (Network network = Network.of(device);
        SqliteJournal journal = SqliteJournal.create(folder.resolve("run.db"))) {
      network
          .simulated
          .faults()
          .on("ApplicationManager/GetDevicesForApplication")
          .after(
              () -> {
                time.pause(Duration.ofHours(2));
                network.simulated.put(
                    TestDevices.with(device, l -> l.setAppKey(TestDevices.NWK_S_KEY)));
              });

      migration(network, MigrationPolicy.withoutSession(), journal).run(Selection.all());

      assertThat(calls(network, "GetDevice")).isEqualTo(1);
      assertThat(
              sink.devices()
                  .get(0)
                  .toProto()
                  .getRootKeys()
                  .getAppKey()
                  .getKey()
                  .equals(TestDevices.NWK_S_KEY))
          .isTrue();
    }
  }

  @Test
  void deletedDevices_areGoneAtTheOrigin() {
    try (Network network = network();
        SqliteJournal journal = SqliteJournal.create(folder.resolve("run.db"))) {
      MigrationReport report =
          migration(
                  network, MigrationPolicy.withSession().clearKeys().deleteSourceDevice(), journal)
              .run(Selection.all());

      assertThat(report.count(Status.DONE)).isEqualTo(SIZE);
      assertThat(registered(network)).isEmpty();
      assertThat(sink.devices()).hasSize(SIZE);
    }
  }

  @ParameterizedTest
  @CsvSource({"GetDevice, 2", "SetDevice, 1"})
  void deviceThatJoinsBeforeItsSessionIsCleared_movesWithItsNewSession(String method, int call) {
    try (Network network = Network.of(TestDevices.otaa(APP, "dev-1"));
        SqliteJournal journal = SqliteJournal.create(folder.resolve("run.db"))) {
      List<Device> joined = new ArrayList<>();
      network
          .simulated
          .faults()
          .on("ApplicationManager/" + method)
          .fromCall(call)
          .before(
              () -> {
                network.simulated.radio().join(APP, "dev-1", 77);
                joined.add(network.registered("dev-1"));
              });
      Migration migration = migration(network, MigrationPolicy.withSession().clearKeys(), journal);

      MigrationReport report = migration.run(Selection.all());

      assertThat(report.count(Status.DONE)).isEqualTo(1);
      assertThat(joined).hasSize(1);
      EndDevice moved = sink.devices().get(0);
      assertThat(keyOf(moved).equals(joined.get(0).getLorawanDevice().getNwkSKey()))
          .as("the new session is the one that moves")
          .isTrue();
      assertThat(isZero(network.registered("dev-1").getLorawanDevice().getAppKey())).isTrue();
      assertThat(isZero(network.registered("dev-1").getLorawanDevice().getNwkSKey())).isTrue();

      migration.rollback(Selection.all(), ref -> Optional.empty());

      var restored = network.registered("dev-1").getLorawanDevice();
      assertThat(restored.getAppKey().equals(TestDevices.APP_KEY)).isTrue();
      assertThat(restored.getNwkSKey().equals(joined.get(0).getLorawanDevice().getNwkSKey()))
          .isTrue();
    }
  }

  private static ByteString keyOf(EndDevice device) {
    return ByteString.copyFrom(
        device.session().orElseThrow().keys().fNwkSIntKey().orElseThrow().toBytes());
  }

  static List<MigrationPolicy.Builder> policies() {
    return List.of(
        MigrationPolicy.withSession().leaveOriginLive(),
        MigrationPolicy.withSession().clearKeys(),
        MigrationPolicy.withSession().invalidateAppKey().leaveOriginLive(),
        MigrationPolicy.withSession().clearKeys().deleteSourceDevice(),
        MigrationPolicy.withSession().deleteSourceDevice(),
        MigrationPolicy.withoutSession().leaveOriginLive(),
        MigrationPolicy.withoutSession().clearKeys(),
        MigrationPolicy.withoutSession().invalidateAppKey().leaveOriginLive(),
        MigrationPolicy.withoutSession().deleteSourceDevice());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void timePerDevice_isWhatTheCallsOfADeviceTake(MigrationPolicy.Builder wanted) {
    try (Network network = Network.of(TestDevices.otaa(APP, "dev-1"));
        SqliteJournal journal = SqliteJournal.create(folder.resolve("run.db"))) {
      MigrationPolicy policy = wanted.build();

      migration(network, wanted, journal).run(Selection.all()).orThrow();

      long calls =
          calls(network, "GetDevice")
              + calls(network, "SetDevice")
              + calls(network, "DeleteDevice");
      assertThat(network.source.timePerDevice(policy.movesSession(), policy.retirements()))
          .isEqualTo(Duration.ofMillis(200 * calls));
    }
  }

  private static long calls(Network network, String method) {
    List<String> calls = network.calls();
    return calls.stream().filter(method::equals).count();
  }

  private static boolean isZero(ByteString bytes) {
    return bytes.equals(ByteString.copyFrom(new byte[bytes.size()]));
  }
}
