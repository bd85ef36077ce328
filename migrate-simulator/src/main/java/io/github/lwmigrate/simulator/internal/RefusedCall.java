package io.github.lwmigrate.simulator.internal;

import io.grpc.Metadata;
import io.grpc.Status;

/** What is thrown to refuse a call. */
public class RefusedCall extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  public RefusedCall(Status status) {
    super(status.getDescription(), null, false, false);
    this.status = status;
  }

  public final Status status() {
    return status;
  }

  /** What the operation log calls it. */
  String name() {
    return status.getCode().name();
  }

  Metadata trailers() {
    return new Metadata();
  }
}
