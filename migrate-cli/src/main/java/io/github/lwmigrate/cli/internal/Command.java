package io.github.lwmigrate.cli.internal;

import picocli.CommandLine.Model.CommandSpec;

/** One command of the program. */
interface Command extends Action {

  /** Name, aliases, options and help of the command. */
  CommandSpec describe();
}
