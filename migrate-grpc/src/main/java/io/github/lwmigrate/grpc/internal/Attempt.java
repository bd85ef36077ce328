package io.github.lwmigrate.grpc.internal;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a unary call. Not a stub, because a rate limit speaks in response metadata also
 * when the call fails.
 *
 * @param <A> the type of the answer
 */
public final class Attempt<A> extends ClientCall.Listener<A> {

  private final CompletableFuture<Ending<A>> ending = new CompletableFuture<>();
  private Metadata headers = new Metadata();
  private @Nullable A message;

  private Attempt() {}

  /**
   * How an attempt ended.
   *
   * @param status the status
   * @param headers metadata from before the message
   * @param trailers metadata from after it
   * @param message the answer; always there when the status is OK
   * @param <A> the type of the answer
   */
  public record Ending<A>(
      Status status, Metadata headers, Metadata trailers, @Nullable A message) {}

  /**
   * Starts an attempt.
   *
   * @param channel the way to the server
   * @param method a unary method
   * @param request what is sent
   * @param options deadline and credentials
   * @param <Q> the type of the request
   * @param <A> the type of the answer
   * @return completed when the attempt has ended; never exceptionally
   */
  public static <Q, A> CompletableFuture<Ending<A>> start(
      Channel channel, MethodDescriptor<Q, A> method, Q request, CallOptions options) {
    Attempt<A> attempt = new Attempt<>();
    ClientCall<Q, A> call = channel.newCall(method, options);
    call.start(attempt, new Metadata());
    call.request(2);
    call.sendMessage(request);
    call.halfClose();
    return attempt.ending;
  }

  @Override
  public void onHeaders(Metadata headers) {
    this.headers = headers;
  }

  @Override
  public void onMessage(A message) {
    this.message = message;
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    Status end =
        status.isOk() && message == null
            ? Status.INTERNAL.withDescription("the answer holds no message")
            : status;
    ending.complete(new Ending<>(end, headers, trailers, message));
  }
}
