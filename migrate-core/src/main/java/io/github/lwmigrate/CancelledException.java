package io.github.lwmigrate;

/** A run was cancelled, and what was under way ended without a result. */
public class CancelledException extends MigrationException {

  private static final long serialVersionUID = 1L;

  /**
   * A cancelled call.
   *
   * @param stage the part of the migration that was under way
   */
  public CancelledException(Stage stage) {
    super(builder(stage, "go on").because("the run was cancelled").retryable(true));
  }
}
