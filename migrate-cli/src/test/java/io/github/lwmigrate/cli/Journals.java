package io.github.lwmigrate.cli;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.sqlite.JournalDirectory;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.stack.StackServer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What journals hold of devices. */
final class Journals {

  private Journals() {}

  /** Fingerprints of the keys of a device as it was before its run changed anything. */
  static String original(PackagedProgram program, String device) {
    try (Journal journal = JournalDirectory.of(program.journals()).openReadOnly(program.run())) {
      JournaledDevice held =
          journal.find(new DeviceRef(KnownOrigin.APPLICATION, device)).orElseThrow();
      EndDevice original = journal.revisions(held.index()).get(0).original().toProto();
      return keys(original.getRootKeys(), original.getSession());
    }
  }

  /** Fingerprints of the keys of a device as its servers have them. */
  static String keys(Map<StackServer, EndDevice> held) {
    Session.Builder session = on(held, StackServer.NETWORK_SERVER).getSession().toBuilder();
    session
        .getKeysBuilder()
        .setAppSKey(on(held, StackServer.APPLICATION_SERVER).getSession().getKeys().getAppSKey());
    return keys(on(held, StackServer.JOIN_SERVER).getRootKeys(), session.build());
  }

  private static EndDevice on(Map<StackServer, EndDevice> held, StackServer server) {
    return held.getOrDefault(server, EndDevice.getDefaultInstance());
  }

  private static String keys(RootKeys rootKeys, Session session) {
    return Stream.of(
            rootKeys.getAppKey().getKey(),
            rootKeys.getNwkKey().getKey(),
            session.getDevAddr(),
            session.getKeys().getFNwkSIntKey().getKey(),
            session.getKeys().getSNwkSIntKey().getKey(),
            session.getKeys().getNwkSEncKey().getKey(),
            session.getKeys().getAppSKey().getKey())
        .map(key -> Fingerprint.of(key.toByteArray()))
        .collect(Collectors.joining(" "));
  }
}
