package io.github.lwmigrate.grpc;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.grpc.internal.Attempt;
import io.github.lwmigrate.grpc.internal.Backoff;
import io.github.lwmigrate.grpc.internal.Failure;
import io.github.lwmigrate.spi.Call;
import io.grpc.CallOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls: each attempt with its own deadline, passing faults repeated within a budget, rate
 * limits obeyed. Waits through {@link Call#pause} alone. Thread-safe.
 */
public final class RemoteCaller {

  private static final Logger log = LoggerFactory.getLogger(RemoteCaller.class);

  private final RetryPolicy policy;
  private final Pace pace;
  private final Remedies remedies;

  /**
   * A caller that keeps no pace.
   *
   * @param policy how long calls are repeated
   */
  public RemoteCaller(RetryPolicy policy) {
    this(policy, call -> {}, (code, says, usual) -> usual);
  }

  private RemoteCaller(RetryPolicy policy, Pace pace, Remedies remedies) {
    this.policy = policy;
    this.pace = pace;
    this.remedies = remedies;
  }

  /**
   * The same caller at a pace.
   *
   * @param pace takes a turn before every attempt
   * @return the copy
   */
  public RemoteCaller pacedBy(Pace pace) {
    return new RemoteCaller(policy, pace, remedies);
  }

  /**
   * The same caller with advice of its own.
   *
   * @param remedies what users can do about errors
   * @return the copy
   */
  public RemoteCaller advisedBy(Remedies remedies) {
    return new RemoteCaller(policy, pace, remedies);
  }

  /**
   * The same caller, which makes every call once.
   *
   * @return the copy
   */
  public RemoteCaller once() {
    return new RemoteCaller(RetryPolicy.ONCE, pace, remedies);
  }

  /**
   * Makes one call.
   *
   * @param remote the call
   * @param call what the engine provides
   * @param <A> the type of the answer
   * @return the answer
   * @throws RemoteException if the call failed for good
   * @throws io.github.lwmigrate.CancelledException if the run was cancelled before an attempt
   */
  public <A> Answer<A> call(RemoteCall<?, A> remote, Call call) {
    return together(List.of(remote), call).get(0).orThrow();
  }

  /**
   * Makes calls that belong together, one built on the answer of another. When a passing fault ends
   * them, all of them are made again, within the budget of one call.
   *
   * @param calls makes the calls by {@link #once()}; leaves no harm when it is ended and repeated
   * @param call what the engine provides
   * @param <T> the type of the result
   * @return what the calls gave
   * @throws RemoteException if one of them failed for good
   * @throws io.github.lwmigrate.CancelledException if the run was cancelled before an attempt
   */
  public <T> T asOne(Supplier<T> calls, Call call) {
    Backoff backoff = new Backoff(policy);
    while (true) {
      try {
        return calls.get();
      } catch (RemoteException e) {
        Optional<Duration> pause = backoff.next(e.failure(), true, call.random());
        if (pause.isEmpty()) {
          throw e;
        }
        log.debug("{}; all of it again in {}", e.getMessage(), pause.get());
        call.pause(pause.get());
      }
    }
  }

  /**
   * Makes several calls side by side.
   *
   * @param remotes the calls
   * @param call what the engine provides
   * @param <A> the type of the answers
   * @return a result for each, in their order
   * @throws io.github.lwmigrate.CancelledException if the run was cancelled before an attempt
   */
  public <A> List<Result<A>> together(List<? extends RemoteCall<?, A>> remotes, Call call) {
    List<Running<?, A>> all = new ArrayList<>();
    remotes.forEach(remote -> all.add(new Running<>(remote)));
    for (List<Running<?, A>> open = all; !open.isEmpty(); ) {
      call.throwIfCancelled();
      open.forEach(running -> running.start(call));
      Duration wait = Duration.ZERO;
      List<Running<?, A>> again = new ArrayList<>();
      for (Running<?, A> running : open) {
        Optional<Duration> pause = running.finish(call);
        if (pause.isPresent()) {
          again.add(running);
          wait = pause.get().compareTo(wait) > 0 ? pause.get() : wait;
        }
      }
      if (!again.isEmpty()) {
        call.pause(wait);
      }
      open = again;
    }
    return all.stream().map(Running::result).toList();
  }

  private final class Running<Q, A> {
    private final RemoteCall<Q, A> remote;
    private final Backoff backoff = new Backoff(policy);
    private String token = "";
    private @Nullable CompletableFuture<Attempt.Ending<A>> attempt;
    private @Nullable Result<A> result;

    Running(RemoteCall<Q, A> remote) {
      this.remote = remote;
    }

    void start(Call call) {
      RemoteServer server = remote.server();
      token = remote.token().get();
      pace.await(call);
      CallOptions options =
          CallOptions.DEFAULT.withDeadlineAfter(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
      if (!token.isEmpty()) {
        options = options.withCallCredentials(server.credentials(token));
      }
      call.countRemoteCall();
      attempt = Attempt.start(server.channel(), remote.method(), remote.request(), options);
    }

    /** Returns how long to wait before the next attempt, or nothing when there is a result. */
    Optional<Duration> finish(Call call) {
      CompletableFuture<Attempt.Ending<A>> started = attempt;
      if (started == null) {
        throw new IllegalStateException("the attempt was not started");
      }
      Attempt.Ending<A> ending = started.join();
      A message = ending.message();
      if (ending.status().isOk() && message != null) {
        result = Result.of(new Answer<>(message, ending.headers(), ending.trailers()));
        return Optional.empty();
      }
      Failure failure = new Failure(ending);
      Optional<Duration> pause = backoff.next(failure, remote.repeatable(), call.random());
      if (pause.isEmpty()) {
        result = Result.failed(exception(failure));
      } else {
        log.debug(
            "{}: {}; next attempt in {}",
            remote,
            failure.reason(remote.server().toString(), token),
            pause.get());
      }
      return pause;
    }

    Result<A> result() {
      Result<A> ended = result;
      if (ended == null) {
        throw new IllegalStateException("the call has not ended");
      }
      return ended;
    }

    private RemoteException exception(Failure failure) {
      String reason = failure.reason(remote.server().toString(), token);
      String often = backoff.attempts() > 1 ? " (attempt " + backoff.attempts() + ")" : "";
      MigrationException.Builder builder =
          MigrationException.builder(remote.stage(), remote.tried())
              .because(reason + often)
              .remedy(remedies.of(failure.code(), failure::says, failure.remedy()))
              .retryable(failure.passing());
      remote.device().ifPresent(builder::device);
      Throwable cause = failure.cause();
      if (cause != null) {
        builder.cause(cause);
      }
      return new RemoteException(builder, failure);
    }
  }
}
