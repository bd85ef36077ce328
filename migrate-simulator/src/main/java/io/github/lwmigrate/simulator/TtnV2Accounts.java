package io.github.lwmigrate.simulator;

import io.github.lwmigrate.simulator.internal.ttnv2.AccountServer;
import java.util.Set;

/**
 * The keys and tokens that a simulated network of The Things Network Stack V2 accepts. Safe for use
 * by several threads.
 */
public final class TtnV2Accounts {
  private final AccountServer server;

  TtnV2Accounts(AccountServer server) {
    this.server = server;
  }

  /**
   * Makes a key known that was not made here.
   *
   * @param applicationId the application
   * @param key the whole key
   * @param rights what the key may do
   */
  public void putKey(String applicationId, String key, String... rights) {
    server.putKey(key, applicationId, Set.of(rights));
  }

  /**
   * Makes an access token known, which is sent in the header {@code token} instead of a key.
   *
   * @param applicationId the application
   * @param token the whole token
   * @param subject whose token it is; calls are counted by it
   * @param rights what the token allows
   */
  public void putToken(String applicationId, String token, String subject, String... rights) {
    server.putToken(token, subject, applicationId, Set.of(rights));
  }

  /**
   * From now on the account server gives out tokens for this key that are out of date.
   *
   * @param key the whole key
   */
  public void expireKey(String key) {
    server.expire(key);
  }

  /**
   * Takes a key back. A handler that has seen it before goes on accepting it for a while, as the
   * real one does; here for as long as it runs.
   *
   * @param key the whole key
   */
  public void revokeKey(String key) {
    server.revoke(key);
  }
}
