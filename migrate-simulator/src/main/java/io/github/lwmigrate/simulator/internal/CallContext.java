package io.github.lwmigrate.simulator.internal;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.Optional;

/** The call that a handler answers. */
final class CallContext {
  static final Context.Key<CallContext> KEY = Context.key("simulated-call");

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> WARNING =
      Metadata.Key.of("warning", Metadata.ASCII_STRING_MARSHALLER);

  private final String method;
  private final Optional<String> authorization;
  private final AccessKeys keys;
  private final Metadata responseHeaders = new Metadata();
  private boolean keysUnavailable;

  CallContext(String method, Metadata headers, AccessKeys keys) {
    this.method = method;
    this.authorization = Optional.ofNullable(headers.get(AUTHORIZATION));
    this.keys = keys;
  }

  static CallContext current() {
    return KEY.get();
  }

  static Caller caller() {
    CallContext context = current();
    return context.keys.authenticate(context.authorization);
  }

  String method() {
    return method;
  }

  Optional<String> tokenId() {
    return AccessKeys.tokenId(authorization);
  }

  Metadata responseHeaders() {
    return responseHeaders;
  }

  void header(String name, String value) {
    responseHeaders.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
  }

  void warn(String text) {
    responseHeaders.put(WARNING, text);
  }

  /** Whether stored keys are wrapped by a key that the server does not have. */
  boolean keysUnavailable() {
    return keysUnavailable;
  }

  void makeKeysUnavailable() {
    keysUnavailable = true;
  }
}
