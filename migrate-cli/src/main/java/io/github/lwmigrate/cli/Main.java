package io.github.lwmigrate.cli;

import io.github.lwmigrate.cli.internal.Program;
import io.github.lwmigrate.cli.internal.Shell;

/** The entry point of {@code lw-migrate}. */
public final class Main {

  private Main() {}

  /**
   * Runs the program and ends the process: 0 everything is done, 1 some device failed or was
   * rejected, 2 wrong usage, 3 nothing could start.
   *
   * @param args the arguments of the command line
   */
  public static void main(String[] args) {
    System.exit(new Program(Shell.ofProcess()).run(args));
  }
}
