package io.github.lwmigrate.stack;

import io.github.lwmigrate.stack.MessageRules.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Where a check is in a message, and what it has found so far. */
final class RuleWalk {
  private final Deque<String> segments = new ArrayDeque<>();
  private List<Violation> violations = List.of();

  void enter(String segment) {
    segments.addLast(segment);
  }

  void leave() {
    segments.removeLast();
  }

  void violated(String segment, String messageType, String field, String reason) {
    if (violations.isEmpty()) {
      violations = new ArrayList<>();
    }
    segments.addLast(segment);
    violations.add(new Violation(String.join(".", segments), messageType, field, reason));
    segments.removeLast();
  }

  List<Violation> violations() {
    return violations;
  }
}
