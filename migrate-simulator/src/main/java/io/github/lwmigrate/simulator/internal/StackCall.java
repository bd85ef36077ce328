package io.github.lwmigrate.simulator.internal;

import io.grpc.Metadata;
import java.util.Optional;

/** A call to a server of The Things Stack. */
final class StackCall extends CallContext {
  private final Optional<String> authorization;
  private final AccessKeys keys;
  private boolean keysUnavailable;

  StackCall(String method, Metadata headers, AccessKeys keys) {
    super(method, headers);
    this.authorization = Optional.ofNullable(requestHeader("authorization"));
    this.keys = keys;
  }

  static StackCall current() {
    return (StackCall) KEY.get();
  }

  static Caller caller() {
    StackCall call = current();
    return call.keys.authenticate(call.authorization);
  }

  Optional<String> tokenId() {
    return AccessKeys.tokenId(authorization);
  }

  void warn(String text) {
    header("warning", text);
  }

  /** Whether stored keys are wrapped by a key that the server does not have. */
  boolean keysUnavailable() {
    return keysUnavailable;
  }

  void makeKeysUnavailable() {
    keysUnavailable = true;
  }
}
