package io.github.lwmigrate.simulator.internal;

import io.grpc.Context;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** The call that a handler answers. */
public class CallContext {
  public static final Context.Key<CallContext> KEY = Context.key("simulated-call");

  private final String method;
  private final Metadata requestHeaders;
  private final Metadata responseHeaders = new Metadata();

  public CallContext(String method, Metadata requestHeaders) {
    this.method = method;
    this.requestHeaders = requestHeaders;
  }

  /** Service and method, without the package where a network has only one. */
  public final String method() {
    return method;
  }

  /** The first value of a header of the request, null when it was not sent. */
  public final @Nullable String requestHeader(String name) {
    Iterable<String> values = requestHeaders.getAll(key(name));
    return values == null ? null : values.iterator().next();
  }

  final Metadata responseHeaders() {
    return responseHeaders;
  }

  public final void header(String name, String value) {
    responseHeaders.put(key(name), value);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
