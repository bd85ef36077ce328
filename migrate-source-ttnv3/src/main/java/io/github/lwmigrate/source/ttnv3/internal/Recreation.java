package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SessionKeys;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one server is told to make a device again that it had.
 *
 * @param server the server
 * @param device the device to send
 * @param paths the field mask; none for the Identity Server, which takes a device whole
 * @param findings what will not be as it was
 */
record Recreation(StackServer server, EndDevice device, Set<String> paths, List<Finding> findings) {

  /** Sent whole: zeros in them count, and fields of newer versions come along. */
  private static final List<String> WHOLE =
      List.of(
          "formatters",
          "mac_settings",
          "mac_state.current_parameters",
          "mac_state.desired_parameters",
          "version_ids");

  /** Every server makes them anew; one finding of the Identity Server says so. */
  private static final Set<String> MADE_ANEW = Set.of("created_at", "updated_at");

  // Fields of newer versions, which have no name in the messages of this SDK.
  private static final int PROFILE = 58;
  private static final String PROFILE_PATH = "mac_settings_profile_ids";

  static Recreation of(StackServer server, EndDevice before, Optional<EndDevice> latest) {
    EndDevice.Builder device = before.toBuilder();
    device.getIdsBuilder().clearDevAddr();
    List<Finding> findings = new ArrayList<>();
    latest.ifPresent(form -> Counters.advance(server, device, form));
    switch (server) {
      case IDENTITY_SERVER -> identity(device, findings);
      case JOIN_SERVER -> {}
      // The Network Server tells of it.
      case APPLICATION_SERVER -> device.clearPendingSession();
      case NETWORK_SERVER -> {
        network(device, findings);
        latest.ifPresent(form -> joinedElsewhere(before, form, findings));
      }
    }
    Prune.emptyMessages(device);
    Set<String> paths =
        server == StackServer.IDENTITY_SERVER ? Set.of() : paths(server, device.build(), findings);
    return new Recreation(server, onlyWhatIsSent(server, device.build(), paths), paths, findings);
  }

  /** The same without paths that the server forbids. */
  Recreation without(Collection<String> forbidden) {
    Set<String> fewer = new LinkedHashSet<>(paths);
    List<Finding> more = new ArrayList<>(findings);
    EndDevice.Builder smaller = device.toBuilder();
    for (String path : forbidden) {
      if (fewer.remove(path)) {
        more.add(lost(path, "The server does not take this field any more."));
        find(path).ifPresent(found -> found.clear(smaller));
      }
    }
    return new Recreation(server, smaller.build(), fewer, more);
  }

  private static void identity(EndDevice.Builder device, List<Finding> findings) {
    device.clearCreatedAt().clearUpdatedAt();
    findings.add(lost("created_at", "The device was made anew, at another time."));
    if (device.hasPicture()) {
      device.clearPicture();
      findings.add(lost("picture", "The picture cannot be sent back; upload it again."));
    }
  }

  private static void network(EndDevice.Builder device, List<Finding> findings) {
    if (device.hasPendingSession() || device.hasPendingMacState()) {
      device.clearPendingSession().clearPendingMacState();
      findings.add(
          lost("pending_session", "A join that was not finished is lost; the device joins again."));
    }
    if (device.hasSession()) {
      session(device);
      findings.add(
          lost("session.started_at", "The Network Server sets the start of a session itself."));
    }
    if (device.getMulticast() && device.getMacSettings().hasScheduleDownlinks()) {
      device.getMacSettingsBuilder().clearScheduleDownlinks();
    }
    if (device.hasMacState()) {
      // Remains of the join that led to this session.
      device.getMacStateBuilder().clearQueuedJoinAccept().clearPendingJoinRequest();
    }
  }

  private static void session(EndDevice.Builder device) {
    SessionKeys.Builder keys = device.getSessionBuilder().getKeysBuilder();
    if (!device.getSupportsJoin()) {
      keys.clearSessionKeyId();
    }
    MACVersion version =
        device.hasMacState()
            ? device.getMacState().getLorawanVersion()
            : device.getLorawanVersion();
    if (version != MACVersion.MAC_V1_1) {
      // One key stands for all three, and the server sees to that.
      keys.clearNwkSEncKey().clearSNwkSIntKey();
    }
  }

  private static void joinedElsewhere(EndDevice before, EndDevice latest, List<Finding> findings) {
    if (before.hasSession()
        && latest.hasSession()
        && !Counters.isSameSession(before.getSession(), latest.getSession())) {
      findings.add(
          StackRetirer.notRestored(
                  Severity.ADVICE,
                  "session",
                  "The device is in another session at the target, which the origin does not"
                      + " know.")
              .withRemedy("Let the device join again."));
    }
  }

  private static Set<String> paths(StackServer server, EndDevice device, List<Finding> findings) {
    Set<String> allowed = FieldMasks.allowed(server, Access.WRITE, StackVersion.NEWEST);
    Set<String> paths = new LinkedHashSet<>();
    for (String leaf : FieldPath.setLeaves(device)) {
      String path = whole(server, leaf).orElse(leaf);
      if (leaf.startsWith("ids.") || MADE_ANEW.contains(leaf)) {
        continue;
      }
      if (allowed.contains(path)) {
        paths.add(path);
      } else {
        findings.add(lost(leaf, "The server tells this field, but does not take it."));
      }
    }
    if (server == StackServer.NETWORK_SERVER) {
      networkPaths(device, paths);
    }
    return paths;
  }

  private static Optional<String> whole(StackServer server, String leaf) {
    Set<String> allowed = FieldMasks.allowed(server, Access.WRITE, StackVersion.NEWEST);
    return WHOLE.stream()
        .filter(parent -> leaf.equals(parent) || leaf.startsWith(parent + "."))
        .filter(allowed::contains)
        .findFirst();
  }

  /** Paths whose zero is not what the server would make of a field that is not there. */
  private static void networkPaths(EndDevice device, Set<String> paths) {
    paths.add("supports_join");
    if (device.hasMacState()) {
      paths.add("mac_state.device_class");
    }
    if (device.getSupportsJoin() && device.hasSession()) {
      paths.add("session.keys.session_key_id");
    }
    if (device.getUnknownFields().hasField(PROFILE)) {
      paths.remove("mac_settings");
      paths.add(PROFILE_PATH);
    }
  }

  private static EndDevice onlyWhatIsSent(StackServer server, EndDevice device, Set<String> paths) {
    if (server == StackServer.IDENTITY_SERVER) {
      return device;
    }
    EndDevice.Builder sent =
        EndDevice.newBuilder().setIds(device.getIds()).setUnknownFields(device.getUnknownFields());
    for (String path : paths) {
      find(path).ifPresent(found -> found.copy(device, sent));
    }
    // Below a parent a server refuses what it does not take, be it old names of what it has.
    for (String path : paths) {
      FieldMasks.disallowedBelow(server, Access.WRITE, StackVersion.NEWEST, path)
          .forEach(below -> find(below).ifPresent(found -> found.clear(sent)));
    }
    return sent.build();
  }

  private static Optional<FieldPath> find(String path) {
    return FieldPath.find(EndDevice.getDescriptor(), path);
  }

  private static Finding lost(String field, String message) {
    return StackRetirer.notRestored(Severity.NOTICE, field, message);
  }

  @Override
  public String toString() {
    return ServerTitle.of(server) + " " + paths;
  }
}
