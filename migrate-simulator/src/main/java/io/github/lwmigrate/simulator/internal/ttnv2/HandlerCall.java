package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.simulator.internal.CallContext;
import io.grpc.Metadata;

/** A call to discovery or handler. */
final class HandlerCall extends CallContext {
  HandlerCall(String method, Metadata headers) {
    super(method, headers);
  }

  static HandlerCall current() {
    return (HandlerCall) KEY.get();
  }
}
