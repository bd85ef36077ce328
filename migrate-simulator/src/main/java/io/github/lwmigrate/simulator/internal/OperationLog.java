package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.simulator.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The last calls, in the order in which they were answered. */
public final class OperationLog {
  private static final int KEPT = 1_000;
  private static final Set<String> CREDENTIALS = Set.of("authorization", "key", "token");

  private final Deque<Operation> operations = new ArrayDeque<>();

  /** Clients send the same long masks and the same headers again and again. */
  private final Map<List<String>, List<String>> masks = new HashMap<>();

  private final Map<Map<String, String>, Map<String, String>> headers = new HashMap<>();

  private final int capacity;

  public OperationLog(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(
      CallContext call,
      List<String> loggedHeaders,
      RequestSubject subject,
      String status,
      boolean lost) {
    operations.addLast(
        new Operation(
            call.method(),
            subject.applicationId(),
            subject.deviceId(),
            shared(subject.mask()),
            headers.computeIfAbsent(headers(call, loggedHeaders), kept -> kept),
            status,
            lost));
    if (operations.size() > capacity) {
      operations.removeFirst();
    }
  }

  public synchronized List<Operation> snapshot() {
    return List.copyOf(operations);
  }

  public synchronized void clear() {
    operations.clear();
  }

  private List<String> shared(List<String> mask) {
    if (masks.size() > KEPT) {
      masks.clear();
    }
    return masks.computeIfAbsent(List.copyOf(mask), kept -> kept);
  }

  private Map<String, String> headers(CallContext call, List<String> logged) {
    if (headers.size() > KEPT) {
      headers.clear();
    }
    Map<String, String> sent = new TreeMap<>();
    for (String name : logged) {
      String value = call.requestHeader(name);
      if (value != null) {
        sent.put(name, CREDENTIALS.contains(name) && !value.isEmpty() ? "present" : value);
      }
    }
    return Map.copyOf(sent);
  }
}
