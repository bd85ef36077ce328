package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.FieldMask;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What one server is asked for: everything that the newest known version answers, less what this
 * server has refused. Shared by all threads, so a server refuses once.
 */
final class ReadMask {

  private volatile FieldMask mask;

  ReadMask(StackServer server) {
    this.mask = FieldMask.newBuilder().addAllPaths(newest(server)).build();
  }

  FieldMask current() {
    return mask;
  }

  /**
   * Leaves out what the server refuses.
   *
   * @return whether asking again makes sense: the mask is no longer the one that was refused
   */
  synchronized boolean forbid(FieldMask asked, Collection<String> forbidden) {
    List<String> paths = new ArrayList<>(mask.getPathsList());
    if (paths.removeAll(Set.copyOf(forbidden))) {
      mask = FieldMask.newBuilder().addAllPaths(paths).build();
    }
    return !mask.equals(asked);
  }

  /**
   * A parent stands for its fields where a server answers all of them: fields of newer versions
   * then come along, and below a choice of fields only the parent can be asked for. A parent with
   * fields that a server does not give out may need more rights.
   */
  private static List<String> newest(StackServer server) {
    Set<String> allowed = FieldMasks.allowed(server, Access.READ, StackVersion.NEWEST);
    Set<String> leaves = FieldMasks.leaves(server, Access.READ, StackVersion.NEWEST);
    List<String> paths = new ArrayList<>();
    for (String path : allowed) {
      boolean whole = leaves.contains(path) || isWhole(server, path, allowed);
      if (whole && paths.stream().noneMatch(parent -> path.startsWith(parent + "."))) {
        paths.add(path);
      }
    }
    return paths;
  }

  private static boolean isWhole(StackServer server, String path, Set<String> allowed) {
    return FieldMasks.disallowedBelow(server, Access.READ, StackVersion.NEWEST, path).isEmpty()
        || allowed.stream().noneMatch(other -> other.startsWith(path + "."));
  }
}
