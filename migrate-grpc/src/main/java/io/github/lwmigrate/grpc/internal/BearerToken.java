package io.github.lwmigrate.grpc.internal;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.SecurityLevel;
import io.grpc.Status;
import java.util.concurrent.Executor;

/** Sends a bearer token, and only over connections that are as safe as they were meant to be. */
public final class BearerToken extends CallCredentials {

  /** What the status says when the token was held back. */
  static final String UNSAFE = "the connection is not encrypted";

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final String token;
  private final boolean plaintextAllowed;

  /**
   * A token.
   *
   * @param token the token without the scheme
   * @param plaintextAllowed whether it may be sent unencrypted
   */
  public BearerToken(String token, boolean plaintextAllowed) {
    this.token = token;
    this.plaintextAllowed = plaintextAllowed;
  }

  @Override
  public void applyRequestMetadata(
      RequestInfo info, Executor executor, CallCredentials.MetadataApplier applier) {
    if (info.getSecurityLevel() == SecurityLevel.NONE && !plaintextAllowed) {
      applier.fail(Status.UNAUTHENTICATED.withDescription(UNSAFE));
      return;
    }
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    applier.apply(headers);
  }

  @Override
  public String toString() {
    return "bearer token";
  }
}
