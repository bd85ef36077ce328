package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceVersionIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.LoRaAllianceProfileIdentifiers;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;

/** What each server holds of a whole device. */
public final class DeviceParts {
  private DeviceParts() {}

  public static EndDevice of(EndDevice whole, StackServer server) {
    EndDevice.Builder part =
        EndDevice.newBuilder()
            .setIds(whole.getIds())
            .setCreatedAt(whole.getCreatedAt())
            .setUpdatedAt(whole.getUpdatedAt());
    for (String leaf : FieldMasks.leaves(server, Access.READ, StackVersion.REFERENCE)) {
      FieldPath.ofDevice(leaf).copy(whole, part);
    }
    part.getIdsBuilder().clearDevAddr();
    if (server == StackServer.IDENTITY_SERVER) {
      addIdentityMessages(part);
    } else if (server == StackServer.NETWORK_SERVER && whole.hasSession()) {
      part.getIdsBuilder().setDevAddr(whole.getSession().getDevAddr());
    }
    return part.build();
  }

  /** The Identity Server has these messages for every device, be they empty. */
  static void addIdentityMessages(EndDevice.Builder device) {
    if (!device.hasVersionIds()) {
      device.setVersionIds(EndDeviceVersionIdentifiers.getDefaultInstance());
    }
    if (!device.hasLoraAllianceProfileIds()) {
      device.setLoraAllianceProfileIds(LoRaAllianceProfileIdentifiers.getDefaultInstance());
    }
  }
}
