package io.github.lwmigrate.testkit;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What a run writes into its journal. */
final class JournalSamples {

  static final Instant START = Instant.parse("2024-02-29T23:59:58.123456789Z");
  static final RunDescription RUN =
      new RunDescription(
          "20240229-run-1",
          START,
          "source eu1",
          "json file devices.json",
          "with-session\ndisable-downlinks",
          "all devices",
          Map.of("command", "lw-migrate device --output 'größe.json'", "empty", ""));

  private JournalSamples() {}

  static DeviceRef ref(long index) {
    return new DeviceRef("app-1", "dev-" + index);
  }

  static JournalEvent.Listed listed(long index) {
    return new JournalEvent.Listed(
        index, ref(index), "line " + (index + 1), carried(index), List.of(finding("listed")));
  }

  static List<JournalEvent.Listed> listedUpTo(long devices) {
    return LongStream.range(0, devices).mapToObj(JournalSamples::listed).toList();
  }

  /** Bytes that hold a key, as a listing with root keys has them. */
  static byte[] carried(long index) {
    return form(index, 1).toProto().toByteArray();
  }

  static JournalEvent.Recorded recorded(long index, int version, String... steps) {
    return new JournalEvent.Recorded(
        index,
        form(index, version),
        exported(index, version),
        START.plusSeconds(version),
        true,
        List.of(finding("recorded-" + version)),
        List.of(steps).stream().map(name -> step(index, name)).toList());
  }

  /** A device with a key that tells its number and version. */
  static EndDevice form(long index, int version) {
    return EndDevice.create(
        message -> {
          message.setSupportsJoin(true).setName("device " + index + ", " + version);
          message.getIdsBuilder().setDeviceId("dev-" + index);
          message.getIdsBuilder().getApplicationIdsBuilder().setApplicationId("app-1");
          message.getRootKeysBuilder().getAppKeyBuilder().setKey(key(index, version));
        });
  }

  /** What a target gets of that device. */
  static EndDevice exported(long index, int version) {
    return form(index, version).withDeviceId("moved-" + index);
  }

  private static ByteString key(long index, int version) {
    return ByteString.copyFromUtf8(String.format("%012d%04d", index, version)).substring(0, 16);
  }

  static RetirementStep step(long index, String name) {
    return new RetirementStep(
        ref(index),
        Retirement.CLEAR_KEYS,
        name,
        image(index, name, "before"),
        image(index, name, "after"));
  }

  /** An image that holds the key of the device. */
  static byte[] image(long index, String name, String when) {
    return key(index, 1)
        .concat(ByteString.copyFrom(name + " " + when, StandardCharsets.UTF_8))
        .toByteArray();
  }

  static Finding finding(String code) {
    return new Finding(
        Severity.WARNING, code, "mac_settings.rx1_delay", "It is " + code + ".", "Größe: 5 s.");
  }
}
