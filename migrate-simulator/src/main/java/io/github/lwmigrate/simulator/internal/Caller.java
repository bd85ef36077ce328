package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who makes a call, and what that one may do. */
final class Caller {
  static final Caller NOBODY = new Caller(null);

  private static final String APPLICATION_RIGHT = "RIGHT_APPLICATION_";

  private final AccessKeys.@Nullable Entry key;

  Caller(AccessKeys.@Nullable Entry key) {
    this.key = key;
  }

  Optional<AccessKeys.Entry> key() {
    return Optional.ofNullable(key);
  }

  boolean isAdministrator() {
    return key != null && key.applicationId().isEmpty();
  }

  Set<Right> rightsOn(String applicationId) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    if (key == null) {
      return rights;
    }
    if (isAdministrator() || key.applicationId().filter(applicationId::equals).isPresent()) {
      key.shown().getRightsList().stream().filter(Caller::isOfApplication).forEach(rights::add);
    }
    return rights;
  }

  void require(String applicationId, Right... required) {
    require(applicationId, List.of(required));
  }

  void require(String applicationId, List<Right> required) {
    Set<Right> rights = rightsOn(applicationId);
    if (rights.isEmpty()) {
      throw Errors.noApplicationRights(applicationId);
    }
    List<Right> missing = new ArrayList<>(required);
    missing.removeAll(rights);
    if (!missing.isEmpty()) {
      throw Errors.insufficientApplicationRights(applicationId, missing);
    }
  }

  void requireAuthenticated() {
    if (key == null) {
      throw Errors.unauthenticated();
    }
  }

  private static boolean isOfApplication(Right right) {
    return right.name().startsWith(APPLICATION_RIGHT);
  }
}
