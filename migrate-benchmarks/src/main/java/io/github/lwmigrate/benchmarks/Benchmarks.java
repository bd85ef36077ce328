package io.github.lwmigrate.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The benchmarks as a program; docs/benchmarks.md has its commands. */
@Command(
    name = "bench",
    description = "Measures readers, writers, sources and whole runs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeviceJsonRun.class,
      MacStateRun.class,
      BigFile.class,
      ExportThroughput.class,
      JournalThroughput.class,
      ShortRun.class,
      HelpCommand.class
    })
public final class Benchmarks {

  private Benchmarks() {}

  /**
   * Runs a benchmark.
   *
   * @param args its name and options
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }
}
