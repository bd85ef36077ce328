package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.simulator.internal.RefusedCall;
import io.grpc.Status;
import io.grpc.Status.Code;

/** An error of the servers: a code and a text, nothing else. */
final class Failure extends RefusedCall {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final String text;

  Failure(Code code, String text) {
    super(Status.fromCode(code).withDescription(GoFormat.withoutArguments(text)));
    this.code = code;
    this.text = text;
  }

  static Failure notFound(String key) {
    return new Failure(Code.NOT_FOUND, key + " not found");
  }

  static Failure permissionDenied(String reason) {
    return new Failure(Code.PERMISSION_DENIED, "permission denied: " + reason);
  }

  /** A server that was called and cannot be reached. */
  static Failure unreachable(int port) {
    return new Failure(
        Code.UNAVAILABLE,
        "connection error: desc = \"transport: Error while dialing dial tcp 127.0.0.1:"
            + port
            + ": connect: connection refused\"");
  }

  Code code() {
    return code;
  }

  /** What becomes of this failure in a server that called the one which failed. */
  Failure passedOn(String complaint) {
    return switch (code) {
      case RESOURCE_EXHAUSTED ->
          new Failure(Code.INTERNAL, complaint + ": Internal error: [ResourceExhausted] " + text);
      case INTERNAL -> new Failure(code, complaint + ": Internal error: " + text);
      case UNAVAILABLE -> new Failure(code, complaint + ": unavailable: " + text);
      default -> new Failure(code, complaint + ": " + text);
    };
  }
}
