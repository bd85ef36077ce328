package io.github.lwmigrate.simulator.internal.ttnv2;

import java.time.Duration;
import java.util.function.Consumer;

/** What the handler asks of every caller, in its order. */
final class Admission {
  private static final String SLOWED_DOWN = "integration-aws";
  private static final Duration SLOWED_DOWN_BY = Duration.ofMillis(500);

  private final AccountServer accounts;
  private final RateLimits limits;
  private final Consumer<? super Duration> waiting;

  Admission(AccountServer accounts, RateLimits limits, Consumer<? super Duration> waiting) {
    this.accounts = accounts;
    this.limits = limits;
    this.waiting = waiting;
  }

  Grant require(String right, String applicationId) {
    HandlerCall call = HandlerCall.current();
    String client = call.requestHeader("service-name");
    if (client != null && client.contains(SLOWED_DOWN)) {
      waiting.accept(SLOWED_DOWN_BY);
    }
    Grant caller = accounts.authenticate(call, applicationId);
    limits.chargeHandler(caller, applicationId);
    if (!caller.allows(right, applicationId)) {
      throw Failure.permissionDenied(
          "No \"" + right + "\" rights to Application \"" + applicationId + "\"");
    }
    return caller;
  }
}
