package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.spi.SourceProvider;
import java.io.PrintStream;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sources}: what devices can be read from. */
final class SourcesCommand implements Command {

  private static final String ROW = "%-10s %-10s %s%n";

  private final Shell shell;
  private final List<SourceProvider> providers;

  SourcesCommand(Shell shell, List<SourceProvider> providers) {
    this.shell = shell;
    this.providers = providers;
  }

  @Override
  public CommandSpec describe() {
    return Flags.command(this, "sources", "Lists what devices can be read from.");
  }

  @Override
  public int run(ParseResult given) {
    PrintStream out = shell.text();
    out.printf(ROW, "SOURCE", "ALSO", "READS FROM");
    for (SourceProvider provider : providers) {
      out.printf(
          ROW,
          provider.id(),
          String.join(",", new TreeSet<>(provider.aliases())),
          provider.description());
    }
    out.flush();
    return ExitCode.DONE;
  }
}
