package io.github.lwmigrate.source.ttnv3.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text form of credentials: type, id and secret, joined by dots. */
public final class ApiKeys {

  private static final String API_KEY = "NNSXS";
  private static final String ACCESS_TOKEN = "MFRWG";
  private static final int ID_LENGTH = 39;
  private static final int SECRET_LENGTH = 52;

  private ApiKeys() {}

  /**
   * What makes a text no API key.
   *
   * @param key the text; not repeated. Null is what {@link System#getenv(String)} gives for a
   *     variable that is not set
   * @return the problem; empty for none
   */
  public static Optional<String> problem(@Nullable String key) {
    String expected = "an API key is " + API_KEY + ", an id and a secret, joined by dots";
    if (key == null || key.isBlank()) {
      return Optional.of("the API key is empty: " + expected);
    }
    if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      return Optional.of("the API key holds blanks or other characters that no API key has");
    }
    String[] parts = key.split("\\.", -1);
    if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
      return Optional.of("the API key is incomplete: " + expected);
    }
    if (!parts[0].equals(API_KEY) && !parts[0].equals(ACCESS_TOKEN)) {
      return Optional.of("the credential is not an API key: " + expected);
    }
    return Optional.empty();
  }

  /**
   * What is odd about an API key, though it may be valid.
   *
   * @param key a key without a {@link #problem}
   * @return what is odd, without the secret; empty for nothing
   */
  public static Optional<String> oddity(String key) {
    String[] parts = key.split("\\.", -1);
    if (!parts[0].equals(API_KEY)
        || (parts[1].length() == ID_LENGTH && parts[2].length() == SECRET_LENGTH)) {
      return Optional.empty();
    }
    return Optional.of(
        "API key "
            + parts[1]
            + " has an id of "
            + parts[1].length()
            + " and a secret of "
            + parts[2].length()
            + " characters; usual are "
            + ID_LENGTH
            + " and "
            + SECRET_LENGTH);
  }
}
