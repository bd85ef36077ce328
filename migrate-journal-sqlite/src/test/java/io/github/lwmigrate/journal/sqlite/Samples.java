package io.github.lwmigrate.journal.sqlite;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.RunDescription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** Runs and devices for tests. */
final class Samples {

  static final String SOURCE = "ttnv3 eu1.example.com";

  private Samples() {}

  static RunDescription run(String id, Instant startedAt) {
    return new RunDescription(
        id, startedAt, SOURCE, "json file devices.json", "with-session", "all", Map.of());
  }

  static RunDescription run() {
    return run("run-1", Instant.EPOCH);
  }

  static DeviceRef ref(long index) {
    return new DeviceRef("app-1", "dev-" + index);
  }

  static List<JournalEvent> listing(long devices) {
    return LongStream.range(0, devices).mapToObj(Samples::listed).toList();
  }

  /** Carries the key of the device. */
  static JournalEvent listed(long index) {
    return new JournalEvent.Listed(
        index, ref(index), ref(index).toString(), key(index).toByteArray(), List.of());
  }

  /** About 1,500 bytes in each form, as devices with a session have. */
  static JournalEvent recorded(long index) {
    byte[] rest = new byte[1_400];
    new Random(index).nextBytes(rest);
    EndDevice device =
        EndDevice.create(
            message -> {
              message.getIdsBuilder().setDeviceId("dev-" + index);
              message.getRootKeysBuilder().getAppKeyBuilder().setKey(key(index));
              message
                  .getSessionBuilder()
                  .getKeysBuilder()
                  .setSessionKeyId(ByteString.copyFrom(rest));
            });
    return new JournalEvent.Recorded(
        index,
        device,
        device.withDeviceId("moved-" + index),
        Instant.EPOCH,
        true,
        List.of(Finding.of(Severity.NOTICE, "noted", "session", "Its session moves.")),
        List.of());
  }

  static ByteString key(long index) {
    byte[] key = new byte[16];
    new Random(~index).nextBytes(key);
    return ByteString.copyFrom(key);
  }
}
