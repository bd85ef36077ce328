package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.stack.StackServer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes one device of what the servers answered. Later servers win, but an absent value never takes
 * a present one away.
 */
final class Merge {

  private static final List<StackServer> ORDER =
      List.of(
          StackServer.IDENTITY_SERVER,
          StackServer.JOIN_SERVER,
          StackServer.APPLICATION_SERVER,
          StackServer.NETWORK_SERVER);

  private static final Comparator<Timestamp> BY_TIME =
      Comparator.comparingLong(Timestamp::getSeconds).thenComparingInt(Timestamp::getNanos);

  // EndDeviceVersionIdentifiers of versions 3.19.1 to 3.23; top-level fields since.
  private static final int OLD_VENDOR_ID = 6;
  private static final int OLD_VENDOR_PROFILE_ID = 7;
  private static final int OLD_SERIAL_NUMBER = 8;

  private Merge() {}

  static EndDevice of(Parts parts, Consumer<Finding> findings) {
    List<EndDevice> devices = ORDER.stream().flatMap(server -> parts.of(server).stream()).toList();
    EndDevice.Builder merged = EndDevice.newBuilder();
    devices.forEach(merged::mergeFrom);
    merged.setIds(ids(devices, findings));
    claimCode(parts, merged);
    times(devices, merged);
    moveOldIdentifiers(merged);
    Prune.emptyMessages(merged);
    return merged.build();
  }

  private static EndDeviceIdentifiers ids(List<EndDevice> devices, Consumer<Finding> findings) {
    EndDeviceIdentifiers.Builder ids = EndDeviceIdentifiers.newBuilder();
    for (EndDevice device : devices) {
      EndDeviceIdentifiers more = device.getIds();
      agree("ids.device_id", ids.getDeviceId(), more.getDeviceId(), findings);
      agree(
          "ids.application_ids.application_id",
          ids.getApplicationIds().getApplicationId(),
          more.getApplicationIds().getApplicationId(),
          findings);
      agree("ids.dev_eui", hex(ids.getDevEui()), hex(more.getDevEui()), findings);
      agree("ids.join_eui", hex(ids.getJoinEui()), hex(more.getJoinEui()), findings);
      ids = more.toBuilder().mergeFrom(ids.build());
      if (!more.getDevAddr().isEmpty()) {
        ids.setDevAddr(more.getDevAddr());
      }
    }
    return ids.build();
  }

  private static void agree(String field, String known, String other, Consumer<Finding> findings) {
    if (!known.isEmpty() && !other.isEmpty() && !known.equals(other)) {
      findings.accept(
          Finding.of(
                  Severity.ERROR,
                  FindingCodes.IDENTIFIERS_DIFFER,
                  field,
                  "One server says " + known + ", another " + other + ".")
              .withRemedy(
                  "Delete the registration that is wrong at the origin, then start again."));
    }
  }

  /** The Join Server's copy is the older one: claiming moved to the Identity Server. */
  private static void claimCode(Parts parts, EndDevice.Builder merged) {
    parts
        .of(StackServer.IDENTITY_SERVER)
        .filter(device -> !device.getClaimAuthenticationCode().getValue().isEmpty())
        .ifPresent(
            device -> merged.setClaimAuthenticationCode(device.getClaimAuthenticationCode()));
  }

  private static void times(List<EndDevice> devices, EndDevice.Builder merged) {
    all(devices, EndDevice::hasCreatedAt, EndDevice::getCreatedAt).stream()
        .min(BY_TIME)
        .ifPresent(merged::setCreatedAt);
    all(devices, EndDevice::hasUpdatedAt, EndDevice::getUpdatedAt).stream()
        .max(BY_TIME)
        .ifPresent(merged::setUpdatedAt);
  }

  private static List<Timestamp> all(
      List<EndDevice> devices,
      java.util.function.Predicate<EndDevice> has,
      Function<EndDevice, Timestamp> get) {
    return devices.stream().filter(has).map(get).toList();
  }

  private static void moveOldIdentifiers(EndDevice.Builder merged) {
    UnknownFieldSet unknown = merged.getVersionIds().getUnknownFields();
    if (unknown.asMap().isEmpty()) {
      return;
    }
    UnknownFieldSet.Builder rest = unknown.toBuilder();
    long vendor = number(unknown, OLD_VENDOR_ID);
    long profile = number(unknown, OLD_VENDOR_PROFILE_ID);
    if (vendor != 0 || profile != 0) {
      var ids = merged.getLoraAllianceProfileIdsBuilder();
      if (ids.getVendorId() == 0 && ids.getVendorProfileId() == 0) {
        ids.setVendorId((int) vendor).setVendorProfileId((int) profile);
      }
      rest.clearField(OLD_VENDOR_ID).clearField(OLD_VENDOR_PROFILE_ID);
    }
    List<ByteString> serial = unknown.getField(OLD_SERIAL_NUMBER).getLengthDelimitedList();
    if (!serial.isEmpty()) {
      if (merged.getSerialNumber().isEmpty()) {
        merged.setSerialNumber(serial.get(serial.size() - 1).toString(StandardCharsets.UTF_8));
      }
      rest.clearField(OLD_SERIAL_NUMBER);
    }
    merged.getVersionIdsBuilder().setUnknownFields(rest.build());
  }

  private static long number(UnknownFieldSet fields, int number) {
    List<Long> values = fields.getField(number).getVarintList();
    return values.isEmpty() ? 0 : values.get(values.size() - 1);
  }

  private static String hex(ByteString bytes) {
    return bytes.isEmpty()
        ? ""
        : java.util.HexFormat.of().withUpperCase().formatHex(bytes.toByteArray());
  }
}
