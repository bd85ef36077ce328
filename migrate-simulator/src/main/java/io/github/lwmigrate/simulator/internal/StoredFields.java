package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.Set;

/** What a server keeps of a whole device. */
public final class StoredFields {
  static final Set<String> IDENTITY_SERVER = of(StackServer.IDENTITY_SERVER);

  private StoredFields() {}

  public static Set<String> of(StackServer server) {
    return FieldMasks.leaves(server, Access.WRITE, StackVersion.REFERENCE);
  }
}
