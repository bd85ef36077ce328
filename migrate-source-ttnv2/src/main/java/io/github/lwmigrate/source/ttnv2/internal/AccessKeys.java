package io.github.lwmigrate.source.ttnv2.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text form of access keys: the id of an account server and a secret, joined by a dot. */
public final class AccessKeys {

  private AccessKeys() {}

  /**
   * What makes a text no access key.
   *
   * @param key the text; not repeated. Null is what {@link System#getenv(String)} gives for a
   *     variable that is not set
   * @return the problem; empty for none. A key without a dot is none: the origin then tries an
   *     account server of its own choice
   */
  public static Optional<String> problem(@Nullable String key) {
    if (key == null || key.isBlank()) {
      return Optional.of(
          "the access key is empty: the id of an account server and a secret, joined by a dot, are"
              + " expected");
    }
    if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      return Optional.of("the access key holds blanks or other characters that no access key has");
    }
    if (key.startsWith("NNSXS.")) {
      return Optional.of(
          "the access key is an API key of The Things Stack; The Things Network Stack V2 has access"
              + " keys of its own");
    }
    return Optional.empty();
  }
}
