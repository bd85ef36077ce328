package io.github.lwmigrate.cli.internal;

import picocli.CommandLine.ParseResult;

/** What a command does. */
@FunctionalInterface
interface Action {

  /**
   * Does it.
   *
   * @param given the parsed options and arguments
   * @return a code of {@link ExitCode}
   */
  int run(ParseResult given);
}
