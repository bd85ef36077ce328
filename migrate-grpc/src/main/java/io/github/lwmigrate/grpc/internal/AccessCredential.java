package io.github.lwmigrate.grpc.internal;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.SecurityLevel;
import io.grpc.Status;
import java.util.concurrent.Executor;

/** Sends a credential, and only over connections that are as safe as they were meant to be. */
public final class AccessCredential extends CallCredentials {

  /** What the status says when the credential was held back. */
  static final String UNSAFE = "the connection is not encrypted";

  private final Metadata.Key<String> key;
  private final String value;
  private final boolean plaintextAllowed;

  /**
   * A credential.
   *
   * @param name the name of the metadata, in lower case
   * @param value the value as it is sent
   * @param plaintextAllowed whether it may be sent unencrypted
   */
  public AccessCredential(String name, String value, boolean plaintextAllowed) {
    this.key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    this.value = value;
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
    headers.put(key, value);
    applier.apply(headers);
  }

  @Override
  public String toString() {
    return "credential in " + key.name();
  }
}
