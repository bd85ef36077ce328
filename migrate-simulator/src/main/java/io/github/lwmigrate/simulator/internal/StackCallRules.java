package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.stack.StackVersion;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;

/** How the servers of The Things Stack take calls: method, field mask and message, rate limit. */
final class StackCallRules implements CallRules {
  private static final String PACKAGE = "ttn.lorawan.v3.";

  private final StackVersion version;
  private final AccessKeys keys;
  private final RequestValidator validator;
  private final Optional<RateLimiter> rateLimiter;

  StackCallRules(StackVersion version, AccessKeys keys, Optional<RateLimiter> rateLimiter) {
    this.version = version;
    this.keys = keys;
    this.validator = new RequestValidator(version);
    this.rateLimiter = rateLimiter;
  }

  @Override
  public CallContext context(String fullMethodName, Metadata headers) {
    return new StackCall(fullMethodName.substring(PACKAGE.length()), headers, keys);
  }

  @Override
  public RequestSubject subject(Object request) {
    return RequestSubject.of(request);
  }

  @Override
  public List<String> loggedHeaders() {
    return List.of("authorization");
  }

  @Override
  public void admit(CallContext call, RequestSubject subject, Object request) {
    if (!Methods.exists(call.method(), version)) {
      throw new StackException(
          Status.UNIMPLEMENTED.withDescription("unknown method " + PACKAGE + call.method()), null);
    }
    validator.validate(call.method(), request);
    rateLimiter.ifPresent(limiter -> limiter.admit((StackCall) call, subject));
  }

  @Override
  public RefusedCall failure() {
    return Errors.recovered();
  }
}
