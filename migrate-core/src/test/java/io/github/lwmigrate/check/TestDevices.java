package io.github.lwmigrate.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import io.github.lwmigrate.stack.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** Good devices of every kind, and changes to them. */
final class TestDevices {
  static final KeyEnvelope APP_KEY = key("0123456789abcdef");
  private static final KeyEnvelope SESSION_KEY = key("fedcba9876543210");

  private TestDevices() {}

  static EndDevice good(String kind) {
    EndDevice.Builder device =
        EndDevice.newBuilder()
            .setLorawanVersion(MACVersion.MAC_V1_0_3)
            .setLorawanPhyVersion(PHYVersion.PHY_V1_0_3_REV_A)
            .setFrequencyPlanId("EU_863_870_TTN");
    device.getIdsBuilder().setDeviceId("pump-17").setDevEui(ByteString.copyFromUtf8("pump--17"));
    device.getIdsBuilder().getApplicationIdsBuilder().setApplicationId("water-works");
    switch (kind) {
      case "otaa", "otaa-session" -> {
        device.setSupportsJoin(true).getRootKeysBuilder().setAppKey(APP_KEY);
        device.getIdsBuilder().setJoinEui(ByteString.copyFromUtf8("makers--"));
        if (kind.equals("otaa-session")) {
          Session.Builder session = session();
          session.getKeysBuilder().setSessionKeyId(ByteString.copyFromUtf8("id"));
          device.setSession(session);
        }
      }
      case "abp" -> device.setSession(session());
      case "abp-110" -> {
        Session.Builder session = session();
        session.getKeysBuilder().setSNwkSIntKey(key("1111111111111111"));
        session.getKeysBuilder().setNwkSEncKey(key("2222222222222222"));
        device.setLorawanVersion(MACVersion.MAC_V1_1).setSession(session);
        device.setLorawanPhyVersion(PHYVersion.PHY_V1_1_REV_B);
      }
      case "multicast" -> {
        device.setMulticast(true).setSupportsClassC(true).setSession(session());
        device.getIdsBuilder().clearDevEui();
      }
      default -> throw new IllegalArgumentException(kind);
    }
    return device.build();
  }

  /** Applies changes: "-PATH" clears a field, anything else is merged; separated by " ; ". */
  static EndDevice changed(EndDevice device, String changes) {
    EndDevice.Builder builder = device.toBuilder();
    for (String change : changes.split(" ; ", -1)) {
      if (change.startsWith("-")) {
        FieldPath.ofDevice(change.substring(1)).clear(builder);
      } else {
        try {
          TextFormat.merge(change, builder);
        } catch (TextFormat.ParseException e) {
          throw new IllegalArgumentException(change, e);
        }
      }
    }
    return builder.build();
  }

  static List<Finding> findings(List<DeviceCheck> checks, EndDevice original, EndDevice exported) {
    List<Finding> findings = new ArrayList<>();
    Candidate candidate =
        new Candidate(
            io.github.lwmigrate.device.EndDevice.of(original),
            io.github.lwmigrate.device.EndDevice.of(exported),
            MigrationPolicy.withoutSession().build());
    checks.forEach(check -> check.check(candidate, findings::add));
    return findings;
  }

  static List<Finding> findings(List<DeviceCheck> checks, EndDevice device) {
    return findings(checks, device, device);
  }

  /** CODE@FIELD of the findings of one severity. */
  static List<String> named(List<Finding> findings, Severity severity) {
    return findings.stream()
        .filter(finding -> finding.severity() == severity)
        .map(finding -> finding.code() + "@" + finding.field())
        .toList();
  }

  private static Session.Builder session() {
    return Session.newBuilder()
        .setDevAddr(ByteString.copyFrom(new byte[] {0x26, 0x0B, 1, 2}))
        .setKeys(SessionKeys.newBuilder().setFNwkSIntKey(SESSION_KEY).setAppSKey(SESSION_KEY));
  }

  private static KeyEnvelope key(String text) {
    return KeyEnvelope.newBuilder().setKey(ByteString.copyFromUtf8(text)).build();
  }
}
