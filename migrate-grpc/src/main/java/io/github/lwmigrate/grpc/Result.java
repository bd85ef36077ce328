package io.github.lwmigrate.grpc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended: with an answer, or with a failure. Immutable and thread-safe.
 *
 * @param <A> the type of the answer
 */
public final class Result<A> {

  private final @Nullable Answer<A> answer;
  private final @Nullable RemoteException failure;

  private Result(@Nullable Answer<A> answer, @Nullable RemoteException failure) {
    this.answer = answer;
    this.failure = failure;
  }

  static <A> Result<A> of(Answer<A> answer) {
    return new Result<>(answer, null);
  }

  static <A> Result<A> failed(RemoteException failure) {
    return new Result<>(null, failure);
  }

  /**
   * The failure.
   *
   * @return empty if there is an answer
   */
  public Optional<RemoteException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * The answer.
   *
   * @return the answer
   * @throws RemoteException if the call failed
   */
  public Answer<A> orThrow() {
    if (answer == null) {
      throw failure == null ? new IllegalStateException("neither answer nor failure") : failure;
    }
    return answer;
  }
}
