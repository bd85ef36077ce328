package io.github.lwmigrate.json;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;

/**
 * Input that is not a device. Says where, and what was expected there; never what was found, which
 * may be a key.
 */
public final class DeviceJsonException extends MigrationException {

  private static final long serialVersionUID = 1L;

  private final long index;
  private final long line;
  private final long column;
  private final String field;
  private final String expected;

  DeviceJsonException(long index, long line, long column, String field, String expected) {
    super(
        builder(Stage.READ, "read a device from JSON")
            .because(
                "line "
                    + line
                    + ", column "
                    + column
                    + (field.isEmpty() ? "" : ", field " + field)
                    + ": expected "
                    + expected)
            .remedy("Correct the input at this place."));
    this.index = index;
    this.line = line;
    this.column = column;
    this.field = field;
    this.expected = expected;
  }

  /**
   * Which device of the input it would have been.
   *
   * @return its position, from 0
   */
  public long index() {
    return index;
  }

  /**
   * The line of the mistake.
   *
   * @return from 1
   */
  public long line() {
    return line;
  }

  /**
   * The column of the mistake.
   *
   * @return from 1, in UTF-16 code units; for a text with escapes, near its beginning
   */
  public long column() {
    return column;
  }

  /**
   * The field of the mistake.
   *
   * @return the field mask path from the device; empty if it concerns the whole text
   */
  public String field() {
    return field;
  }

  /**
   * What was expected there.
   *
   * @return as the object of "expected"
   */
  public String expected() {
    return expected;
  }
}
