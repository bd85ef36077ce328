package io.github.lwmigrate.simulator.internal;

import io.grpc.Metadata;
import java.util.List;

/** How the servers of one network take calls. */
public interface CallRules {
  /** The context of a call to a method, named as on the wire. */
  CallContext context(String fullMethodName, Metadata headers);

  RequestSubject subject(Object request);

  /** The headers of a request that the operation log keeps. */
  List<String> loggedHeaders();

  /** Refuses a request before a handler sees it. */
  void admit(CallContext call, RequestSubject subject, Object request);

  /** What the caller of a handler that fails is told. */
  RefusedCall failure();
}
