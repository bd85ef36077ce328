package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.simulator.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last calls, in the order in which they were answered. */
public final class OperationLog {
  private static final int MASKS_KEPT = 1_000;

  private final Deque<Operation> operations = new ArrayDeque<>();

  /** Clients send the same long masks again and again. */
  private final Map<List<String>, List<String>> masks = new HashMap<>();

  private final int capacity;

  public OperationLog(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(String method, RequestSubject subject, String status, boolean lost) {
    operations.addLast(
        new Operation(
            method,
            subject.applicationId(),
            subject.deviceId(),
            shared(subject.mask()),
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
    if (masks.size() > MASKS_KEPT) {
      masks.clear();
    }
    return masks.computeIfAbsent(List.copyOf(mask), kept -> kept);
  }
}
