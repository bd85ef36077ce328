package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.stack.StackServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one device from the four servers. Thread-safe. */
final class DeviceReader {

  private static final int REREADS = 3;
  private static final Duration REREAD_PAUSE = Duration.ofMillis(500);

  // The only part of a warning that certainly repeats nothing of the device.
  private static final Pattern ERROR_NAME = Pattern.compile("error:([a-z0-9_/-]+:[a-z0-9_]+)");

  private final StackClient client;

  DeviceReader(StackClient client) {
    this.client = client;
  }

  Reading read(Application application, Listed listed, Call call) {
    return read(application, listed, parts -> {}, call);
  }

  /** Reads a device and makes it of parts that were changed. */
  Reading read(Application application, Listed listed, Consumer<? super Parts> change, Call call) {
    DeviceRef ref = new DeviceRef(application.id(), listed.ref().deviceId());
    Parts parts = new Parts();
    boolean carried = takeCarried(listed, parts);
    List<StackServer> first = new ArrayList<>();
    if (!carried) {
      first.add(StackServer.IDENTITY_SERVER);
    }
    first.add(StackServer.JOIN_SERVER);
    first.add(StackServer.APPLICATION_SERVER);
    if (!call.movesSessions()) {
      first.add(StackServer.NETWORK_SERVER);
    }
    client.get(first, application, ref, parts, call);
    if (!parts.has(StackServer.IDENTITY_SERVER)) {
      return gone(parts);
    }
    if (call.movesSessions()) {
      // Last, so that its counters are the freshest.
      client.get(List.of(StackServer.NETWORK_SERVER), application, ref, parts, call);
    }
    if (carried && isOnIdentityServerAlone(parts)) {
      parts.remove(StackServer.IDENTITY_SERVER);
      client.get(List.of(StackServer.IDENTITY_SERVER), application, ref, parts, call);
      if (!parts.has(StackServer.IDENTITY_SERVER)) {
        return gone(parts);
      }
    }
    for (int i = 1; i <= REREADS && SessionAgreement.differs(parts); i++) {
      call.pause(REREAD_PAUSE.multipliedBy(i));
      client.get(List.of(StackServer.APPLICATION_SERVER), application, ref, parts, call);
      client.get(List.of(StackServer.NETWORK_SERVER), application, ref, parts, call);
    }
    change.accept(parts);
    List<Finding> findings = new ArrayList<>();
    EndDevice device = EndDevice.of(Merge.of(parts, findings::add));
    missing(parts, device, findings);
    session(parts, device, call.movesSessions(), findings);
    return Reading.of(device, findings).carrying(parts.encode());
  }

  private static boolean takeCarried(Listed listed, Parts parts) {
    if (listed.carried().length == 0) {
      return false;
    }
    try {
      parts.put(
          StackServer.IDENTITY_SERVER,
          io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.parseFrom(listed.carried()));
      return true;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static boolean isOnIdentityServerAlone(Parts parts) {
    return !parts.has(StackServer.JOIN_SERVER)
        && !parts.has(StackServer.APPLICATION_SERVER)
        && !parts.has(StackServer.NETWORK_SERVER);
  }

  private static Reading gone(Parts parts) {
    return Reading.gone(
        isOnIdentityServerAlone(parts)
            ? "The Identity Server does not know the device."
            : "The Identity Server does not know the device; other servers hold remains of it.");
  }

  private static void missing(Parts parts, EndDevice device, List<Finding> findings) {
    boolean onNetworkServer = parts.has(StackServer.NETWORK_SERVER);
    if (!onNetworkServer) {
      findings.add(
          Finding.of(
                  Severity.WARNING,
                  FindingCodes.NETWORK_SERVER_ABSENT,
                  "",
                  "The Network Server does not know the device: identity only, without LoRaWAN"
                      + " version, frequency plan and session.")
              .withRemedy(
                  "If the device lives in another cluster, name the address of its Network Server;"
                      + " else complete or delete it at the origin."));
    }
    if (!parts.has(StackServer.APPLICATION_SERVER)) {
      findings.add(
          Finding.of(
                  Severity.WARNING,
                  FindingCodes.APPLICATION_SERVER_ABSENT,
                  "",
                  "The Application Server does not know the device: no AppSKey, no payload"
                      + " formatters.")
              .withRemedy(
                  "If the device lives in another cluster, name the address of its Application"
                      + " Server."));
    }
    if (!parts.has(StackServer.JOIN_SERVER)
        && (device.toProto().getSupportsJoin() || !onNetworkServer)) {
      findings.add(
          Finding.of(
              Severity.NOTICE,
              FindingCodes.JOIN_SERVER_ABSENT,
              "root_keys",
              "The Join Server does not know the device: no root keys, no nonces."));
    }
  }

  private static void session(
      Parts parts, EndDevice device, boolean sessionsMove, List<Finding> findings) {
    boolean matters = sessionsMove || !device.toProto().getSupportsJoin();
    Severity severity = matters ? Severity.ERROR : Severity.NOTICE;
    if (SessionAgreement.differs(parts)) {
      findings.add(
          Finding.of(
                  severity,
                  FindingCodes.SESSION_DIFFERS,
                  "session",
                  "Network Server and Application Server hold different sessions, also when read"
                      + " again.")
              .withRemedy(
                  "Wait until the device has sent an uplink, then start again; or move it without"
                      + " its session."));
    } else if (SessionAgreement.isUnknownToApplicationServer(parts)) {
      findings.add(
          Finding.of(
                  matters ? Severity.WARNING : Severity.NOTICE,
                  FindingCodes.APPLICATION_SESSION_ABSENT,
                  "session.keys.app_s_key",
                  "The Application Server does not know the session: no AppSKey.")
              .withRemedy("Wait until the device has sent an uplink, then start again."));
    }
    var merged = device.toProto();
    if (merged.hasSession()
        && merged.getSession().getKeys().getAppSKey().getKey().isEmpty()
        && !parts.warnings().isEmpty()) {
      boolean skipped =
          merged.getSkipPayloadCrypto() || merged.getSkipPayloadCryptoOverride().getValue();
      findings.add(
          Finding.of(
                  skipped ? Severity.NOTICE : severity,
                  FindingCodes.APP_S_KEY_UNREADABLE,
                  "session.keys.app_s_key",
                  "The Application Server has the AppSKey but cannot unwrap it" + name(parts) + ".")
              .withRemedy(
                  "Have the operator of the origin restore the key encryption key, or move the"
                      + " device without its session."));
    }
  }

  private static String name(Parts parts) {
    Matcher matcher = ERROR_NAME.matcher(String.join("\n", parts.warnings()));
    return matcher.find() ? " (" + matcher.group(1) + ")" : "";
  }
}
