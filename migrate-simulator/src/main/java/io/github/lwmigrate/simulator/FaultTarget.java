package io.github.lwmigrate.simulator;

import io.github.lwmigrate.simulator.internal.CallFate;
import io.github.lwmigrate.simulator.internal.Delay;
import io.github.lwmigrate.simulator.internal.FaultPlan;
import io.github.lwmigrate.simulator.internal.Gate;
import io.github.lwmigrate.simulator.internal.RefusedCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The calls to a simulated network that a fault meets, and what can happen to them on every
 * network. For use by one thread.
 *
 * @param <T> the targets of one kind of network
 */
public abstract class FaultTarget<T extends FaultTarget<T>> {
  private final FaultPlan plan;
  private final String method;
  private String applicationId = "";
  private String deviceId = "";
  private int firstCall = 1;
  private int calls = 1;

  FaultTarget(FaultPlan plan, String method) {
    this.plan = plan;
    this.method = method;
  }

  abstract T self();

  /**
   * Only calls about one application.
   *
   * @param id the application id
   * @return this
   */
  public T application(String id) {
    applicationId = id;
    return self();
  }

  /**
   * Only calls about one device.
   *
   * @param id the device id
   * @return this
   */
  public T device(String id) {
    deviceId = id;
    return self();
  }

  /**
   * Lets the first calls pass.
   *
   * @param number the first call met, counted from 1 among those that match
   * @return this
   */
  public T fromCall(int number) {
    firstCall = number;
    return self();
  }

  /**
   * How many calls are met.
   *
   * @param number calls in a row
   * @return this
   */
  public T times(int number) {
    calls = number;
    return self();
  }

  /**
   * All calls are met, from the first on.
   *
   * @return this
   */
  public T always() {
    calls = Integer.MAX_VALUE;
    return self();
  }

  /** The call ends with UNAVAILABLE, as from a proxy that cannot reach the server. */
  public void unavailable() {
    broken(Status.UNAVAILABLE.withDescription("upstream connect error"));
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
    before(gate::pass);
    return new Hold(gate);
  }

  /**
   * The call takes effect, then its answer waits.
   *
   * @return what releases it
   */
  public Hold answerHeld() {
    Gate gate = plan.gate();
    after(gate::pass);
    return new Hold(gate);
  }

  /**
   * The call waits a while before it takes effect.
   *
   * @param time how long; the caller's deadline may pass meanwhile
   */
  public void delayed(Duration time) {
    before(() -> Delay.of(time));
  }

  /**
   * Something else happens first.
   *
   * @param action done before anything looks at the call, by the thread that answers it
   */
  public void before(Runnable action) {
    add(fate -> fate.beforeRequest(action));
  }

  /**
   * Something else happens between the call and its answer.
   *
   * @param action done when the call has taken effect and is not refused, by the thread that
   *     answers it
   */
  public void after(Runnable action) {
    add(fate -> fate.beforeAnswer(action));
  }

  final void broken(Status status) {
    add(fate -> fate.breakCall(new RefusedCall(status)));
  }

  final void add(Consumer<CallFate> effect) {
    plan.add(method, applicationId, deviceId, firstCall, calls, effect);
  }
}
