package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** What only a server of The Things Stack can do to a call. */
public final class StackFaults {
  private StackFaults() {}

  public static BiConsumer<CallContext, RequestSubject> limitRate(int limit, Duration retryAfter) {
    return (call, subject) -> {
      String seconds = Long.toString(retryAfter.toSeconds());
      call.header("x-rate-limit-limit", Integer.toString(limit));
      call.header("x-rate-limit-available", "0");
      call.header("x-rate-limit-reset", seconds);
      call.header("x-rate-limit-retry", seconds);
      throw Errors.rateLimitExceeded(RateLimiter.key((StackCall) call, subject), limit);
    };
  }

  public static BiConsumer<CallContext, RequestSubject> denyPermission(List<Right> missing) {
    return (call, subject) -> {
      throw missing.isEmpty()
          ? Errors.noApplicationRights(subject.applicationId())
          : Errors.insufficientApplicationRights(subject.applicationId(), missing);
    };
  }

  public static BiConsumer<CallContext, RequestSubject> refuse(
      Status.Code code, String namespace, String name, String text) {
    return (call, subject) -> {
      throw ErrorBuilder.error(code, namespace, name, text).build();
    };
  }

  public static BiConsumer<CallContext, RequestSubject> makeKeysUnavailable() {
    return (call, subject) -> ((StackCall) call).makeKeysUnavailable();
  }
}
