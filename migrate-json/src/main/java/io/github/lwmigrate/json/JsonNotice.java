package io.github.lwmigrate.json;

/**
 * Something in the input that was passed over, or is missing from it. Holds no value of the input.
 *
 * @param kind what it was
 * @param field the field mask path from the device; a name that may be a key by mistake is withheld
 * @param line its line in the input, from 1
 * @param column its column, from 1, in UTF-16 code units
 */
public record JsonNotice(Kind kind, String field, long line, long column) {

  /** What was passed over or is missing. */
  public enum Kind {
    /** A name that no field of the message has; its value was left out. */
    UNKNOWN_FIELD,
    /** A field, map key or member of a choice that has a value already; the new one counts. */
    DUPLICATE_FIELD,
    /**
     * The session of a device that joins has no {@code session_key_id}. The importer of The Things
     * Stack takes an empty or a null one, and refuses the device where it is not there at all; the
     * device as it was read does not tell these apart.
     */
    SESSION_KEY_ID_NOT_GIVEN
  }
}
