package io.github.lwmigrate.grpc;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.grpc.internal.Failure;
import java.util.Optional;

/**
 * A call to a server failed for good. Its message names server, code, and the server's namespace,
 * name and correlation id; it repeats nothing else the server said, which might be a key.
 */
public class RemoteException extends MigrationException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  RemoteException(MigrationException.Builder builder, Failure failure) {
    super(builder);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }

  /**
   * The gRPC status code.
   *
   * @return its name as in the specification, for example {@code NOT_FOUND}
   */
  public String code() {
    return failure.code();
  }

  /**
   * What the server told.
   *
   * @return empty if the failure did not come from The Things Stack
   */
  public Optional<RemoteError> error() {
    return failure.error();
  }

  /**
   * Whether the failure is a certain error of the server.
   *
   * @param namespace the part of the server
   * @param name the error within the namespace
   * @return true if the server told this error
   */
  public boolean is(String namespace, String name) {
    return failure.error().filter(e -> e.is(namespace, name)).isPresent();
  }

  /**
   * Whether the answer or request was larger than a message may be.
   *
   * @return true if asking for less may help
   */
  public boolean tooLarge() {
    return failure.tooLarge();
  }

  /**
   * Whether the server's text holds a phrase. The text itself is not handed out: it might repeat a
   * key.
   *
   * @param phrase a part of the text
   * @return true if the server said it
   */
  public boolean says(String phrase) {
    return failure.says(phrase);
  }
}
