package io.github.lwmigrate.simulator;

/**
 * An API key of a simulated network, or an access key where it is one of V2. Immutable; its text
 * form does not show the secret.
 */
public final class ApiKey {
  private final String id;
  private final String token;

  /**
   * Made by the simulated network.
   *
   * @param id the part of the token that is not secret
   * @param token the whole token, as clients send it
   */
  ApiKey(String id, String token) {
    this.id = id;
    this.token = token;
  }

  /**
   * The part of the key that may be shown.
   *
   * @return the key's id; of an access key of V2, which has none, the application id
   */
  public String id() {
    return id;
  }

  /**
   * The key as it goes into {@code authorization: Bearer}, on V2 into {@code key}.
   *
   * @return the secret token
   */
  public String token() {
    return token;
  }

  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }
}
