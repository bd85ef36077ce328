package io.github.lwmigrate.simulator;

import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.simulator.internal.CallContext;
import io.github.lwmigrate.simulator.internal.FaultPlan;
import io.github.lwmigrate.simulator.internal.Methods;
import io.github.lwmigrate.simulator.internal.RequestSubject;
import io.github.lwmigrate.simulator.internal.StackFaults;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Makes chosen calls to a simulated network go wrong. A fault is described by which calls it meets
 * and ends with what happens to them:
 *
 * <pre>{@code
 * stack.faults().on("NsEndDeviceRegistry/Get").device("dev-1").fromCall(2).times(3).unavailable();
 * }</pre>
 *
 * <p>Without a device, application or method it meets all of them; without {@code fromCall} it
 * begins with the first such call; without {@code times} it meets one. Faults add up. Safe for use
 * by several threads; a {@link Target} is for one.
 */
public final class Faults {
  private final FaultPlan plan;

  Faults(FaultPlan plan) {
    this.plan = plan;
  }

  /**
   * Begins a fault of one method.
   *
   * @param method service and method, as {@code NsEndDeviceRegistry/Get}
   * @return which calls the fault meets, to be narrowed
   * @throws IllegalArgumentException if the network has no such method; it lists those it has
   */
  public Target on(String method) {
    return new Target(plan, Methods.require(method));
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
     * The call is refused by a rate limit, with the four headers.
     *
     * @param retryAfter what the headers say, in whole seconds
     */
    public void rateLimited(Duration retryAfter) {
      admitted(StackFaults.limitRate(1, retryAfter));
    }

    /**
     * The call is refused for want of rights.
     *
     * @param missing the rights said to be missing; none says the key has no rights at all
     */
    public void permissionDenied(Right... missing) {
      admitted(StackFaults.denyPermission(List.of(missing)));
    }

    /**
     * The call is refused with an error of The Things Stack.
     *
     * @param code the gRPC status code, as {@code NOT_FOUND}
     * @param namespace the error's namespace, as {@code pkg/redis}
     * @param name the error's name
     * @param text what it says
     */
    public void refused(String code, String namespace, String name, String text) {
      admitted(StackFaults.refuse(Status.Code.valueOf(code), namespace, name, text));
    }

    /**
     * The server lacks the key that wraps the device's keys. Network and Join Server then refuse to
     * read them; the Application Server leaves them out and warns.
     */
    public void keyEncryptionKeyMissing() {
      admitted(StackFaults.makeKeysUnavailable());
    }

    private void admitted(BiConsumer<CallContext, RequestSubject> effect) {
      add(fate -> fate.onAdmission(effect));
    }
  }
}
