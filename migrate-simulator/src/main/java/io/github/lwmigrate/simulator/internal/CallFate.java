package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What injected faults do to one call. */
public final class CallFate {
  private final List<Gate> beforeRequest = new ArrayList<>();
  private final List<Gate> beforeAnswer = new ArrayList<>();
  private @Nullable Status broken;
  private @Nullable BiConsumer<CallContext, RequestSubject> refusal;
  private boolean keysUnavailable;
  private boolean answerLost;

  CallFate() {}

  public void holdRequest(Gate gate) {
    beforeRequest.add(gate);
  }

  public void holdAnswer(Gate gate) {
    beforeAnswer.add(gate);
  }

  public void loseAnswer() {
    answerLost = true;
  }

  public void makeKeysUnavailable() {
    keysUnavailable = true;
  }

  /** The call fails before anything looks at it. */
  public void breakCall(Status status) {
    broken = status;
  }

  public void limitRate(int limit, Duration retryAfter) {
    refusal =
        (call, subject) -> {
          String seconds = Long.toString(retryAfter.toSeconds());
          call.header("x-rate-limit-limit", Integer.toString(limit));
          call.header("x-rate-limit-available", "0");
          call.header("x-rate-limit-reset", seconds);
          call.header("x-rate-limit-retry", seconds);
          throw Errors.rateLimitExceeded(RateLimiter.key(call, subject), limit);
        };
  }

  public void denyPermission(List<Right> missing) {
    refusal =
        (call, subject) -> {
          throw missing.isEmpty()
              ? Errors.noApplicationRights(subject.applicationId())
              : Errors.insufficientApplicationRights(subject.applicationId(), missing);
        };
  }

  public void refuse(Status.Code code, String namespace, String name, String text) {
    refusal =
        (call, subject) -> {
          throw ErrorBuilder.error(code, namespace, name, text).build();
        };
  }

  void onArrival() {
    beforeRequest.forEach(Gate::pass);
    if (broken != null) {
      throw new StackException(broken, null);
    }
  }

  void onAdmission(CallContext call, RequestSubject subject) {
    if (refusal != null) {
      refusal.accept(call, subject);
    }
    if (keysUnavailable) {
      call.makeKeysUnavailable();
    }
  }

  void onAnswer() {
    beforeAnswer.forEach(Gate::pass);
  }

  boolean isAnswerLost() {
    return answerLost;
  }
}
