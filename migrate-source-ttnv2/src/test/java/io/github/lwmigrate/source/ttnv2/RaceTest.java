package io.github.lwmigrate.source.ttnv2;

import static io.github.lwmigrate.source.ttnv2.Network.APP;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.v2.lorawan.Device;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.testkit.TestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a device does while its live session moves, at each call of the order: read, record, clear
 * the AppKey, clear the session, read the counters, record.
 */
class RaceTest {

  private static final String DEVICE = "dev-1";

  /** What a run has in its journal. */
  private final List<EndDevice> journal = new ArrayList<>();

  private final TestCall call = TestCall.create();

  /** The order of the engine; a device that changed is put back and read again. */
  private Optional<EndDevice> move(Network network) {
    Listed listed = network.listed(DEVICE);
    for (int attempt = 1; attempt <= 4; attempt++) {
      Reading reading = network.source.read(listed, call);
      EndDevice recorded = Network.device(reading);
      List<RetirementStep> steps =
          network
              .retirer
              .assess(new RetirementRequest(reading, Retirement.CLEAR_KEYS, true), call)
              .steps();
      journal.add(recorded);
      List<RetirementStep> applied = new ArrayList<>();
      try {
        for (RetirementStep step : steps) {
          network.retirer.apply(step, call);
          applied.add(step);
        }
      } catch (MigrationException e) {
        for (int i = applied.size() - 1; i >= 0; i--) {
          network.retirer.restore(applied.get(i), Optional.empty(), call);
        }
        continue;
      }
      EndDevice frozen =
          Network.device(network.retirer.readFrozen(listed, recorded, applied, call));
      journal.add(frozen);
      return Optional.of(frozen);
    }
    return Optional.empty();
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

      Optional<EndDevice> moved = move(network);

      Device last = sessions.get(sessions.size() - 1);
      assertThat(isRecorded(last)).as("the last session is recorded").isTrue();
      assertThat(isRecordedAppKey()).isTrue();
      assertThat(moved).isPresent();
      assertThat(nwkSKey(moved.get()).equals(last.getNwkSKey()))
          .as("the last session is the one that moves")
          .isTrue();
      assertThat(moved.get().rootKeys().orElseThrow().appKey()).isPresent();
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
            network
                .simulated
                .radio()
                .downlink(APP, DEVICE)
                .ifPresent(used -> lastUsed[0] = Math.max(lastUsed[0], used));
          });

      EndDevice moved = move(network).orElseThrow();

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
