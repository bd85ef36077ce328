package io.github.lwmigrate.cli.internal;

/** The command line asks for something that cannot be. Its message holds no key. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
