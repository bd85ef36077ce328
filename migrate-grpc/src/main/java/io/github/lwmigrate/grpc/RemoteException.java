package io.github.lwmigrate.grpc;

import io.github.lwmigrate.MigrationException;
import java.util.Optional;

/**
 * A call to a server failed for good. Its message names server, code, and the server's namespace,
 * name and correlation id; it repeats nothing else the server said, which might be a key.
 */
public class RemoteException extends MigrationException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Optional<RemoteError> error;
  private final boolean tooLarge;

  RemoteException(
      MigrationException.Builder builder,
      String code,
      Optional<RemoteError> error,
      boolean tooLarge) {
    super(builder);
    this.code = code;
    this.error = error;
    this.tooLarge = tooLarge;
  }

  /**
   * The gRPC status code.
   *
   * @return its name as in the specification, for example {@code NOT_FOUND}
   */
  public String code() {
    return code;
  }

  /**
   * What the server told.
   *
   * @return empty if the failure did not come from The Things Stack
   */
  public Optional<RemoteError> error() {
    return error;
  }

  /**
   * Whether the failure is a certain error of the server.
   *
   * @param namespace the part of the server
   * @param name the error within the namespace
   * @return true if the server told this error
   */
  public boolean is(String namespace, String name) {
    return error.filter(e -> e.is(namespace, name)).isPresent();
  }

  /**
   * Whether the answer or request was larger than a message may be.
   *
   * @return true if asking for less may help
   */
  public boolean tooLarge() {
    return tooLarge;
  }
}
