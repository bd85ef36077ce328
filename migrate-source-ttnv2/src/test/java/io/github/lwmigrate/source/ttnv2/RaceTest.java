package io.github.lwmigrate.source.ttnv2;

import static io.github.lwmigrate.source.ttnv2.Network.APP;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.sqlite.SqliteJournal;
import io.github.lwmigrate.proto.ttn.v2.lorawan.Device;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.testkit.RecordingSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a device does while its live session moves, at each call of the order: read, record, clear
 * the AppKey, clear the session, read the counters, record.
 */
class RaceTest {

  private static final String DEVICE = "dev-1";
  private static final int BURST = 3;

  /** What a run has in its journal. */
  private final List<EndDevice> journal = new ArrayList<>();

  private final VirtualTime time = new VirtualTime();

  @TempDir private Path folder = Path.of("");

  private EndDevice move(Network network) {
    RecordingSink sink = RecordingSink.create();
    try (SqliteJournal run = SqliteJournal.create(folder.resolve("run.db"))) {
      Migration.from(network.source)
          .to(sink)
          .policy(MigrationPolicy.withSession().clearKeys().downlinkCounterMargin(5).build())
          .journal(run)
          .clock(time)
          .pacer(time::pause)
          .build()
          .run(Selection.all())
          .orThrow();
      run.revisions(0).forEach(revision -> journal.add(revision.original()));
    }
    assertThat(sink.devices()).hasSize(1);
    return sink.devices().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "GetDevice, 1, before", "GetDevice, 1, after", "GetDevice, 2, before", "GetDevice, 2, after",
    "SetDevice, 1, before", "SetDevice, 1, after", "GetDevice, 3, before", "GetDevice, 3, after",
    "SetDevice, 2, before", "SetDevice, 2, after", "GetDevice, 4, before", "GetDevice, 4, after",
  })
  void join_losesNoSessionThatIsNotRecorded(String method, int number, String when) {
    try (Network network = Network.of(TestDevices.otaa(APP, DEVICE))) {
      List<Device> sessions = new ArrayList<>();
      sessions.add(network.registered(DEVICE).getLorawanDevice());
      at(
          network,
          method,
          number,
          when,
          () -> {
            if (network.simulated.radio().join(APP, DEVICE, 4711)) {
              sessions.add(network.registered(DEVICE).getLorawanDevice());
            }
          });

      EndDevice moved = move(network);

      Device last = sessions.get(sessions.size() - 1);
      assertThat(isRecorded(last)).as("the last session is recorded").isTrue();
      assertThat(isRecordedAppKey()).isTrue();
      assertThat(nwkSKey(moved).equals(last.getNwkSKey()))
          .as("the last session is the one that moves")
          .isTrue();
      assertThat(moved.rootKeys().orElseThrow().appKey()).isPresent();
      assertThat(isZero(network.registered(DEVICE).getLorawanDevice().getNwkSKey())).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GetDevice, 1, before", "GetDevice, 1, after", "GetDevice, 2, before", "GetDevice, 2, after",
    "SetDevice, 1, before", "SetDevice, 1, after", "GetDevice, 3, before", "GetDevice, 3, after",
    "SetDevice, 2, before", "SetDevice, 2, after", "GetDevice, 4, before", "GetDevice, 4, after",
  })
  void downlinks_areNeverCountedTwice(String method, int number, String when) {
    try (Network network = Network.of(TestDevices.otaa(APP, DEVICE))) {
      long[] lastUsed = {4};
      at(
          network,
          method,
          number,
          when,
          () -> {
            network.simulated.radio().uplink(APP, DEVICE, 11);
            for (int i = 0; i < BURST; i++) {
              network
                  .simulated
                  .radio()
                  .downlink(APP, DEVICE)
                  .ifPresent(used -> lastUsed[0] = Math.max(lastUsed[0], used));
            }
          });

      EndDevice moved = move(network);

      assertThat(moved.session().orElseThrow().lastNFCntDown())
          .as("the target goes on after this counter")
          .isGreaterThanOrEqualTo(lastUsed[0]);
    }
  }

  private static void at(Network network, String method, int number, String when, Runnable action) {
    var fault =
        network
            .simulated
            .faults()
            .on("ApplicationManager/" + method)
            .device(DEVICE)
            .fromCall(number);
    if (when.equals("before")) {
      fault.before(action);
    } else {
      fault.after(action);
    }
  }

  private boolean isRecorded(Device session) {
    return journal.stream()
        .anyMatch(
            device ->
                nwkSKey(device).equals(session.getNwkSKey())
                    && device
                        .toProto()
                        .getSession()
                        .getKeys()
                        .getAppSKey()
                        .getKey()
                        .equals(session.getAppSKey()));
  }

  private boolean isRecordedAppKey() {
    return journal.stream()
        .anyMatch(
            device ->
                device.toProto().getRootKeys().getAppKey().getKey().equals(TestDevices.APP_KEY));
  }

  private static ByteString nwkSKey(EndDevice device) {
    return device.toProto().getSession().getKeys().getFNwkSIntKey().getKey();
  }

  private static boolean isZero(ByteString bytes) {
    return bytes.equals(ByteString.copyFrom(new byte[bytes.size()]));
  }
}
