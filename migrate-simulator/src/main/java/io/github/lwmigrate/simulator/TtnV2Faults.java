package io.github.lwmigrate.simulator;

import io.github.lwmigrate.simulator.internal.FaultPlan;
import io.github.lwmigrate.simulator.internal.ttnv2.TtnV2CallRules;
import io.grpc.Status;

/**
 * Makes chosen calls to a simulated network of The Things Network Stack V2 go wrong, as {@link
 * Faults} does for The Things Stack:
 *
 * <pre>{@code
 * network.faults().on("ApplicationManager/SetDevice").device("dev-1").answerLost();
 * }</pre>
 *
 * <p>Safe for use by several threads; a {@link Target} is for one.
 */
public final class TtnV2Faults {
  private final FaultPlan plan;

  TtnV2Faults(FaultPlan plan) {
    this.plan = plan;
  }

  /**
   * Begins a fault of one method.
   *
   * @param method service and method, as {@code ApplicationManager/GetDevice}
   * @return which calls the fault meets, to be narrowed
   * @throws IllegalArgumentException if the network has no such method; it lists those it has
   */
  public Target on(String method) {
    return new Target(plan, TtnV2CallRules.require(method));
  }

  /**
   * Begins a fault of every method.
   *
   * @return which calls the fault meets, to be narrowed
   */
  public Target onEveryMethod() {
    return new Target(plan, "");
  }

  /** Removes all faults and releases what is held. */
  public void clear() {
    plan.clear();
  }

  /** The calls that a fault meets. */
  public static final class Target extends FaultTarget<Target> {
    private Target(FaultPlan plan, String method) {
      super(plan, method);
    }

    @Override
    Target self() {
      return this;
    }

    /**
     * The call is refused.
     *
     * @param code the gRPC status code, as {@code NOT_FOUND}
     * @param text what it says
     */
    public void refused(String code, String text) {
      broken(Status.fromCode(Status.Code.valueOf(code)).withDescription(text));
    }

    /** The call is refused by the handler's rate limit. */
    public void rateLimited() {
      refused("RESOURCE_EXHAUSTED", "Rate limit for client \"simulated\" reached");
    }

    /** The call is refused by the broker's rate limit, which the handler reports as INTERNAL. */
    public void rateLimitedByBroker() {
      refused(
          "INTERNAL",
          "Broker did not return device: Internal error: [ResourceExhausted] Rate limit for client"
              + " \"simulated\" reached");
    }
  }
}
