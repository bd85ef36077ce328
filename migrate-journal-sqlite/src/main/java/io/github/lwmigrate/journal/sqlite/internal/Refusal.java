package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.MigrationException;

/** A batch that breaks a rule. The file stays as it was, and goes on. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient MigrationException.Builder problem;

  Refusal(MigrationException.Builder problem) {
    super("a batch is refused", null, false, false);
    this.problem = problem;
  }

  MigrationException.Builder problem() {
    return problem;
  }
}
