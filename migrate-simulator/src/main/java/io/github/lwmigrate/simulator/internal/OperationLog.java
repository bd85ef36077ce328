package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.simulator.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last calls, in the order in which they were answered. */
public final class OperationLog {
  private final Deque<Operation> operations = new ArrayDeque<>();
  private final int capacity;

  public OperationLog(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(Operation operation) {
    operations.addLast(operation);
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
}
