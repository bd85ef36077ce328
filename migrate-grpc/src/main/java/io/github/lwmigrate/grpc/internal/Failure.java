package io.github.lwmigrate.grpc.internal;

import io.github.lwmigrate.grpc.RemoteError;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What is known of an attempt that failed. */
public final class Failure {

  private static final int MAX_DESCRIPTION = 200;

  /** How servers written in Go name the code of an error that another server gave them. */
  private static final Map<String, Status.Code> HANDED_ON =
      Map.of(
          "[ResourceExhausted]", Status.Code.RESOURCE_EXHAUSTED,
          "[DeadlineExceeded]", Status.Code.DEADLINE_EXCEEDED,
          "[Unavailable]", Status.Code.UNAVAILABLE);

  private final Status status;
  private final Status.Code kind;
  private final Metadata headers;
  private final Metadata trailers;
  private final Optional<RemoteError> error;

  /**
   * A failure.
   *
   * @param ending an ending whose status is not OK
   */
  public Failure(Attempt.Ending<?> ending) {
    this.status = ending.status();
    this.headers = ending.headers();
    this.trailers = ending.trailers();
    this.error = ErrorDetailsReader.read(ending.trailers());
    this.kind = kind();
  }

  private Status.Code kind() {
    if (status.getCode() == Status.Code.INTERNAL && error.isEmpty()) {
      for (Map.Entry<String, Status.Code> code : HANDED_ON.entrySet()) {
        if (says(code.getKey())) {
          return code.getValue();
        }
      }
    }
    return status.getCode();
  }

  /**
   * Whether the server's text holds a phrase.
   *
   * @param phrase a part of the text
   * @return true if the server said it
   */
  public boolean says(String phrase) {
    return description().contains(phrase);
  }

  /**
   * What the server told.
   *
   * @return empty if it told nothing that can be understood
   */
  public Optional<RemoteError> error() {
    return error;
  }

  /**
   * The gRPC status code.
   *
   * @return its name
   */
  public String code() {
    return status.getCode().name();
  }

  /**
   * Whether the message, not the pace, was the trouble. gRPC uses one status code for both.
   *
   * @return true if a message was larger than allowed, here or there
   */
  public boolean tooLarge() {
    return kind == Status.Code.RESOURCE_EXHAUSTED
        && error.isEmpty()
        && (says("exceeds maximum size") || says("larger than max"));
  }

  /**
   * Whether the same call may succeed later.
   *
   * @return true for passing faults
   */
  public boolean passing() {
    return switch (kind) {
      case UNAVAILABLE -> cause(SSLException.class) == null;
      case RESOURCE_EXHAUSTED -> !tooLarge();
      case ABORTED, DEADLINE_EXCEEDED -> true;
      default -> false;
    };
  }

  /**
   * Whether the call may have been done all the same, and only its answer was lost.
   *
   * @return true if that is not known
   */
  public boolean mayBeDone() {
    return kind == Status.Code.UNAVAILABLE || kind == Status.Code.DEADLINE_EXCEEDED;
  }

  /**
   * Whether the server refused because of too many calls.
   *
   * @return true for a rate limit
   */
  public boolean rateLimited() {
    return kind == Status.Code.RESOURCE_EXHAUSTED && !tooLarge();
  }

  /**
   * How long the server asks to wait.
   *
   * @return the longer of what it says of its rate limit; zero if it says nothing
   */
  public Duration askedToWait() {
    long seconds =
        Stream.of("x-rate-limit-retry", "x-rate-limit-reset")
            .flatMap(name -> Stream.of(number(headers, name), number(trailers, name)))
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return Duration.ofSeconds(seconds);
  }

  /**
   * Why the call failed, for people.
   *
   * @param server where it was made
   * @param secret is not repeated
   * @return a phrase
   */
  public String reason(String server, String secret) {
    if (error.isPresent()) {
      StringBuilder text =
          new StringBuilder("the server at ").append(server).append(" answered ").append(code());
      String separator = ", ";
      for (Optional<RemoteError> e = error; e.isPresent(); e = e.get().cause()) {
        text.append(separator).append(e.get());
        separator = " because of ";
      }
      String id = error.get().correlationId();
      return id.isEmpty()
          ? text.toString()
          : text.append(", correlation id ").append(id).toString();
    }
    if (heldBack()) {
      return "the connection to " + server + " is not encrypted, and no credential was sent";
    }
    if (tooLarge()) {
      return "the message from " + server + " is larger than 16 MiB";
    }
    SSLException tls = cause(SSLException.class);
    if (tls != null) {
      return "no TLS connection to "
          + server
          + " can be made ("
          + shortened(tls.getMessage())
          + ")";
    }
    return switch (status.getCode()) {
      case UNAVAILABLE -> "the server at " + server + " cannot be reached" + transport(secret);
      case DEADLINE_EXCEEDED -> "the server at " + server + " did not answer in time";
      default -> "the server at " + server + " answered " + code();
    };
  }

  /**
   * What the user can do.
   *
   * @return a sentence; empty if nothing is known to help
   */
  public String remedy() {
    if (heldBack()) {
      return "Use TLS, or ask for plaintext where it is meant.";
    }
    if (cause(SSLException.class) != null) {
      return "Name the file of the certificate authority that signed the server's certificate,"
          + " check that the host name is the certificate's, or ask for plaintext if the"
          + " server speaks no TLS.";
    }
    return switch (kind) {
      case UNAUTHENTICATED ->
          "Check the API key: it may be mistyped, expired, deleted or of another network.";
      case PERMISSION_DENIED ->
          "Check that the API key belongs to this application and holds the needed rights.";
      case UNAVAILABLE, DEADLINE_EXCEEDED ->
          "Check the address and the network between, then start again.";
      case RESOURCE_EXHAUSTED -> tooLarge() ? "" : "Start again later, with less concurrency.";
      case UNIMPLEMENTED, UNKNOWN, INTERNAL ->
          error.isPresent()
              ? ""
              : "Check the address: what answers there may not be this server of The Things Stack.";
      default -> "";
    };
  }

  /**
   * What to keep as cause of an exception.
   *
   * @return a failure of this machine or the network between; null if there is none
   */
  public @Nullable Throwable cause() {
    return cause(IOException.class);
  }

  private boolean heldBack() {
    return status.getCode() == Status.Code.UNAUTHENTICATED
        && error.isEmpty()
        && description().equals(AccessCredential.UNSAFE);
  }

  private String transport(String secret) {
    Throwable cause = cause();
    String text = cause == null || cause.getMessage() == null ? description() : cause.getMessage();
    return text.isBlank() || (!secret.isEmpty() && text.contains(secret))
        ? ""
        : " (" + shortened(text) + ")";
  }

  private String description() {
    String description = status.getDescription();
    return description == null ? "" : description;
  }

  private <T extends Throwable> @Nullable T cause(Class<T> type) {
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private static String shortened(@Nullable String text) {
    if (text == null) {
      return "no details";
    }
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() > MAX_DESCRIPTION ? line.substring(0, MAX_DESCRIPTION) + "…" : line;
  }

  private static long number(Metadata metadata, String name) {
    String text = metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    try {
      return text == null ? 0 : Math.max(0, Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
