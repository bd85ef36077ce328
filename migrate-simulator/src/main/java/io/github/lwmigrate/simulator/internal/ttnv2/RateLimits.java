package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.simulator.TtnV2RateLimit;
import io.github.lwmigrate.simulator.TtnV2Version;
import io.grpc.Status.Code;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The buckets of handler, broker and Network Server; a call may wait for each of them. */
final class RateLimits {
  private final Map<Bucket, TokenBucket> buckets = new ConcurrentHashMap<>();
  private final Optional<TtnV2RateLimit> limit;
  private final InstantSource clock;
  private final Consumer<? super Duration> waiting;
  private final boolean namesWhom;

  RateLimits(
      Optional<TtnV2RateLimit> limit,
      TtnV2Version version,
      InstantSource clock,
      Consumer<? super Duration> waiting) {
    this.limit = limit;
    this.clock = clock;
    this.waiting = waiting;
    this.namesWhom = version.isAtLeast(TtnV2Version.V2_10_4);
  }

  private enum Server {
    HANDLER,
    BROKER,
    NETWORK_SERVER
  }

  private record Bucket(Server server, String kind, String id) {}

  void chargeHandler(Grant caller, String applicationId) {
    charge(new Bucket(Server.HANDLER, "client", caller.subject()));
    charge(new Bucket(Server.HANDLER, "application", applicationId));
  }

  void chargeBroker(Grant caller) {
    charge(new Bucket(Server.BROKER, "client", caller.subject()));
  }

  void chargeNetworkServer(Grant caller) {
    charge(new Bucket(Server.NETWORK_SERVER, "client", caller.subject()));
  }

  private void charge(Bucket bucket) {
    if (limit.isEmpty()) {
      return;
    }
    Duration wait =
        buckets
            .computeIfAbsent(bucket, added -> new TokenBucket(limit.get(), clock.instant()))
            .take(clock.instant())
            .orElseThrow(() -> refusal(bucket));
    if (!wait.isZero()) {
      waiting.accept(wait);
    }
  }

  private Failure refusal(Bucket bucket) {
    String whom = namesWhom ? " \"" + bucket.id() + "\"" : "";
    return new Failure(
        Code.RESOURCE_EXHAUSTED, "Rate limit for " + bucket.kind() + whom + " reached");
  }
}
