package io.github.lwmigrate.simulator;

import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.simulator.internal.CallFate;
import io.github.lwmigrate.simulator.internal.FaultPlan;
import io.github.lwmigrate.simulator.internal.Gate;
import io.github.lwmigrate.simulator.internal.Methods;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

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
  public static final class Target {
    private final FaultPlan plan;
    private final String method;
    private String applicationId = "";
    private String deviceId = "";
    private int firstCall = 1;
    private int calls = 1;

    private Target(FaultPlan plan, String method) {
      this.plan = plan;
      this.method = method;
    }

    /**
     * Only calls about one application.
     *
     * @param id the application id
     * @return this
     */
    public Target application(String id) {
      applicationId = id;
      return this;
    }

    /**
     * Only calls about one device.
     *
     * @param id the device id
     * @return this
     */
    public Target device(String id) {
      deviceId = id;
      return this;
    }

    /**
     * Lets the first calls pass.
     *
     * @param number the first call met, counted from 1 among those that match
     * @return this
     */
    public Target fromCall(int number) {
      firstCall = number;
      return this;
    }

    /**
     * How many calls are met.
     *
     * @param number calls in a row
     * @return this
     */
    public Target times(int number) {
      calls = number;
      return this;
    }

    /**
     * All calls are met, from the first on.
     *
     * @return this
     */
    public Target always() {
      calls = Integer.MAX_VALUE;
      return this;
    }

    /** The call ends with UNAVAILABLE, as from a proxy that cannot reach the server. */
    public void unavailable() {
      add(fate -> fate.breakCall(Status.UNAVAILABLE.withDescription("upstream connect error")));
    }

    /**
     * The call is refused by a rate limit, with the four headers.
     *
     * @param retryAfter what the headers say, in whole seconds
     */
    public void rateLimited(Duration retryAfter) {
      add(fate -> fate.limitRate(1, retryAfter));
    }

    /**
     * The call is refused for want of rights.
     *
     * @param missing the rights said to be missing; none says the key has no rights at all
     */
    public void permissionDenied(Right... missing) {
      List<Right> rights = List.of(missing);
      add(fate -> fate.denyPermission(rights));
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
      Status.Code status = Status.Code.valueOf(code);
      add(fate -> fate.refuse(status, namespace, name, text));
    }

    /**
     * The server lacks the key that wraps the device's keys. Network and Join Server then refuse to
     * read them; the Application Server leaves them out and warns.
     */
    public void keyEncryptionKeyMissing() {
      add(CallFate::makeKeysUnavailable);
    }

    /** The call takes effect, but its answer is lost: the caller sees UNAVAILABLE. */
    public void answerLost() {
      add(CallFate::loseAnswer);
    }

    /**
     * The call waits before it takes effect.
     *
     * @return what releases it
     */
    public Hold held() {
      Gate gate = plan.gate();
      add(fate -> fate.holdRequest(gate));
      return new Hold(gate);
    }

    /**
     * The call takes effect, then its answer waits.
     *
     * @return what releases it
     */
    public Hold answerHeld() {
      Gate gate = plan.gate();
      add(fate -> fate.holdAnswer(gate));
      return new Hold(gate);
    }

    private void add(Consumer<CallFate> effect) {
      plan.add(method, applicationId, deviceId, firstCall, calls, effect);
    }
  }
}
