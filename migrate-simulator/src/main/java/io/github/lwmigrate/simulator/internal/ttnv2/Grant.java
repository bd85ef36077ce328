package io.github.lwmigrate.simulator.internal.ttnv2;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a key or a token allows; the subject is whose calls are counted together. */
record Grant(
    String subject, String applicationId, Set<String> rights, Optional<Instant> expiresAt) {
  Grant {
    rights = Set.copyOf(rights);
  }

  boolean allows(String right, String application) {
    return applicationId.equals(application) && rights.contains(right);
  }
}
