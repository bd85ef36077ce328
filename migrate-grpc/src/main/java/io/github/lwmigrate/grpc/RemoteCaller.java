package io.github.lwmigrate.grpc;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.grpc.internal.Attempt;
import io.github.lwmigrate.grpc.internal.Backoff;
import io.github.lwmigrate.grpc.internal.BearerToken;
import io.github.lwmigrate.grpc.internal.Failure;
import io.github.lwmigrate.spi.Call;
import io.grpc.CallOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

  /**
   * A caller.
   *
   * @param policy how long calls are repeated
   */
  public RemoteCaller(RetryPolicy policy) {
    this.policy = policy;
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
      CallOptions options =
          CallOptions.DEFAULT
              .withCallCredentials(new BearerToken(token, server.isPlaintext()))
              .withDeadlineAfter(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
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
              .remedy(failure.remedy())
              .retryable(failure.passing());
      remote.device().ifPresent(builder::device);
      Throwable cause = failure.cause();
      if (cause != null) {
        builder.cause(cause);
      }
      return new RemoteException(builder, failure.code(), failure.error(), failure.tooLarge());
    }
  }
}
