package io.github.lwmigrate.cli.internal;

/** What the exit codes of the program mean. */
final class ExitCode {

  static final int DONE = 0;
  static final int DEVICES_LEFT = 1;
  static final int USAGE = 2;
  static final int NOT_STARTED = 3;

  private ExitCode() {}
}
