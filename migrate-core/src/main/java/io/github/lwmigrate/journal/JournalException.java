package io.github.lwmigrate.journal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;

/**
 * The journal cannot be written or read. A run ends at once, whatever its policy says of failures:
 * nothing is changed at an origin without a record.
 */
public final class JournalException extends MigrationException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception with the parts of a builder.
   *
   * @param builder what to say
   */
  public JournalException(Builder builder) {
    super(builder);
  }

  /**
   * Starts an exception of stage {@link Stage#RECORD}.
   *
   * @param tried what was tried, as the object of "could not"
   * @return a builder for the constructor
   */
  public static Builder tried(String tried) {
    return builder(Stage.RECORD, tried);
  }
}
