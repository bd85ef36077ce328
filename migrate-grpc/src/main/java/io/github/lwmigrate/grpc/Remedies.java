package io.github.lwmigrate.grpc;

import java.util.function.Predicate;

/** What the users of a certain kind of server can do about its errors. Thread-safe. */
@FunctionalInterface
public interface Remedies {

  /**
   * The advice for an error.
   *
   * @param code the gRPC status code by name, for example {@code NOT_FOUND}
   * @param says tells whether the server's text holds a phrase; the text itself is not to be
   *     repeated
   * @param usual what is advised to users of The Things Stack; empty for nothing
   * @return a sentence; empty if nothing is known to help
   */
  String of(String code, Predicate<String> says, String usual);
}
