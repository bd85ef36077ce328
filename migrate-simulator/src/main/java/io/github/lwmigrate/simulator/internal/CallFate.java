package io.github.lwmigrate.simulator.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What injected faults do to one call. */
public final class CallFate {
  private final List<Runnable> beforeRequest = new ArrayList<>();
  private final List<Runnable> beforeAnswer = new ArrayList<>();
  private final List<BiConsumer<CallContext, RequestSubject>> onAdmission = new ArrayList<>();
  private @Nullable RefusedCall broken;
  private boolean answerLost;

  CallFate() {}

  /** Done before anything looks at the call. */
  public void beforeRequest(Runnable action) {
    beforeRequest.add(action);
  }

  /** Done when the call has taken effect, before its answer is sent. */
  public void beforeAnswer(Runnable action) {
    beforeAnswer.add(action);
  }

  /** Done to a call that was admitted; it may refuse it. */
  public void onAdmission(BiConsumer<CallContext, RequestSubject> action) {
    onAdmission.add(action);
  }

  public void loseAnswer() {
    answerLost = true;
  }

  /** The call fails before anything looks at it. */
  public void breakCall(RefusedCall refusal) {
    broken = refusal;
  }

  void onArrival() {
    beforeRequest.forEach(Runnable::run);
    if (broken != null) {
      throw broken;
    }
  }

  void onAdmission(CallContext call, RequestSubject subject) {
    onAdmission.forEach(action -> action.accept(call, subject));
  }

  void onAnswer() {
    beforeAnswer.forEach(Runnable::run);
  }

  boolean isAnswerLost() {
    return answerLost;
  }
}
