package io.github.lwmigrate.simulator.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Which calls go wrong, and how. */
public final class FaultPlan {
  private final List<Rule> rules = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();

  /** Adds a rule: which calls it is about, and what it does to them. */
  public synchronized void add(
      String method,
      String applicationId,
      String deviceId,
      int firstCall,
      int calls,
      Consumer<CallFate> effect) {
    rules.add(new Rule(method, applicationId, deviceId, firstCall, calls, effect));
  }

  public synchronized Gate gate() {
    Gate gate = new Gate();
    gates.add(gate);
    return gate;
  }

  public synchronized void clear() {
    rules.clear();
    gates.forEach(Gate::open);
    gates.clear();
  }

  synchronized CallFate fateOf(String method, RequestSubject subject) {
    CallFate fate = new CallFate();
    for (Rule rule : rules) {
      rule.apply(method, subject, fate);
    }
    return fate;
  }

  /** Empty names match everything. */
  private static final class Rule {
    private final String method;
    private final String applicationId;
    private final String deviceId;
    private final int firstCall;
    private final int calls;
    private final Consumer<CallFate> effect;
    private long seen;

    Rule(
        String method,
        String applicationId,
        String deviceId,
        int firstCall,
        int calls,
        Consumer<CallFate> effect) {
      this.method = method;
      this.applicationId = applicationId;
      this.deviceId = deviceId;
      this.firstCall = firstCall;
      this.calls = calls;
      this.effect = effect;
    }

    void apply(String calledMethod, RequestSubject subject, CallFate fate) {
      if (matches(method, calledMethod)
          && matches(applicationId, subject.applicationId())
          && matches(deviceId, subject.deviceId())) {
        seen++;
        if (seen >= firstCall && seen - firstCall < calls) {
          effect.accept(fate);
        }
      }
    }

    private static boolean matches(String wanted, String found) {
      return wanted.isEmpty() || wanted.equals(found);
    }
  }
}
