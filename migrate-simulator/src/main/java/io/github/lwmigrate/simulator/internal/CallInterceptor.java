package io.github.lwmigrate.simulator.internal;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call goes through: faults, the rules of the network, and then the handler, which looks
 * at the credential. Its answers and refusals are logged.
 */
public final class CallInterceptor implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(CallInterceptor.class);

  private final CallRules rules;
  private final FaultPlan faults;
  private final OperationLog log;
  private final Duration latency;

  public CallInterceptor(CallRules rules, FaultPlan faults, OperationLog log, Duration latency) {
    this.rules = rules;
    this.faults = faults;
    this.log = log;
    this.latency = latency;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!isLocal(call)) {
      call.close(
          Status.PERMISSION_DENIED.withDescription("A simulated network serves this machine only"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    CallContext context = rules.context(call.getMethodDescriptor().getFullMethodName(), headers);
    Answer<Q, A> answer = new Answer<>(call, context);
    Context grpcContext = Context.current().withValue(CallContext.KEY, context);
    return new Admission<>(Contexts.interceptCall(grpcContext, answer, headers, next), answer);
  }

  private static boolean isLocal(ServerCall<?, ?> call) {
    SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return !(peer instanceof InetSocketAddress address) || address.getAddress().isLoopbackAddress();
  }

  /** Admits or refuses the request, and turns what a handler throws into an answer. */
  private final class Admission<Q, A> extends SimpleForwardingServerCallListener<Q> {
    private final Answer<Q, A> answer;
    private boolean refused;

    Admission(ServerCall.Listener<Q> handler, Answer<Q, A> answer) {
      super(handler);
      this.answer = answer;
    }

    @Override
    public void onMessage(Q request) {
      guarded(
          () -> {
            RequestSubject subject = rules.subject(request);
            CallContext call = answer.context;
            CallFate fate = faults.fateOf(call.method(), subject);
            answer.expect(subject, fate);
            fate.onArrival();
            Delay.of(latency);
            rules.admit(call, subject, request);
            fate.onAdmission(call, subject);
            super.onMessage(request);
          });
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        guarded(super::onHalfClose);
      }
    }

    private void guarded(Runnable action) {
      try {
        action.run();
      } catch (RefusedCall e) {
        refused = true;
        answer.refuse(e);
      } catch (RuntimeException e) {
        refused = true;
        if (!answer.isCancelled()) {
          LOG.error("{} of the simulated network failed", answer.context.method(), e);
          answer.refuse(rules.failure());
        }
      }
    }
  }

  /** Adds the headers of the call to its answer, applies faults to it and logs it. */
  private final class Answer<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final CallContext context;
    private RequestSubject subject = RequestSubject.NOTHING;
    private CallFate fate = new CallFate();
    private @Nullable RefusedCall refusal;
    private boolean headersSent;

    Answer(ServerCall<Q, A> call, CallContext context) {
      super(call);
      this.context = context;
    }

    void expect(RequestSubject subject, CallFate fate) {
      this.subject = subject;
      this.fate = fate;
    }

    void refuse(RefusedCall exception) {
      refusal = exception;
      close(exception.status(), exception.trailers());
    }

    @Override
    public void sendHeaders(Metadata headers) {
      fate.onAnswer();
      if (!fate.isAnswerLost()) {
        headersSent = true;
        headers.merge(context.responseHeaders());
        super.sendHeaders(headers);
      }
    }

    @Override
    public void sendMessage(A message) {
      if (!fate.isAnswerLost()) {
        super.sendMessage(message);
      }
    }

    @Override
    public void close(Status status, Metadata trailers) {
      boolean lost = status.isOk() && fate.isAnswerLost();
      log.add(
          context,
          rules.loggedHeaders(),
          subject,
          refusal == null ? status.getCode().name() : refusal.name(),
          lost);
      if (lost) {
        super.close(Status.UNAVAILABLE.withDescription("connection lost"), new Metadata());
        return;
      }
      if (!headersSent && !context.responseHeaders().keys().isEmpty()) {
        super.sendHeaders(context.responseHeaders());
      }
      super.close(status, trailers);
    }
  }
}
