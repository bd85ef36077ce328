package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.simulator.TtnV2Component;
import io.grpc.Status.Code;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys and tokens there are, and what the handler makes of those it is sent. */
public final class AccountServer {
  static final String ID = "ttn-account-v2";

  private static final int SECRET_BYTES = 33;
  private static final int PORT = 8080;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Grant> keys = new ConcurrentHashMap<>();
  private final Map<String, Grant> tokens = new ConcurrentHashMap<>();

  /** What the handler need not ask again. */
  private final Map<String, Grant> exchanged = new ConcurrentHashMap<>();

  private final InstantSource clock;
  private final Outages outages;

  AccountServer(InstantSource clock, Outages outages) {
    this.clock = clock;
    this.outages = outages;
  }

  public String newKey(String applicationId, Set<String> rights) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String key = ID + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    putKey(key, applicationId, rights);
    return key;
  }

  public void putKey(String key, String applicationId, Set<String> rights) {
    keys.put(key, new Grant(applicationId, applicationId, rights, Optional.empty()));
  }

  public void putToken(String token, String subject, String applicationId, Set<String> rights) {
    tokens.put(token, new Grant(subject, applicationId, rights, Optional.empty()));
  }

  /** The tokens for which the key is exchanged are out of date from now on. */
  public void expire(String key) {
    exchanged.remove(key);
    keys.computeIfPresent(
        key,
        (same, grant) ->
            new Grant(
                grant.subject(),
                grant.applicationId(),
                grant.rights(),
                Optional.of(clock.instant())));
  }

  /** Exchanges that were made before go on being valid. */
  public void revoke(String key) {
    keys.remove(key);
  }

  /** Who calls about an application. */
  Grant authenticate(HandlerCall call, String applicationId) {
    String token = call.requestHeader("token");
    String key = call.requestHeader("key");
    if (token != null && (!token.isEmpty() || key != null)) {
      return parsed(token);
    }
    if (key == null) {
      throw new Failure(Code.INVALID_ARGUMENT, "Metadata not valid: neither token nor key present");
    }
    Grant grant = exchange(key, applicationId);
    grant
        .expiresAt()
        .ifPresent(
            end -> {
              throw unparsable("token is expired by " + since(end));
            });
    return grant;
  }

  private Grant parsed(String token) {
    Grant grant = tokens.get(token);
    if (grant == null) {
      throw unparsable(
          token.split("\\.", -1).length == 3
              ? "crypto/rsa: verification error"
              : "token contains an invalid number of segments");
    }
    return grant;
  }

  private Grant exchange(String key, String applicationId) {
    Grant known = exchanged.get(key);
    if (known != null && known.applicationId().equals(applicationId)) {
      return known;
    }
    String[] parts = key.split("\\.", -1);
    if (parts.length == 2 && !parts[0].equals(ID)) {
      throw new Failure(Code.UNKNOWN, "Auth server \"" + parts[0] + "\" not registered");
    }
    if (outages.has(TtnV2Component.ACCOUNT_SERVER)) {
      throw new Failure(
          Code.UNKNOWN,
          "Post \"http://127.0.0.1:%d/api/v2/applications/token\": dial tcp 127.0.0.1:%d: connect: connection refused"
              .formatted(PORT, PORT));
    }
    Grant grant = keys.get(key);
    if (grant == null || !grant.applicationId().equals(applicationId)) {
      throw new Failure(Code.UNKNOWN, "Invalid application access key");
    }
    if (grant.expiresAt().isEmpty()) {
      exchanged.put(key, grant);
    }
    return grant;
  }

  private static Failure unparsable(String reason) {
    return Failure.permissionDenied("unable to parse token: " + reason);
  }

  private String since(Instant end) {
    Duration time = Duration.between(end, clock.instant());
    return time.toMinutes() == 0
        ? time.toSeconds() + "s"
        : time.toMinutes() + "m" + time.toSecondsPart() + "s";
  }
}
